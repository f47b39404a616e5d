import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { expect, test, vi } from 'vitest';
import { handleError } from './error-handler.ts';

test('a caller who leaves while they are answered is no failure of the server; what breaks is one', async () => {
  const lines: string[] = [];
  const app = Fastify({ logger: { stream: { write: (line: string) => lines.push(line) } } });
  app.setErrorHandler(handleError);
  const begun = Promise.withResolvers<void>();
  app.get('/slow', ({ signal }) => {
    begun.resolve();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  });
  app.get('/broken', () => Promise.reject(new DOMException('of its own', 'AbortError')));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const leaving = new AbortController();
  const asked = fetch(`${base}/slow`, { signal: leaving.signal }).catch(() => undefined);
  await begun.promise;
  leaving.abort();
  await asked;
  await vi.waitFor(() => expect(lines.join('')).toContain('the caller left'));
  expect(lines.join('')).not.toContain('request failed');
  expect((await fetch(`${base}/broken`)).status).toBe(500);
  expect(lines.join('')).toContain('request failed');
  await app.close();
});
