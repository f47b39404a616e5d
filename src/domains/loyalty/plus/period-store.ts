import { sql } from 'kysely';
import type { PlusBenefit } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Act } from './act-store.ts';

/** Periods of subscriptions, what was paid for them, and what they entitle to. */

export interface PeriodRow {
  readonly no: number;
  readonly version: number;
  readonly paidMinor: number | null;
  readonly paidPoints: number | null;
  /** What that is worth in minor units; of a trial what it would have been. */
  readonly worthMinor: number;
  readonly pointsAct: number | null;
  readonly beginsAt: Date;
  readonly endsAt: Date;
  readonly refunded: number;
}

export interface NewPeriod extends Omit<PeriodRow, 'refunded' | 'worthMinor'> {
  readonly subscriptionId: number;
  readonly planId: number;
  readonly paymentRef: string | null;
  readonly paymentDigest: string | null;
}

/** False: the payment has paid another period. */
export async function addPeriod(tx: Tx, shopId: number, it: NewPeriod): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into loyalty.plus_periods (shop_id, subscription_id, no, plan_id, version, paid_minor, paid_points, payment_ref,
      payment_digest, points_act, begins_at, ends_at)
    values (${shopId}, ${it.subscriptionId}, ${it.no}, ${it.planId}, ${it.version}, ${it.paidMinor}, ${it.paidPoints},
      ${it.paymentRef}, ${it.paymentDigest}, ${it.pointsAct}, ${it.beginsAt}, ${it.endsAt})
    on conflict (shop_id, payment_digest) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function readPeriods(tx: Tx, shopId: number, subscriptionId: number): Promise<PeriodRow[]> {
  const { rows } = await sql<PeriodRow>`
    select p.no, p.version, p.paid_minor as "paidMinor", p.paid_points as "paidPoints", p.points_act as "pointsAct",
      coalesce(p.paid_minor, (t.terms #>> '{price,worth_minor}')::bigint, (t.terms #>> '{price,minor}')::bigint)
        as "worthMinor", p.begins_at as "beginsAt", p.ends_at as "endsAt", p.refunded
    from loyalty.plus_periods p
    join loyalty.plus_terms t on t.shop_id = p.shop_id and t.plan_id = p.plan_id and t.version = p.version
    where p.shop_id = ${shopId} and t.shop_id = ${shopId} and p.subscription_id = ${subscriptionId} order by p.no`.execute(
    tx,
  );
  return rows;
}

export async function noteRefund(
  tx: Tx,
  shopId: number,
  it: { readonly subscriptionId: number; readonly no: number; readonly refunded: number },
): Promise<void> {
  await sql`update loyalty.plus_periods set refunded = ${it.refunded}
    where shop_id = ${shopId} and subscription_id = ${it.subscriptionId} and no = ${it.no}`.execute(tx);
}

/** It ends now: what was left of it is credited to the period of another plan. */
export async function cutPeriod(
  tx: Tx,
  shopId: number,
  it: { readonly subscriptionId: number; readonly no: number; readonly at: Date },
): Promise<void> {
  await sql`update loyalty.plus_periods set ends_at = ${it.at}, switched_at = ${it.at}
    where shop_id = ${shopId} and subscription_id = ${it.subscriptionId} and no = ${it.no}`.execute(tx);
}

/** Whether its rest was credited to the period of another plan. */
export async function wasSwitched(
  tx: Tx,
  shopId: number,
  { subscriptionId, no }: Pick<Act, 'subscriptionId' | 'no'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from loyalty.plus_periods where shop_id = ${shopId} and subscription_id = ${subscriptionId} and no = ${no}
      and switched_at is not null`.execute(tx);
  return rows.length > 0;
}

/** What a period entitles to, with what is left of it. */
export interface Entitlement {
  readonly entitlementId: number;
  readonly subscriptionId: number;
  readonly no: number;
  readonly benefit: Exclude<PlusBenefit, 'member-price'>;
  readonly coupon: string | null;
  readonly worthMinor: number;
  readonly granted: number;
  readonly left: number;
  readonly endsAt: Date;
}

export async function addEntitlements(
  tx: Tx,
  shopId: number,
  rows: readonly Pick<
    Entitlement,
    'entitlementId' | 'subscriptionId' | 'no' | 'benefit' | 'coupon' | 'worthMinor'
  >[],
): Promise<void> {
  await sql`
    insert into loyalty.plus_entitlements (shop_id, entitlement_id, subscription_id, no, benefit, coupon, worth_minor)
    select ${shopId}, "entitlementId", "subscriptionId", no, benefit, coupon, "worthMinor"
    from json_to_recordset(${JSON.stringify(rows)}::json) as r("entitlementId" bigint, "subscriptionId" bigint, no int,
      benefit text, coupon text, "worthMinor" bigint)`.execute(tx);
}

/** Those that can be used now, what ends first first. */
export async function readEntitlements(
  tx: Tx,
  shopId: number,
  it: { readonly subscriptionIds: readonly number[]; readonly at: Date },
): Promise<Entitlement[]> {
  const { rows } = await sql<Entitlement>`${prepared}
    select e.entitlement_id as "entitlementId", e.subscription_id as "subscriptionId", e.no, e.benefit, e.coupon,
      e.worth_minor as "worthMinor", q.granted, q.granted - q.used as left, q.ends_at as "endsAt"
    from loyalty.plus_entitlements e
    join ledgers.entitlements q on q.shop_id = e.shop_id and q.entitlement_id = e.entitlement_id
    where e.shop_id = ${shopId} and q.shop_id = ${shopId} and e.subscription_id = any(${it.subscriptionIds}::bigint[])
      and q.opens_at <= ${it.at} and q.ends_at > ${it.at} and q.closed_at is null
    order by q.ends_at, e.entitlement_id`.execute(tx);
  return rows;
}

/** Of which entitlement something was used: a period has one of each at any instant. */
export async function readUsedEntitlement(
  tx: Tx,
  shopId: number,
  { subscriptionId, no, benefit, coupon, at }: Act,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select e.entitlement_id as id from loyalty.plus_entitlements e
    join ledgers.entitlements q on q.shop_id = e.shop_id and q.entitlement_id = e.entitlement_id
    where e.shop_id = ${shopId} and q.shop_id = ${shopId} and e.subscription_id = ${subscriptionId} and e.no = ${no}
      and e.benefit = ${benefit} and e.coupon is not distinct from ${coupon} and q.opens_at <= ${at} and q.ends_at > ${at}`.execute(
    tx,
  );
  return rows[0]?.id;
}

/** All that were granted of subscriptions, or of one period of theirs. */
export async function entitlementIdsOf(
  tx: Tx,
  shopId: number,
  it: { readonly subscriptionIds: readonly number[]; readonly no?: number },
): Promise<number[]> {
  const of = it.no === undefined ? sql`` : sql`and no = ${it.no}`;
  const { rows } = await sql<{ id: number }>`
    select entitlement_id as id from loyalty.plus_entitlements
    where shop_id = ${shopId} and subscription_id = any(${it.subscriptionIds}::bigint[]) ${of} order by 1`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}
