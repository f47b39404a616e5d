import { sql } from 'kysely';
import type { Db } from '../../../platform/db/postgres.ts';

/** The first refresh comes behind the first batch, each later one when the shop has grown fourfold since. */
const FIRST_ROWS = 4_000;
const GROWTH = 4;

/**
 * Keeps the planner's picture of a growing shop true (see ingest.refresh_statistics). Answers a function to call behind
 * every batch with the rows accepted so far; ten million rows cost six refreshes of 0.1 to 1 s.
 */
export function keepStatistics(db: Db): (accepted: number) => Promise<void> {
  let next = FIRST_ROWS;
  return async (accepted) => {
    if (accepted < next) return;
    while (next <= accepted) next *= GROWTH;
    await sql`select ingest.refresh_statistics()`.execute(db);
  };
}
