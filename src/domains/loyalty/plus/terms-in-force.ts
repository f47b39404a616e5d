import { sql } from 'kysely';
import type { PlanTerms } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** A period of somebody's PLUS that covers an instant, with its terms. */
export interface TermsInForce {
  readonly personId: number;
  readonly subscriptionId: number;
  readonly no: number;
  readonly planId: number;
  readonly version: number;
  readonly terms: PlanTerms;
  readonly endsAt: Date;
}

/** Of these persons, then: what ends first first. */
export async function termsInForce(
  tx: Tx,
  shopId: number,
  { personIds, at }: { readonly personIds: readonly number[]; readonly at: Date },
): Promise<TermsInForce[]> {
  const { rows } = await sql<TermsInForce>`
    select s.person_id as "personId", s.subscription_id as "subscriptionId", p.no, p.plan_id as "planId", p.version, t.terms,
      p.ends_at as "endsAt"
    from loyalty.plus_subscriptions s
    join loyalty.plus_periods p on p.shop_id = s.shop_id and p.subscription_id = s.subscription_id
    join loyalty.plus_terms t on t.shop_id = p.shop_id and t.plan_id = p.plan_id and t.version = p.version
    where s.shop_id = ${shopId} and p.shop_id = ${shopId} and t.shop_id = ${shopId}
      and s.person_id = any(${personIds}::integer[]) and p.begins_at <= ${at} and p.ends_at > ${at}
      and (s.ended_at is null or s.ended_at > ${at})
    order by p.ends_at, s.subscription_id`.execute(tx);
  return rows;
}
