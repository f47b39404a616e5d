import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, ProblemError, problem } from '../errors.ts';
import type { Platform } from '../platform.ts';
import { type Claim, claim, keepAnswer, release } from './idempotency-store.ts';
import { invalidInput } from './known-problems.ts';
import type { HttpApp } from './routes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The claim this request holds, until its answer is kept or the key given back. */
    idempotencyClaim: Claim | undefined;
  }
}

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Writes of a shop that carry `Idempotency-Key` happen once: a retry gets the first's answer, a retry while the first
 * still runs gets 409. Register after authentication, for a key belongs to a shop and a caller.
 */
export function honourIdempotencyKeys(app: HttpApp, { db, keyring }: Platform): void {
  app.decorateRequest('idempotencyClaim', undefined);
  app.addHook('preHandler', async (request, reply) => {
    const wanted = claimOf(request);
    if (wanted === undefined) return;
    const result = await claim(db, keyring, wanted);
    if (result.state === 'claimed') request.idempotencyClaim = wanted;
    else if (result.state === 'answered')
      return reply
        .code(result.answer.status)
        .type(result.answer.contentType)
        .header('idempotency-replayed', 'true')
        .send(result.answer.body);
    else throw new ProblemError(result.state === 'running' ? stillRunning : keyReused);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const held = request.idempotencyClaim;
    if (held === undefined) return;
    request.idempotencyClaim = undefined;
    const body = textOf(payload);
    if (body === undefined || isTransient(reply)) await release(db, held);
    else await keepAnswer(db, keyring, { claim: held, answer: { ...headOf(reply), body } });
  });
}

/** A failure of ours or a limit is no answer to keep: the same request may succeed in a second. */
const isTransient = (reply: FastifyReply): boolean => reply.statusCode >= 500 || reply.statusCode === 429;

const headOf = (reply: FastifyReply) => ({
  status: reply.statusCode,
  contentType: String(reply.getHeader('content-type') ?? 'application/json'),
});

/** Streams are not kept: they may be larger than memory. */
function textOf(payload: unknown): string | undefined {
  if (payload === undefined || payload === null) return '';
  return typeof payload === 'string' ? payload : undefined;
}

function claimOf(request: FastifyRequest): Claim | undefined {
  const key = request.headers['idempotency-key'];
  const shopId = request.shop?.shopId ?? request.caller?.shopId;
  if (key === undefined || shopId === undefined || !writes.has(request.method)) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw new ProblemError(badKey);
  const asked = [request.caller?.actor, request.method, request.url, request.body ?? null];
  return { shopId, key, requestHash: createHash('sha256').update(JSON.stringify(asked)).digest() };
}

const badKey: Problem = invalidInput([
  {
    code: 'wrong-format',
    field: 'Idempotency-Key',
    message: { zh: '须为 1 至 200 个可见 ASCII 字符', en: 'must be 1 to 200 visible ASCII characters' },
  },
]);

const stillRunning: Problem = problem('request-in-progress', 409, {
  zh: '同一 Idempotency-Key 的请求仍在处理, 请稍后重试',
  en: 'The request with this Idempotency-Key is still running; ask again shortly',
});

const keyReused: Problem = problem('idempotency-key-reused', 422, {
  zh: '此 Idempotency-Key 已用于另一请求, 请换新的',
  en: 'This Idempotency-Key was used for another request; make a new one',
});
