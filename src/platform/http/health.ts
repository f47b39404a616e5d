import { sql } from 'kysely';
import type { Platform } from '../platform.ts';
import type { HttpApp } from './routes.ts';

export interface Check {
  readonly ok: boolean;
  readonly ms: number;
}

/** A balancer asks every few seconds: an engine that needs longer than this is not ready. */
const patienceMs = 5000;

async function check(platform: Platform, work: () => Promise<unknown>): Promise<Check> {
  const begun = performance.now();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
  const ok = await Promise.race([work(), late]).then(
    () => true,
    (error) => {
      platform.log.warn({ err: error }, 'an engine is not ready');
      return false;
    },
  );
  clearTimeout(timer);
  return { ok, ms: Math.round(performance.now() - begun) };
}

/** Asks both engines a question that touches no table. */
export async function checkEngines(platform: Platform): Promise<{ postgres: Check; clickhouse: Check }> {
  const [postgres, clickhouse] = await Promise.all([
    check(platform, () => sql`select 1`.execute(platform.db)),
    check(platform, () => platform.clickhouse.inspect('select dummy from system.one')),
  ]);
  return { postgres, clickhouse };
}

const stopping = new WeakSet<object>();

/** From now on /ready answers 503, so that a balancer sends new requests elsewhere; requests are answered as before. */
export function beginStop(app: HttpApp): void {
  stopping.add(app);
}

/**
 * /health: the process answers. /ready: both engines answer too; 503 until they do and from the moment a stop begins, so
 * that no traffic is sent.
 */
export function answerHealth(app: HttpApp, platform: Platform): void {
  const options = { schema: { hide: true }, config: { rateLimit: false } } as const;
  app.get('/health', options, async () => ({ status: 'ok' }));
  app.get('/ready', options, async (_request, reply) => {
    const checks = await checkEngines(platform);
    const leaving = stopping.has(app);
    const ready = checks.postgres.ok && checks.clickhouse.ok && !leaving;
    return reply.code(ready ? 200 : 503).send({ ready, stopping: leaving, checks });
  });
}
