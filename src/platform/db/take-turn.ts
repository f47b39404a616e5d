import { sql } from 'kysely';
import type { Db } from './postgres.ts';

/** How often the connection that holds the turn is asked whether it still stands. */
const lookMs = 1_000;

/**
 * Runs `work` if no other process of this database is at work of that name; undefined when one is. The turn is an
 * advisory lock of one connection: a process that dies gives it back at once. `signal` aborts when the connection is
 * lost, for then another may have the turn already.
 */
export async function takeTurn<T>(
  db: Db,
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  return db.connection().execute(async (connection) => {
    const key = sql`hashtextextended(${`shuke work ${name}`}, 0)`;
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${key}) as mine`.execute(
      connection,
    );
    if (!rows[0]!.mine) return undefined;
    const lost = new AbortController();
    const timer = setInterval(() => {
      sql`select 1`.execute(connection).catch(() => lost.abort());
    }, lookMs);
    try {
      return await work(lost.signal);
    } finally {
      clearInterval(timer);
      await sql`select pg_advisory_unlock(${key})`.execute(connection).catch(() => lost.abort());
    }
  });
}
