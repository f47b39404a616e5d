import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { type PatientPool, patientPool, type Urls } from './db/patient-pool.ts';
import { ProblemError, problem } from './errors.ts';

/**
 * The fence between those who write one fact into both stores and the backup, which must see it in both or in neither.
 * Writers stand inside it together (shared), the backup alone. It is an advisory lock of PostgreSQL, held by a session
 * of its own: it holds across a commit and the insert after it, across processes, and a holder that dies lets go.
 */
export interface WriteFence {
  /** Runs `work` beside other writers. See withWriteFence. */
  share<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work` while no writer of any process is inside. See withWritersHeld. */
  alone<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  close(): Promise<void>;
}

/** The fence's advisory lock: 'fenc' in ASCII. */
const lock = 0x66656e63;

/** Writers inside at once, per process; more wait here. A flush is inside for milliseconds, a batch of an import for a second. */
const mostInside = 8;

/**
 * How long writers wait behind a backup that waits for somebody slow, milliseconds; then they go first and it tries
 * again with twice the patience. The sum, four minutes, outlasts the longest undo.
 */
const patience = [1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 120_000];

const inside = new AsyncLocalStorage<true>();

/**
 * Runs `work`, which commits in PostgreSQL and then writes the same fact to ClickHouse, so that a backup has both or
 * neither. Costs one round trip to PostgreSQL (the way out is not waited for). Take it outermost, before any transaction
 * or lock: a writer that waits for it with a row in hand would hold up one inside, and both the backup. For the same
 * reason it does not nest, and `mirror.payOff` (which takes it itself) is called outside. Writers of one store alone
 * need none. Throws what `work` throws, and when PostgreSQL cannot be reached.
 */
export const withWriteFence = <T>(
  { fence }: { readonly fence: WriteFence },
  work: () => Promise<T>,
): Promise<T> => fence.share(work);

/**
 * Runs `work`, a matter of milliseconds, while nobody is inside the fence in any process: what is committed then is
 * what ClickHouse has or is owed. Who comes meanwhile waits. Throws the problem `writers-busy` when its turn did not
 * come within four minutes.
 */
export const withWritersHeld = <T>(
  { fence }: { readonly fence: WriteFence },
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> => fence.alone(work, signal);

export interface FenceOptions {
  readonly onIdleError?: (error: Error) => void;
  /** How long a server that takes the call and never answers is waited for, milliseconds; 10,000 unless told. */
  readonly connectTimeout?: number;
}

/** A fence in the database of `url` (or of several, see patientPool). Opens nothing until it is used. */
export function openWriteFence(url: string | Urls, options: FenceOptions = {}): WriteFence {
  const pool = patientPool(typeof url === 'string' ? () => [url] : url, {
    application_name: 'shuke fence',
    max: mostInside,
    // What a rush opened goes back to a server that several processes share.
    idleTimeoutMillis: 10_000,
    keepAlive: true,
    // The pool's own limit would also end the wait for a place inside, which a backup may make long.
    connectTimeout: options.connectTimeout ?? 10_000,
    // A session that breaks while nothing is asked of it (it holds its lock) is noticed by the next that is asked, or by `leave`.
    onIdleError: options.onIdleError,
  });
  return {
    share: (work) => share(pool, work),
    alone: (work, signal) => alone(pool, work, signal),
    close: () => pool.end(),
  };
}

async function share<T>(pool: PatientPool, work: () => Promise<T>): Promise<T> {
  if (inside.getStore())
    throw new Error('The write fence does not nest: a backup waiting between would wait for ever');
  const session = await enter(pool, `select pg_advisory_lock_shared(${lock})`);
  try {
    return await inside.run(true, work);
  } finally {
    void leave(session, `select pg_advisory_unlock_shared(${lock}) as held`);
  }
}

async function enter(pool: PatientPool, statement: string): Promise<pg.PoolClient> {
  const session = await pool.connect();
  try {
    await session.query(statement);
    return session;
  } catch (error) {
    session.release(error as Error);
    throw error;
  }
}

/** A session that cannot say that it let go is ended: with it goes its lock. */
async function leave(session: pg.PoolClient, statement: string): Promise<void> {
  try {
    const { rows } = await session.query<{ held: boolean }>(statement);
    session.release(rows[0]?.held !== true);
  } catch (error) {
    session.release(error as Error);
  }
}

/** PostgreSQL's queue is fair: who asks for the fence behind a waiting backup waits behind it. */
async function alone<T>(pool: PatientPool, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (const wait of patience) {
    signal?.throwIfAborted();
    const session = await enterAlone(pool, wait);
    if (session !== undefined) {
      try {
        return await work();
      } finally {
        await leave(session, `select pg_advisory_unlock(${lock}) as held`);
      }
    }
    await pause(wait / 4, undefined, signal && { signal });
  }
  throw new ProblemError(writersBusy);
}

/** The session that holds the fence alone, or undefined when it did not come to that in time. */
async function enterAlone(pool: PatientPool, milliseconds: number): Promise<pg.PoolClient | undefined> {
  const tries = `set lock_timeout = ${milliseconds}; select pg_advisory_lock(${lock}); reset lock_timeout`;
  try {
    return await enter(pool, tries);
  } catch (error) {
    // 55P03: lock_not_available. The session is gone, and with it the changed setting.
    if ((error as { code?: string }).code === '55P03') return undefined;
    throw error;
  }
}

const writersBusy = problem('writers-busy', 503, {
  zh: '四分钟内始终有写入未完成（可能正在撤销一次大导入），无法取得一致的时刻。请稍后再试。',
  en: 'For four minutes some write was unfinished (the undo of a large import, perhaps), so there was no consistent moment. Try again later.',
});
