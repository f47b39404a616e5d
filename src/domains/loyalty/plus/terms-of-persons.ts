import { sql } from 'kysely';
import type { PlanTerms } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** A time in which somebody had PLUS, by whichever person of the customer they are. */
export interface PlusTime {
  readonly planId: number;
  readonly version: number;
  readonly terms: PlanTerms;
  readonly from: Date;
  /** The first instant without it. */
  readonly to: Date;
}

/** Past, present and paid ahead, by person; those who never had it are left out. */
export async function plusOfPersons(
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
): Promise<Map<number, PlusTime[]>> {
  const { rows } = await sql<PlusTime & { personId: number }>`
    select me.person_id as "personId", p.plan_id as "planId", p.version, t.terms, p.begins_at as "from",
      least(p.ends_at, s.ended_at) as "to"
    from customers.persons me
    join customers.persons own on own.shop_id = me.shop_id and own.customer_id = me.customer_id
    join loyalty.plus_subscriptions s on s.shop_id = own.shop_id and s.person_id = own.person_id
    join loyalty.plus_periods p on p.shop_id = s.shop_id and p.subscription_id = s.subscription_id
    join loyalty.plus_terms t on t.shop_id = p.shop_id and t.plan_id = p.plan_id and t.version = p.version
    where me.shop_id = ${shopId} and own.shop_id = ${shopId} and s.shop_id = ${shopId} and p.shop_id = ${shopId}
      and t.shop_id = ${shopId} and me.person_id = any(${personIds}::integer[])
      and p.begins_at < coalesce(s.ended_at, p.ends_at)
    order by p.begins_at, s.subscription_id`.execute(tx);
  return Map.groupBy(rows, ({ personId }) => personId);
}

/** Those that hold at an instant. */
export const plusAt = (times: readonly PlusTime[] | undefined, at: Date): PlusTime[] =>
  (times ?? []).filter(({ from, to }) => from <= at && to > at);
