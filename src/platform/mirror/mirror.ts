import type { Logger } from 'pino';
import type { ClickHouse } from '../clickhouse/clickhouse.ts';
import type { Db } from '../db/postgres.ts';
import { type WriteFence, withWriteFence } from '../write-fence.ts';
import type { MirrorReading } from './mirror-kind.ts';
import { kindsOwed, payOldest, retryRefused, shopsOwing } from './pay-batches.ts';

/** Carries what transactions owe (see `owe`) from PostgreSQL to ClickHouse. */
export interface Mirror {
  /** Says how rows of `kind` are read. Each kind once, before anything is paid. */
  register(kind: string, read: MirrorReading['read'], halve?: MirrorReading['halve']): void;
  /**
   * Pays what the shop owed when this was called; call it after the commit and outside the write fence. True when all is paid. Never throws:
   * with ClickHouse away the batches stay, a line is logged, and `run` tries again.
   */
  payOff(shopId: number): Promise<boolean>;
  /** The same for those who cannot go on without: throws what stood in the way. */
  settle(shopId: number): Promise<void>;
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
  const kinds = new Map<string, MirrorReading>();
  const payShop = turns((shopId) => payKinds(platform, kinds, shopId));
  const payOff = async (shopId: number) => (await payShop(shopId)) === undefined;
  const payAll = async () => {
    const answers: boolean[] = [];
    for (const shopId of await shopsOwing(platform.db)) answers.push(await payOff(shopId));
    return answers.every(Boolean);
  };
  return {
    register(kind, read, halve) {
      if (kinds.has(kind)) throw new Error(`mirror kind ${kind} is registered twice`);
      kinds.set(kind, { read, halve });
    },
    payOff,
    async settle(shopId) {
      const failed = await payShop(shopId);
      if (failed !== undefined) throw failed.error;
    },
    payAll,
    run: (signal, wait = waitFor) => sweep({ platform, payAll, signal, wait }),
  };
}

/** What stood in the way of paying. */
interface Failed {
  readonly error: unknown;
}

/** A kind that fails does not hold up the others; the answer is the first that did. */
async function payKinds(
  platform: Stores,
  kinds: ReadonlyMap<string, MirrorReading>,
  shopId: number,
): Promise<Failed | undefined> {
  let failed: Failed | undefined;
  try {
    for (const kind of await kindsOwed(platform.db, shopId)) {
      const outcome = await payKind(platform, shopId, { kind, reading: kinds.get(kind) });
      failed ??= outcome;
    }
  } catch (error) {
    platform.log.warn({ err: error, shopId }, 'cannot read what the mirror owes');
    return { error };
  }
  return failed;
}

interface Owed {
  readonly kind: string;
  readonly reading: MirrorReading | undefined;
}

async function payKind(
  platform: Stores,
  shopId: number,
  { kind, reading }: Owed,
): Promise<Failed | undefined> {
  try {
    if (reading === undefined) throw new Error(`nobody registered mirror kind ${kind}`);
    while (await withWriteFence(platform, () => payOldest(platform, shopId, { kind, ...reading })));
    return undefined;
  } catch (error) {
    platform.log.warn({ err: error, shopId, kind }, 'the mirror to ClickHouse waits');
    return { error };
  }
}

type Turn = Promise<Failed | undefined>;

/**
 * One payer a shop in this process; callers that come while it runs share the next turn, which sees what they
 * committed. Without it each would wait for the lock with a connection of the pool in hand.
 */
function turns(work: (shopId: number) => Turn): (shopId: number) => Turn {
  const running = new Map<number, Turn>();
  const next = new Map<number, Turn>();
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
  await retryAllRefused(platform);
  while (!signal.aborted) {
    const paid = await payAll().catch((error) => {
      platform.log.warn({ err: error }, 'cannot ask which shops owe ClickHouse');
      return false;
    });
    pause = paid ? 500 : Math.min(pause * 2, 60_000);
    await wait(paid ? 5000 : pause, signal);
  }
}

/** Once a start: a batch that was refused may be taken by the program that runs now. */
async function retryAllRefused({ db, log }: Stores): Promise<void> {
  try {
    for (const shopId of await shopsOwing(db)) await retryRefused(db, shopId);
  } catch (error) {
    log.warn({ err: error }, 'batches that ClickHouse refused are not tried again');
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
