import type { Logger } from 'pino';
import type { ClickHouse } from '../clickhouse/clickhouse.ts';
import type { Db } from '../db/postgres.ts';
import { type WriteFence, withWriteFence } from '../write-fence.ts';
import type { MirrorKind } from './mirror-kind.ts';
import { kindsOwed, payOldest, shopsOwing } from './pay-batches.ts';

/** Carries what transactions owe (see `owe`) from PostgreSQL to ClickHouse. */
export interface Mirror {
  /** Says how rows of `kind` are read. Each kind once, before anything is paid. */
  register(kind: string, read: MirrorKind): void;
  /**
   * Pays what the shop owed when this was called; call it after the commit and outside the write fence. True when all is paid. Never throws:
   * with ClickHouse away the batches stay, a line is logged, and `run` tries again.
   */
  payOff(shopId: number): Promise<boolean>;
  /** The same for every shop that owes, as after a crash. */
  payAll(): Promise<boolean>;
  /** Pays all now and sweeps until `signal` aborts: every 5 s, after a failure in 1, 2, 4 ... 60 s. */
  run(signal: AbortSignal, wait?: Wait): Promise<void>;
}

/** Waits `ms` or until the signal aborts; exchanged in tests. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

interface Stores {
  readonly db: Db;
  readonly clickhouse: ClickHouse;
  readonly fence: WriteFence;
  readonly log: Logger;
}

export function createMirror(platform: Stores): Mirror {
  const kinds = new Map<string, MirrorKind>();
  const payShop = turns((shopId) => payKinds(platform, kinds, shopId));
  const payAll = async () => {
    const answers: boolean[] = [];
    for (const shopId of await shopsOwing(platform.db)) answers.push(await payShop(shopId));
    return answers.every(Boolean);
  };
  return {
    register(kind, read) {
      if (kinds.has(kind)) throw new Error(`mirror kind ${kind} is registered twice`);
      kinds.set(kind, read);
    },
    payOff: payShop,
    payAll,
    run: (signal, wait = waitFor) => sweep({ platform, payAll, signal, wait }),
  };
}

/** A kind that fails does not hold up the others. */
async function payKinds(platform: Stores, kinds: ReadonlyMap<string, MirrorKind>, shopId: number) {
  let all = true;
  try {
    for (const kind of await kindsOwed(platform.db, shopId)) {
      all = (await payKind(platform, shopId, { kind, read: kinds.get(kind) })) && all;
    }
  } catch (error) {
    platform.log.warn({ err: error, shopId }, 'cannot read what the mirror owes');
    return false;
  }
  return all;
}

interface Owed {
  readonly kind: string;
  readonly read: MirrorKind | undefined;
}

async function payKind(platform: Stores, shopId: number, { kind, read }: Owed): Promise<boolean> {
  try {
    if (read === undefined) throw new Error(`nobody registered mirror kind ${kind}`);
    while (await withWriteFence(platform, () => payOldest(platform, shopId, { kind, read })));
    return true;
  } catch (error) {
    platform.log.warn({ err: error, shopId, kind }, 'the mirror to ClickHouse waits');
    return false;
  }
}

/**
 * One payer a shop in this process; callers that come while it runs share the next turn, which sees what they
 * committed. Without it each would wait for the lock with a connection of the pool in hand.
 */
function turns(work: (shopId: number) => Promise<boolean>): (shopId: number) => Promise<boolean> {
  const running = new Map<number, Promise<boolean>>();
  const next = new Map<number, Promise<boolean>>();
  const start = (shopId: number) => {
    next.delete(shopId);
    const turn = work(shopId).finally(() => running.get(shopId) === turn && running.delete(shopId));
    running.set(shopId, turn);
    return turn;
  };
  return (shopId) => {
    const current = running.get(shopId);
    if (current === undefined) return start(shopId);
    const queued = next.get(shopId) ?? current.then(() => start(shopId));
    next.set(shopId, queued);
    return queued;
  };
}

interface Sweeping {
  readonly platform: Stores;
  readonly payAll: () => Promise<boolean>;
  readonly signal: AbortSignal;
  readonly wait: Wait;
}

async function sweep({ platform, payAll, signal, wait }: Sweeping): Promise<void> {
  let pause = 500;
  while (!signal.aborted) {
    const paid = await payAll().catch((error) => {
      platform.log.warn({ err: error }, 'cannot ask which shops owe ClickHouse');
      return false;
    });
    pause = paid ? 500 : Math.min(pause * 2, 60_000);
    await wait(paid ? 5000 : pause, signal);
  }
}

const waitFor: Wait = (ms, signal) =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
