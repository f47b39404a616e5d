import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import type { AnalysedShop } from '../analytics/index.ts';

/** Members of the last refresh of every shop day so far back can be asked for. */
export const DAYS_OF_MEMBERS = 35;
/** Besides the newest few, for who looks at what a change of the rule did. */
const NEWEST_KEPT = 5;
/** Sizes: every refresh so long, then the last of each shop day, up to so long. */
const DAYS_OF_REFRESHES = 40;
const DAYS_OF_SIZES = 400;

/** Newest refresh first, by shop day and by number, of every segment. */
const ranked = ({ shopId, timeZone }: Pick<AnalysedShop, 'shopId' | 'timeZone'>) => sql`
  select r.segment_id, r.refresh, r.at, r.refresh = s.refresh as counts,
    row_number() over (partition by r.segment_id, (r.at at time zone ${timeZone})::date order by r.refresh desc) as of_day,
    row_number() over (partition by r.segment_id order by r.refresh desc) as of_all
  from segments.refreshes r join segments.segments s on s.shop_id = r.shop_id and s.segment_id = r.segment_id
  where r.shop_id = ${shopId}`;

/** Refreshes whose members stay, by segment. */
export async function keptRefreshes(tx: Tx, shop: AnalysedShop, now: Date) {
  const { rows } = await sql<{ segment_id: number; refreshes: string[] }>`
    select segment_id, array_agg(refresh::text) as refreshes from (${ranked(shop)}) r
    where counts or of_all <= ${NEWEST_KEPT}
      or (of_day = 1 and at > ${now}::timestamptz - make_interval(days => ${DAYS_OF_MEMBERS}))
    group by segment_id`.execute(tx);
  return new Map(rows.map((row) => [row.segment_id, new Set(row.refreshes.map(Number))]));
}

/** A refresh, and when it was. */
export interface Counted {
  readonly refresh: number;
  readonly at: Date;
}

/**
 * The refresh that counted when a shop day ended; with its live moves it is that moment. Its members may have been taken
 * away since. Undefined: it was not counted yet.
 */
export async function refreshOfDay(
  tx: Tx,
  { shopId, timeZone }: AnalysedShop,
  { segmentId, day }: { readonly segmentId: number; readonly day: string },
): Promise<Counted | undefined> {
  const { rows } = await sql<Counted>`
    select refresh::float8 as refresh, at from segments.refreshes
    where shop_id = ${shopId} and segment_id = ${segmentId} and (at at time zone ${timeZone})::date <= ${day}::date
    order by refresh desc limit 1`.execute(tx);
  return rows[0];
}

/** The first of these refreshes of a segment. */
export async function firstOf(
  tx: Tx,
  shopId: number,
  { segmentId, refreshes }: { readonly segmentId: number; readonly refreshes: readonly number[] },
): Promise<Counted | undefined> {
  const { rows } = await sql<Counted>`
    select refresh::float8 as refresh, at from segments.refreshes
    where shop_id = ${shopId} and segment_id = ${segmentId} and refresh = any(${refreshes}::bigint[])
    order by refresh limit 1`.execute(tx);
  return rows[0];
}

/** Forgets sizes that are too old, or too many of a day; the one that counts stays. */
export const trimRefreshes = (tx: Tx, shop: AnalysedShop, now: Date) =>
  sql`delete from segments.refreshes d using (${ranked(shop)}) r
    where d.shop_id = ${shop.shopId} and d.segment_id = r.segment_id and d.refresh = r.refresh and not r.counts
      and (r.at < ${now}::timestamptz - make_interval(days => ${DAYS_OF_SIZES})
        or (r.of_day > 1 and r.at < ${now}::timestamptz - make_interval(days => ${DAYS_OF_REFRESHES})))`.execute(
    tx,
  );
