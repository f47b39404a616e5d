import { sql } from 'kysely';
import type { PlusBenefit } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** What PLUS brought and cost, added up. */

export interface PlanFigures {
  readonly planId: number;
  readonly name: { readonly zh: string; readonly en: string };
  readonly trialing: number;
  readonly active: number;
  readonly cancelled: number;
  readonly ended: number;
  /** Paid for periods less what was given back. */
  readonly minor: number;
  readonly points: number;
  /** The same in minor units, points at what their plan says they are worth. */
  readonly worthMinor: number;
  readonly trials: number;
  /** Trials that are over, or paid before they were. */
  readonly decided: number;
  readonly converted: number;
}

/**
 * Every plan, the newest first; at most 200. Subscriptions stand with the plan they have now, trials with theirs, payments with
 * that of their period. Each table is read once, and nothing is joined to a row: three million periods take about a second.
 */
export async function readPlanFigures(tx: Tx, shopId: number, at: Date): Promise<PlanFigures[]> {
  const { rows } = await sql<PlanFigures>`
    with states as materialized (
      select plan_id,
        (count(*) filter (where state = 'trialing'))::integer as trialing,
        (count(*) filter (where state = 'active'))::integer as active,
        (count(*) filter (where state = 'cancelled'))::integer as cancelled,
        (count(*) filter (where ended_at is not null))::integer as ended
      from loyalty.plus_subscriptions where shop_id = ${shopId} group by 1),
    tried as materialized (
      select trial_plan_id as plan_id, count(*)::integer as trials,
        (count(*) filter (where first_paid_at is not null or paid_to <= ${at} or ended_at is not null))::integer as decided,
        (count(*) filter (where first_paid_at is not null))::integer as converted
      from loyalty.plus_subscriptions where shop_id = ${shopId} and trial_plan_id is not null group by 1),
    paid as materialized (
      select plan_id, sum(minor)::bigint as minor, sum(points)::bigint as points, sum(worth)::bigint as worth
      from (${paidByPrice(shopId)}) priced group by 1)
    select l.plan_id as "planId", t.terms -> 'name' as name, coalesce(s.trialing, 0) as trialing, coalesce(s.active, 0) as active,
      coalesce(s.cancelled, 0) as cancelled, coalesce(s.ended, 0) as ended,
      coalesce(p.minor, 0)::bigint as minor, coalesce(p.points, 0)::bigint as points, coalesce(p.worth, 0)::bigint as "worthMinor",
      coalesce(r.trials, 0) as trials, coalesce(r.decided, 0) as decided, coalesce(r.converted, 0) as converted
    from loyalty.plus_plans l
    join loyalty.plus_terms t on t.shop_id = l.shop_id and t.plan_id = l.plan_id and t.version = l.version
    left join states s on s.plan_id = l.plan_id
    left join tried r on r.plan_id = l.plan_id
    left join paid p on p.plan_id = l.plan_id
    where l.shop_id = ${shopId} and t.shop_id = ${shopId} order by l.plan_id desc limit 200`.execute(tx);
  return rows;
}

/** Periods of one version are worth the same, but for what was given back of points: those are rounded down one by one. */
const paidByPrice = (shopId: number) => sql`
  select g.plan_id, g.minor, g.n * (g.paid_points - g.back) as points,
    coalesce(g.minor, 0) + coalesce(g.n * floor((g.paid_points - g.back) * (t.terms #>> '{price,worth_minor}')::numeric / g.paid_points), 0)
      as worth
  from (
    select plan_id, version, paid_points, case when paid_points is not null then refunded end as back, count(*) as n,
      sum(paid_minor - refunded) as minor
    from loyalty.plus_periods where shop_id = ${shopId} group by 1, 2, 3, 4) g
  join loyalty.plus_terms t on t.shop_id = ${shopId} and t.plan_id = g.plan_id and t.version = g.version`;

export interface PlanCost {
  readonly planId: number;
  readonly benefit: PlusBenefit;
  readonly minor: number;
}

/** What the benefits that were used, and not given back, were worth, by the plan under which that was. */
export async function readPlanCosts(tx: Tx, shopId: number): Promise<PlanCost[]> {
  const { rows } = await sql<PlanCost>`
    select plan_id as "planId", benefit, sum(minor)::bigint as minor from loyalty.plus_acts
    where shop_id = ${shopId} and kind = 'use' and given_back_at is null group by 1, 2`.execute(tx);
  return rows;
}

export interface CohortRow {
  readonly month: string;
  /** The first renewal is 1. */
  readonly renewal: number;
  readonly size: number;
  readonly due: number;
  readonly renewed: number;
}

/**
 * By shop month of the first paid period, for each renewal that anybody came to: of how many it was due (the period before is
 * over, or the next one is paid, or it was given back), and how many were renewed. A change of plan within a period is no
 * renewal. 24 months and 12 renewals at most. Counted from subscriptions alone, by how many periods they paid.
 */
export async function readCohorts(
  tx: Tx,
  shopId: number,
  { timeZone, at }: { readonly timeZone: string; readonly at: Date },
): Promise<CohortRow[]> {
  const { rows } = await sql<CohortRow>`
    with counted as materialized (
      select date_trunc('month', first_paid_at at time zone ${timeZone}) as month, last_no - switches as paid,
        paid_to <= ${at} or ended_at is not null as is_over, count(*)::integer as n
      from loyalty.plus_subscriptions where shop_id = ${shopId} and first_paid_at is not null group by 1, 2, 3),
    sizes as (select month, sum(n)::integer as size from counted group by 1 order by 1 desc limit 24)
    select to_char(z.month, 'YYYY-MM') as month, z.size, renewal,
      coalesce(sum(c.n) filter (where c.paid > renewal or c.is_over), 0)::integer as due,
      coalesce(sum(c.n) filter (where c.paid > renewal), 0)::integer as renewed
    from sizes z join counted c on c.month = z.month
    cross join generate_series(1, 12) as renewal
    where c.paid >= renewal
    group by z.month, z.size, renewal order by z.month desc, renewal`.execute(tx);
  return rows;
}
