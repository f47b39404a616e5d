import { type RawBuilder, sql } from 'kysely';
import { prepared } from '../../../platform/db/prepared.ts';
import type { TimelineAsk } from './timeline-source.ts';

/** Whole milliseconds, as text that sorts: what a cursor carries. */
const ISO = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`);

/** A row's place in the timeline. */
export interface Placed {
  /** Its time in whole milliseconds, ISO 8601, UTC. */
  readonly iso: string;
  readonly key: string;
}

/**
 * For sources in PostgreSQL: of a query with columns `at` and `key` (text) the newest `limit` rows behind the place
 * asked for. The query itself chooses shop and persons.
 */
export async function newestRows<Row>(
  ask: Pick<TimelineAsk, 'tx' | 'before' | 'limit'>,
  rows: RawBuilder<unknown>,
): Promise<(Row & Placed)[]> {
  const { before, limit } = ask;
  const behind =
    before === undefined
      ? sql`true`
      : sql`(x.iso < ${before.at} or (x.iso = ${before.at} and x.key collate "C" < ${before.key}))`;
  const result = await sql<Row & Placed>`${prepared}
    select * from (
      select y.*, to_char(y.at at time zone 'UTC', ${ISO}) collate "C" as iso from (${rows}) y) x
    where ${behind} order by x.iso desc, x.key collate "C" desc limit ${limit}`.execute(ask.tx);
  return result.rows;
}
