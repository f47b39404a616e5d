import { sql } from 'kysely';
import type { Db } from '../../../platform/db/postgres.ts';

/** Keeps the planner's picture of a growing ledger true; to be called outside of transactions that use it. */
export async function refreshStatistics(db: Db): Promise<void> {
  await sql`select ledgers.refresh_statistics()`.execute(db);
}
