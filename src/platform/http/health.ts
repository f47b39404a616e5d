import { sql } from 'kysely';
import type { Text } from '../errors.ts';
import { diskFull } from '../faults/fault-problems.ts';
import type { Platform } from '../platform.ts';
import { type Check, checkStore } from './check-store.ts';
import type { HttpApp } from './routes.ts';

/** Asks both engines a question that touches no table. */
export async function checkEngines({ db, clickhouse, log }: Platform): Promise<{
  postgres: Check;
  clickhouse: Check;
}> {
  const [postgres, analytics] = await Promise.all([
    checkStore('postgres', { log, ask: () => sql`select 1`.execute(db) }),
    checkStore('clickhouse', { log, ask: () => clickhouse.inspect('select dummy from system.one') }),
  ]);
  return { postgres, clickhouse: analytics };
}

const stopping = new WeakSet<object>();

/** From now on /ready answers 503, so that a balancer sends new requests elsewhere; requests are answered as before. */
export function beginStop(app: HttpApp): void {
  stopping.add(app);
}

interface DiskCheck {
  readonly ok: boolean;
  readonly free_bytes: number;
  readonly floor_bytes: number;
  readonly code?: string;
  readonly message?: Text;
}

function checkDisk({ disk }: Platform): DiskCheck {
  const { free, floor, low } = disk.state();
  const { code, message } = diskFull;
  return { ok: !low, free_bytes: free, floor_bytes: floor, ...(low && { code, message }) };
}

/** Seconds after which a balancer that honours it asks again. */
const againAfter = 2;

/**
 * /health: the process answers. /ready: both engines answer too and there is room on the disk; 503 until then and from the
 * moment a stop begins, with what is away and why, so that no traffic is sent.
 */
export function answerHealth(app: HttpApp, platform: Platform): void {
  const options = { schema: { hide: true }, config: { rateLimit: false } } as const;
  app.get('/health', options, async () => ({ status: 'ok' }));
  app.get('/ready', options, async (_request, reply) => {
    const checks = { ...(await checkEngines(platform)), disk: checkDisk(platform) };
    const leaving = stopping.has(app);
    const ready = Object.values(checks).every(({ ok }) => ok) && !leaving;
    if (!ready) reply.code(503).header('retry-after', againAfter);
    return reply.send({ ready, stopping: leaving, checks });
  });
}
