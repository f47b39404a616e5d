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

/** Every plan, the newest first; at most 200. */
export async function readPlanFigures(tx: Tx, shopId: number, at: Date): Promise<PlanFigures[]> {
  const { rows } = await sql<PlanFigures>`
    with paid as (
      select p.plan_id, p.subscription_id,
        coalesce(sum(p.paid_minor - p.refunded), 0)::bigint as minor,
        coalesce(sum(p.paid_points - p.refunded), 0)::bigint as points,
        coalesce(sum(case when p.paid_minor is not null then p.paid_minor - p.refunded
          else floor((p.paid_points - p.refunded) * (t.terms #>> '{price,worth_minor}')::numeric / p.paid_points) end), 0)::bigint
          as worth,
        bool_or(p.no = 0) as tried, bool_or(p.no = 0 and p.ends_at <= ${at}) as tried_out, bool_or(p.no = 1) as paid
      from loyalty.plus_periods p
      join loyalty.plus_terms t on t.shop_id = p.shop_id and t.plan_id = p.plan_id and t.version = p.version
      where p.shop_id = ${shopId} and t.shop_id = ${shopId} group by 1, 2)
    select l.plan_id as "planId", t.terms -> 'name' as name,
      (count(*) filter (where s.state = 'trialing'))::integer as trialing,
      (count(*) filter (where s.state = 'active'))::integer as active,
      (count(*) filter (where s.state = 'cancelled'))::integer as cancelled,
      (count(*) filter (where s.ended_at is not null))::integer as ended,
      coalesce(sum(p.minor), 0)::bigint as minor, coalesce(sum(p.points), 0)::bigint as points,
      coalesce(sum(p.worth), 0)::bigint as "worthMinor",
      (count(*) filter (where p.tried))::integer as trials,
      (count(*) filter (where p.tried and (p.tried_out or p.paid or s.ended_at is not null)))::integer as decided,
      (count(*) filter (where p.tried and p.paid))::integer as converted
    from loyalty.plus_plans l
    join loyalty.plus_terms t on t.shop_id = l.shop_id and t.plan_id = l.plan_id and t.version = l.version
    left join loyalty.plus_subscriptions s on s.shop_id = l.shop_id and s.plan_id = l.plan_id
    left join paid p on p.plan_id = l.plan_id and p.subscription_id = s.subscription_id
    where l.shop_id = ${shopId} and t.shop_id = ${shopId}
    group by l.plan_id, t.terms order by l.plan_id desc limit 200`.execute(tx);
  return rows;
}

export interface PlanCost {
  readonly planId: number;
  readonly benefit: PlusBenefit;
  readonly minor: number;
}

/** What the benefits that were used, and not given back, were worth, by plan. */
export async function readPlanCosts(tx: Tx, shopId: number): Promise<PlanCost[]> {
  const { rows } = await sql<PlanCost>`
    select s.plan_id as "planId", a.benefit, sum(a.minor)::bigint as minor
    from loyalty.plus_acts a
    join loyalty.plus_subscriptions s on s.shop_id = a.shop_id and s.subscription_id = a.subscription_id
    where a.shop_id = ${shopId} and s.shop_id = ${shopId} and a.kind = 'use' and a.given_back_at is null
    group by 1, 2`.execute(tx);
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
 * over, or the next one is paid, or it was given back), and how many were renewed. 24 months and 12 renewals at most.
 */
export async function readCohorts(
  tx: Tx,
  shopId: number,
  { timeZone, at }: { readonly timeZone: string; readonly at: Date },
): Promise<CohortRow[]> {
  const { rows } = await sql<CohortRow>`
    with paid as (
      select p.subscription_id, p.no, p.ends_at, s.ended_at,
        to_char((first_value(p.begins_at) over mine) at time zone ${timeZone}, 'YYYY-MM') as month,
        lead(p.no) over mine is not null as renewed
      from loyalty.plus_periods p
      join loyalty.plus_subscriptions s on s.shop_id = p.shop_id and s.subscription_id = p.subscription_id
      where p.shop_id = ${shopId} and s.shop_id = ${shopId} and p.no > 0
      window mine as (partition by p.subscription_id order by p.no)),
    sizes as (
      select month, count(*)::integer as size from paid where no = 1 group by 1 order by 1 desc limit 24)
    select z.month, z.size, p.no as renewal,
      (count(*) filter (where p.renewed or p.ends_at <= ${at} or p.ended_at is not null))::integer as due,
      (count(*) filter (where p.renewed))::integer as renewed
    from sizes z join paid p on p.month = z.month and p.no <= 12
    group by 1, 2, 3 order by 1 desc, 3`.execute(tx);
  return rows;
}
