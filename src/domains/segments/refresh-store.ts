import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';

export type RefreshCause =
  | 'rule'
  | 'day'
  | 'asked'
  | 'start'
  | 'merge'
  | 'scores'
  | 'many'
  | 'erased'
  | 'again';

/** A refresh that is done. */
export interface Refresh {
  readonly segmentId: number;
  readonly refresh: number;
  readonly ruleVersion: number;
  readonly cause: RefreshCause;
  readonly at: Date;
  readonly members: number;
  readonly entered: number;
  readonly left: number;
  readonly tookMs: number;
}

/** One at a time may change who is in the segments of a shop; until the transaction ends. */
export const lockMembers = (tx: Tx, shopId: number) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`shuke segments ${shopId}`}, 0))`.execute(tx);

/** The next number of a refresh or of live moves. */
export async function nextMove(tx: Tx): Promise<number> {
  const { rows } = await sql<{ number: string }>`select nextval('segments.move_numbers') as number`.execute(
    tx,
  );
  return Number(rows[0]!.number);
}

/** What was counted counts from now on, unless the rule changed meanwhile: false then. */
export async function writeRefresh(tx: Tx, shopId: number, it: Refresh): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update segments.segments set refresh = ${it.refresh}, refreshed_at = ${it.at}, refreshed_version = ${it.ruleVersion},
      failures = 0, failed_at = null, retry_at = null
    where shop_id = ${shopId} and segment_id = ${it.segmentId} and rule_version = ${it.ruleVersion}`.execute(
    tx,
  );
  if (numAffectedRows !== 1n) return false;
  await sql`
    insert into segments.refreshes (shop_id, segment_id, refresh, rule_version, cause, at, members, entered, left_, took_ms)
    values (${shopId}, ${it.segmentId}, ${it.refresh}, ${it.ruleVersion}, ${it.cause}, ${it.at}, ${it.members},
      ${it.entered}, ${it.left}, ${it.tookMs})`.execute(tx);
  return true;
}

interface Failing {
  readonly segmentIds: readonly number[];
  readonly now: Date;
}

/** They could not be counted: tried again after 10 seconds, then twice as long each time, up to ten minutes. */
export const noteFailures = (tx: Tx, shopId: number, { segmentIds, now }: Failing) =>
  sql`update segments.segments set failures = failures + 1, failed_at = ${now},
      retry_at = ${now}::timestamptz + least(interval '10 minutes', interval '10 seconds' * power(2, least(failures, 10)))
    where shop_id = ${shopId} and segment_id = any(${segmentIds}::int[])`.execute(tx);

/** Nobody is known to be in them until they are counted. */
export const forgetMembers = (tx: Tx, shopId: number, segmentIds: readonly number[]) =>
  sql`update segments.segments set refresh = null, refreshed_at = null, refreshed_version = null
    where shop_id = ${shopId} and segment_id = any(${segmentIds}::int[])`.execute(tx);

/** Members of each segment when it was counted last. */
export async function readCountedSizes(tx: Tx, shopId: number): Promise<Map<number, number>> {
  const { rows } = await sql<{ segment_id: number; members: number }>`
    select s.segment_id, r.members::float8 as members from segments.segments s
    join segments.refreshes r on r.shop_id = s.shop_id and r.segment_id = s.segment_id and r.refresh = s.refresh
    where s.shop_id = ${shopId}`.execute(tx);
  return new Map(rows.map((row) => [row.segment_id, row.members]));
}

/** Newest first. */
export async function listRefreshes(tx: Tx, shopId: number, segmentId: number): Promise<Refresh[]> {
  const { rows } = await sql<Refresh>`
    select segment_id as "segmentId", refresh::float8 as refresh, rule_version as "ruleVersion", cause, at,
      members::float8 as members, entered::float8 as entered, left_::float8 as "left", took_ms as "tookMs"
    from segments.refreshes where shop_id = ${shopId} and segment_id = ${segmentId}
    order by refresh desc limit 400`.execute(tx);
  return rows;
}
