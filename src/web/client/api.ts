import createClient, { type Middleware } from 'openapi-fetch';
import { isSignedOut, noteGone } from './connection.ts';
import { takeEarly } from './early.ts';
import { newKey } from './new-key.ts';
import type { paths } from './openapi.ts';
import { ConsoleProblem, readProblem, unreachable } from './problem.ts';

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** A write of a shop carries a key, so that sending it again does nothing twice. Callers may bring their own. */
const idempotencyKeys: Middleware = {
  onRequest({ request, schemaPath }) {
    if (!writes.has(request.method) || !schemaPath.startsWith('/api/shops/{shop}')) return;
    if (!request.headers.has('idempotency-key')) request.headers.set('idempotency-key', newKey());
    return request;
  },
};

/** Failures are thrown as problems. A 401 of a route of ours means the session has ended; of /api/auth, a wrong password. */
const problems: Middleware = {
  async onResponse({ response, schemaPath }) {
    if (response.ok) return;
    const problem = await readProblem(response);
    if (problem === unreachable) noteGone();
    if (response.status === 401 && !schemaPath.startsWith('/api/auth/')) isSignedOut.set(true);
    throw new ConsoleProblem(problem);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    noteGone();
    return new ConsoleProblem(unreachable);
  },
};

/** The server's API, typed by its own OpenAPI. Every failure is a thrown ConsoleProblem. */
export const api = createClient<paths>({
  ...{ baseUrl: location.origin, credentials: 'same-origin' },
  fetch: (request) => takeEarly(request) ?? fetch(request),
});
api.use(idempotencyKeys, problems);

/** What a call answered: `take(api.POST(...))`. */
export async function take<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}
