import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { shortOf, watcherName } from '../crypto/watch-standing.ts';
import type { Db } from '../db/postgres.ts';
import { ProblemError } from '../errors.ts';
import { notTold } from './problems.ts';

export interface Waiting {
  readonly db: Db;
  readonly signal: AbortSignal;
  readonly masterId: string;
  /** Whether they must use this key already, or only know it. */
  readonly use: 'known' | 'used';
}

const lookMs = 50;

/**
 * Until every process on this database knows the master key, or uses it. Which there are, and what they know, the names
 * of their connections say (watchStanding). Throws the problem `processes-not-told` after a minute.
 */
export async function waitForAll({ db, signal, masterId, use }: Waiting): Promise<void> {
  const id = shortOf(masterId);
  const late = performance.now() + 60_000;
  for (;;) {
    const known = await knownKeys(db);
    const missing = known.filter((ids) => (use === 'used' ? ids[0] !== id : !ids.includes(id)));
    if (known.length > 0 && missing.length === 0) return;
    if (performance.now() > late) throw new ProblemError(notTold(missing.length));
    await pause(lookMs, undefined, { signal });
  }
}

/** Of each process the keys it knows, the one it uses first. */
async function knownKeys(db: Db): Promise<string[][]> {
  const { rows } = await sql<{ name: string }>`
    select application_name as name from pg_stat_activity
    where datname = current_database() and application_name like ${`${watcherName}%`}`.execute(db);
  return rows.map(({ name }) => name.slice(watcherName.length).trim().split(' '));
}
