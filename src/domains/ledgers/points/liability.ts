import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { LotLife } from './breakage-rules.ts';
import { flowsOf, readUpto } from './sum-flows.ts';

export interface LiabilityDays {
  readonly shopId: number;
  /** Shop days, both counted. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

export interface LiabilityDay {
  readonly day: string;
  readonly issued: number;
  readonly spent: number;
  readonly expired: number;
  readonly revoked: number;
  readonly outstanding: number;
}

/** What the shop owes in points now, as posted. */
export interface Outstanding {
  readonly outstanding: number;
  readonly owed: number;
  readonly debt: number;
}

export async function readOutstanding(tx: Tx, shopId: number): Promise<Outstanding> {
  const { rows } = await sql<Outstanding>`
    select coalesce(sum(pending + active + reserved), 0)::bigint as outstanding, coalesce(sum(owed), 0)::bigint as owed,
      coalesce(sum(debt), 0)::bigint as debt
    from ledgers.points_accounts where shop_id = ${shopId}`.execute(tx);
  return rows[0]!;
}

/** All flows of a shop: those that are summed, and the entries of the hours since, added up here. */
async function flows(tx: Tx, shopId: number) {
  const upto = (await readUpto(tx, shopId)) ?? new Date(0);
  return sql`(select shop_id, quarter, what, age, points from ledgers.points_flows where shop_id = ${shopId}
    union all ${flowsOf(shopId, upto, new Date('9999-01-01T00:00:00Z'))}) f`;
}

/** Day by day what came and went, and what was outstanding at the end of each. */
export async function readLiabilityDays(tx: Tx, it: LiabilityDays): Promise<LiabilityDay[]> {
  const { rows } = await sql<LiabilityDay>`
    with days as (select d::date as day from generate_series(${it.from}::date, ${it.to}::date, interval '1 day') d),
    sums as (
      select (quarter at time zone ${it.timeZone})::date as day,
        coalesce(sum(points) filter (where what = 'issued'), 0) as issued,
        coalesce(sum(points) filter (where what = 'spent'), 0) as spent,
        coalesce(sum(points) filter (where what = 'expired'), 0) as expired,
        coalesce(sum(points) filter (where what = 'revoked'), 0) as revoked
      from ${await flows(tx, it.shopId)}
      where quarter >= ${it.from}::timestamp at time zone ${it.timeZone} group by 1),
    now as (select coalesce(sum(pending + active + reserved), 0) as held from ledgers.points_accounts
      where shop_id = ${it.shopId})
    select d.day, coalesce(s.issued, 0)::bigint as issued, coalesce(s.spent, 0)::bigint as spent,
      coalesce(s.expired, 0)::bigint as expired, coalesce(s.revoked, 0)::bigint as revoked,
      (now.held - coalesce((select sum(issued - spent - expired - l.revoked) from sums l where l.day > d.day), 0))::bigint
        as outstanding
    from days d cross join now left join sums s on s.day = d.day order by d.day`.execute(tx);
  return rows;
}

/** Months of 30.44 days between when a lot became active and a moment; never below nothing. */
const monthsUntil = (moment: string) =>
  sql.raw(`greatest(0, floor(extract(epoch from (${moment} - l.active_from)) / 2629746))::integer`);

/** How points left and how old they were then, in months since they became active; and those still held, with their end. */
export async function readLotLives(tx: Tx, shopId: number, now: Date): Promise<LotLife[]> {
  const at = `'${now.toISOString()}'::timestamptz`;
  const { rows } = await sql<LotLife>`
    select what, age, null::integer as ends, sum(points)::bigint as points
    from ${await flows(tx, shopId)} where what in ('spent', 'expired') group by 1, 2
    union all
    select 'held', ${monthsUntil(at)}, case when l.expires_at is not null then ${monthsUntil('l.expires_at')} end,
      sum(l.pending + l.active + l.reserved)::bigint
    from ledgers.points_lots l where l.shop_id = ${shopId} and l.is_open group by 2, 3`.execute(tx);
  return rows;
}
