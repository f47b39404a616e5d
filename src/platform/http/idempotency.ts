import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../errors.ts';
import type { Platform } from '../platform.ts';
import { requestsHere } from './idempotency-holds.ts';
import * as problems from './idempotency-problems.ts';
import {
  type Claim,
  claim,
  keepAnswer,
  keepMarker,
  refreshClaims,
  release,
  type StoredAnswer,
} from './idempotency-store.ts';
import type { HttpApp } from './routes.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The handler calls `claimUpload` itself, once it has the bytes. Other uploads take no Idempotency-Key. */
    claimsUpload?: true;
  }
  interface FastifyRequest {
    /** The claim this request holds, until its answer is kept or the key given back. */
    idempotencyClaim: Claim | undefined;
  }
}

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** A quarter of the minute after which another machine thinks us gone. */
const refreshEveryMs = 15_000;

/**
 * Writes of a shop that carry `Idempotency-Key` happen once: a retry gets the first's answer, a retry while the first
 * still runs gets 409, and so does a retry of what is shown once. Register after authentication, for a key belongs to
 * a shop and a caller. The limit: claim, work and answer are three transactions; a process that dies between work and
 * answer leaves a claim that a retry takes over, and the work is done again.
 */
export function honourIdempotencyKeys(app: HttpApp, platform: Platform): void {
  app.decorateRequest('idempotencyClaim', undefined);
  app.addHook('preHandler', async (request, reply) => {
    if (keyOf(request) === undefined || request.is404) return;
    if (request.isMultipart()) {
      if (request.routeOptions.config.claimsUpload !== true) throw new ProblemError(problems.noKeyForUpload);
    } else if (!(await claimOrAnswer(platform, { request, reply, body: request.body ?? null }))) return reply;
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const held = request.idempotencyClaim;
    if (held === undefined) return;
    request.idempotencyClaim = undefined;
    await settle(platform, held, { reply, payload }).finally(() => requestsHere.letGo(held.holder));
  });
  keepRefreshing(app, platform);
}

function keepRefreshing(app: HttpApp, { db, log }: Platform): void {
  const timer = setInterval(() => {
    refreshClaims(db).catch((err: unknown) => log.warn({ err }, 'claims of running requests not refreshed'));
  }, refreshEveryMs).unref();
  app.addHook('onClose', async () => clearInterval(timer));
}

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * For a route with `config.claimsUpload`, after the upload was read and before anything is done with it: false when
 * this is a retry whose answer was sent just now. `digest` stands for the uploaded bytes. Without the header, true.
 */
export async function claimUpload(
  platform: Platform,
  { digest, ...asked }: Asked & { readonly digest: string },
): Promise<boolean> {
  if (keyOf(asked.request) === undefined) return true;
  return claimOrAnswer(platform, { ...asked, body: digest });
}

/** Takes the claim, or sends the first's answer and says false; throws the problems of a key that is not free. */
async function claimOrAnswer(
  { db, keyring }: Platform,
  { request, reply, body }: Asked & { readonly body: unknown },
): Promise<boolean> {
  const wanted = claimOf(request, body);
  const result = await claim(db, keyring, wanted).catch((error: unknown) => {
    requestsHere.letGo(wanted.holder);
    throw error;
  });
  if (result.state === 'claimed') {
    request.idempotencyClaim = wanted;
    return true;
  }
  requestsHere.letGo(wanted.holder);
  if (result.state !== 'answered') throw new ProblemError(refusals[result.state]);
  sendAgain(reply, result.answer);
  return false;
}

const refusals = {
  running: problems.stillRunning,
  'other-request': problems.keyReused,
  'answered-once': problems.answeredOnce,
};

function sendAgain(reply: FastifyReply, { status, contentType, cacheControl, body }: StoredAnswer): void {
  if (cacheControl !== undefined) reply.header('cache-control', cacheControl);
  reply.code(status).type(contentType).header('idempotency-replayed', 'true').send(body);
}

/** A refusal says no secret and is kept whole, though it is no-store; so is not what a handler wants shown once. */
async function settle(
  { db, keyring }: Platform,
  held: Claim,
  { reply, payload }: { readonly reply: FastifyReply; readonly payload: unknown },
): Promise<void> {
  const body = textOf(payload);
  const { cacheControl, ...head } = headOf(reply);
  if (isTransient(reply)) await release(db, held);
  else if (body === undefined || (head.status < 400 && /no-store/i.test(cacheControl ?? '')))
    await keepMarker(db, held, head.status);
  else await keepAnswer(db, keyring, { claim: held, answer: { ...head, cacheControl, body } });
}

/** A failure of ours or a limit is no answer to keep: the same request may succeed in a second. */
const isTransient = (reply: FastifyReply): boolean => reply.statusCode >= 500 || reply.statusCode === 429;

const headOf = (reply: FastifyReply) => ({
  status: reply.statusCode,
  contentType: String(reply.getHeader('content-type') ?? 'application/json'),
  cacheControl: reply.getHeader('cache-control')?.toString(),
});

/** Streams are not kept: they may be larger than memory. */
function textOf(payload: unknown): string | undefined {
  if (payload === undefined || payload === null) return '';
  return typeof payload === 'string' ? payload : undefined;
}

/** The key of a write, as sent. */
const keyOf = ({ method, headers }: FastifyRequest): string | string[] | undefined =>
  writes.has(method) ? headers['idempotency-key'] : undefined;

function claimOf(request: FastifyRequest, body: unknown): Claim {
  const key = keyOf(request);
  const shopId = request.shop?.shopId ?? request.caller?.shopId;
  if (shopId === undefined) throw new ProblemError(problems.noShopForKey);
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw new ProblemError(problems.badKey);
  const asked = JSON.stringify([request.caller?.actor, request.method, request.url, body]);
  return {
    ...{ shopId, key, holder: requestsHere.take(shopId) },
    requestHash: createHash('sha256').update(asked).digest(),
  };
}
