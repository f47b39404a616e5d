import { type RawBuilder, sql } from 'kysely';
import type { PlanTerms, PlusEndReason, PlusState } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { owePlus } from './mirror-plus.ts';

/** A subscription with the terms of its last period. */
export interface Subscription {
  readonly subscriptionId: number;
  /** 0: their data was erased. */
  readonly personId: number;
  readonly planId: number;
  /** The plan of its next period, where that is another one. */
  readonly nextPlanId: number | null;
  readonly version: number;
  readonly terms: PlanTerms;
  readonly state: PlusState;
  readonly autoRenew: boolean;
  readonly monthDay: number;
  readonly lastNo: number;
  readonly beginsAt: Date;
  /** When its last period begins: later than now where that is paid ahead. */
  readonly lastBeginsAt: Date;
  readonly paidTo: Date;
  /** Shop day, the last one that is paid. */
  readonly paidDay: string;
  readonly toldAt: Date | null;
  readonly toldVersion: number | null;
  readonly endedAt: Date | null;
  readonly endReason: PlusEndReason | null;
}

const subscriptions = (shopId: number) => sql`
  select s.subscription_id as "subscriptionId", s.person_id as "personId", s.plan_id as "planId",
    s.next_plan_id as "nextPlanId", p.version, t.terms, s.state, s.auto_renew as "autoRenew", s.month_day as "monthDay", s.last_no as "lastNo", s.begins_at as "beginsAt",
    p.begins_at as "lastBeginsAt", s.paid_to as "paidTo", s.paid_day::text as "paidDay", s.told_at as "toldAt",
    s.told_version as "toldVersion", s.ended_at as "endedAt", s.end_reason as "endReason"
  from loyalty.plus_subscriptions s
  join loyalty.plus_periods p on p.shop_id = s.shop_id and p.subscription_id = s.subscription_id and p.no = s.last_no
  join loyalty.plus_terms t on t.shop_id = p.shop_id and t.plan_id = p.plan_id and t.version = p.version
  where s.shop_id = ${shopId} and p.shop_id = ${shopId} and t.shop_id = ${shopId}`;

/** The plan of the next period. */
export const renewsAs = ({ planId, nextPlanId }: Pick<Subscription, 'planId' | 'nextPlanId'>): number =>
  nextPlanId ?? planId;

export async function readSubscription(
  tx: Tx,
  shopId: number,
  subscriptionId: number,
): Promise<Subscription | undefined> {
  const { rows } = await sql<Subscription>`
    ${subscriptions(shopId)} and s.subscription_id = ${subscriptionId}`.execute(tx);
  return rows[0];
}

/** Of these persons, newest first; at most `limit`. */
export async function subscriptionsOf(
  tx: Tx,
  shopId: number,
  { personIds, limit = 20 }: { readonly personIds: readonly number[]; readonly limit?: number },
): Promise<Subscription[]> {
  const { rows } = await sql<Subscription>`${prepared}
    ${subscriptions(shopId)} and s.person_id = any(${personIds}::integer[])
    order by s.subscription_id desc limit ${limit}`.execute(tx);
  return rows;
}

/** Newest first, behind a number. */
export async function readSubscriptions(
  tx: Tx,
  shopId: number,
  it: {
    readonly before?: number | undefined;
    readonly limit: number;
    readonly state?: PlusState | undefined;
  },
): Promise<Subscription[]> {
  const behind = it.before === undefined ? sql`` : sql`and s.subscription_id < ${it.before}`;
  const which = it.state === undefined ? sql`` : sql`and s.state = ${it.state}`;
  const { rows } = await sql<Subscription>`
    ${subscriptions(shopId)} ${behind} ${which} order by s.subscription_id desc limit ${it.limit}`.execute(
    tx,
  );
  return rows;
}

/** Whether it is one of these persons'. */
export async function isPlusOf(
  tx: Tx,
  shopId: number,
  it: { readonly subscriptionId: number; readonly personIds: readonly number[] },
): Promise<boolean> {
  const { rows } = await sql`
    select from loyalty.plus_subscriptions where shop_id = ${shopId} and subscription_id = ${it.subscriptionId}
      and person_id = any(${it.personIds}::integer[])`.execute(tx);
  return rows.length > 0;
}

/** Takes the row for the transaction, before it is read: what is decided of it is decided alone. Its person; undefined where there is none. */
export async function holdSubscription(
  tx: Tx,
  shopId: number,
  subscriptionId: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select person_id as id from loyalty.plus_subscriptions
    where shop_id = ${shopId} and subscription_id = ${subscriptionId} for update`.execute(tx);
  return rows[0]?.id;
}

export interface NewSubscription {
  readonly personId: number;
  readonly planId: number;
  readonly state: 'trialing' | 'active';
  readonly autoRenew: boolean;
  readonly monthDay: number;
  readonly no: number;
  readonly beginsAt: Date;
  readonly paidTo: Date;
  readonly paidDay: string;
  readonly by: string;
}

export async function addSubscription(tx: Tx, shopId: number, it: NewSubscription): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into loyalty.plus_subscriptions (shop_id, person_id, plan_id, state, auto_renew, month_day, last_no, begins_at,
      paid_to, paid_day, made_by, trial_plan_id, first_paid_at)
    values (${shopId}, ${it.personId}, ${it.planId}, ${it.state}, ${it.autoRenew}, ${it.monthDay}, ${it.no}, ${it.beginsAt},
      ${it.paidTo}, ${it.paidDay}, ${it.by}, ${it.no === 0 ? it.planId : null}, ${it.no === 0 ? null : it.beginsAt})
    returning subscription_id as id`.execute(tx);
  await owePlus(tx, shopId, [rows[0]!.id]);
  return rows[0]!.id;
}

export interface Renewing {
  readonly subscriptionId: number;
  /** The number of its last period, as it was seen. */
  readonly lastNo: number;
  /** Of the new period. */
  readonly planId: number;
  readonly beginsAt: Date;
  readonly paidTo: Date;
  readonly paidDay: string;
  /** Undefined: the customer renews. Otherwise notice must have been queued by then, and they must not have cancelled. */
  readonly toldBy?: Date | undefined;
}

/** One conditional statement: a period more. False: another one was faster, or notice was not given in time. */
export const renewSubscription = (tx: Tx, shopId: number, it: Renewing): Promise<boolean> =>
  change(tx, shopId, {
    ...it,
    set: sql`${nextPeriod(it)}, first_paid_at = coalesce(first_paid_at, ${it.beginsAt})`,
    where:
      it.toldBy === undefined
        ? sql`last_no = ${it.lastNo}`
        : sql`last_no = ${it.lastNo} and state <> 'cancelled' and auto_renew and told_at <= ${it.toldBy}`,
  });

const nextPeriod = (it: Pick<Renewing, 'planId' | 'paidTo' | 'paidDay'>) =>
  sql`state = 'active', plan_id = ${it.planId}, next_plan_id = null, last_no = last_no + 1, paid_to = ${it.paidTo},
    paid_day = ${it.paidDay}, told_at = null, told_version = null`;

/** One conditional statement: from now on it is of another plan, its periods ending on another day. False: it was renewed or changed before. */
export const switchSubscription = (
  tx: Tx,
  shopId: number,
  it: Pick<Renewing, 'subscriptionId' | 'lastNo' | 'planId' | 'paidTo' | 'paidDay'> & {
    readonly monthDay: number;
  },
): Promise<boolean> =>
  change(tx, shopId, {
    ...it,
    set: sql`${nextPeriod(it)}, switches = switches + 1, month_day = ${it.monthDay}`,
    where: sql`last_no = ${it.lastNo} and state <> 'trialing'`,
  });

/** The plan of its next period; null: the one it has. False: the customer was told of a renewal already. */
export const chooseNextPlan = (
  tx: Tx,
  shopId: number,
  it: { readonly subscriptionId: number; readonly nextPlanId: number | null },
): Promise<boolean> =>
  change(tx, shopId, {
    ...it,
    set: sql`next_plan_id = ${it.nextPlanId}`,
    where: sql`told_at is null and plan_id is distinct from ${it.nextPlanId}`,
  });

/** Notes that the customer is told of the renewal, once a period. */
export const noteTold = (
  tx: Tx,
  shopId: number,
  it: {
    readonly subscriptionId: number;
    readonly lastNo: number;
    readonly version: number;
    readonly at: Date;
  },
): Promise<boolean> =>
  change(tx, shopId, {
    ...it,
    set: sql`told_at = ${it.at}, told_version = ${it.version}`,
    where: sql`last_no = ${it.lastNo} and state <> 'cancelled' and auto_renew and told_at is null`,
  });

/** It runs to the end of what is paid. False: it was cancelled before. */
export const cancelSubscription = (
  tx: Tx,
  shopId: number,
  it: { readonly subscriptionId: number },
): Promise<boolean> =>
  change(tx, shopId, { ...it, set: sql`state = 'cancelled'`, where: sql`state <> 'cancelled'` });

export interface EndingSubscription {
  readonly subscriptionId: number;
  readonly state: 'expired' | 'refunded';
  readonly reason: PlusEndReason;
  readonly at: Date;
}

export const endSubscription = (tx: Tx, shopId: number, it: EndingSubscription): Promise<boolean> =>
  change(tx, shopId, {
    ...it,
    set: sql`state = ${it.state}, ended_at = ${it.at}, end_reason = ${it.reason}`,
    where: sql`true`,
  });

interface Changing {
  readonly subscriptionId: number;
  readonly set: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
}

/** Only of one that is not over; what changed is owed to the analytical store. */
async function change(tx: Tx, shopId: number, { subscriptionId, set, where }: Changing): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update loyalty.plus_subscriptions set ${set}
    where shop_id = ${shopId} and subscription_id = ${subscriptionId} and ended_at is null and ${where}`.execute(
    tx,
  );
  if (numAffectedRows !== 1n) return false;
  await owePlus(tx, shopId, [subscriptionId]);
  return true;
}

/** Those whose time is over, in the order of their numbers behind one. */
export async function readDue(
  tx: Tx,
  shopId: number,
  it: { readonly at: Date; readonly after: number; readonly limit: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select subscription_id as id from loyalty.plus_subscriptions
    where shop_id = ${shopId} and ended_at is null and paid_to <= ${it.at} and subscription_id > ${it.after}
    order by subscription_id limit ${it.limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Those of which notice is to be given: they renew by themselves, and end between the two instants. */
export async function readUntold(
  tx: Tx,
  shopId: number,
  it: { readonly from: Date; readonly to: Date; readonly after: number; readonly limit: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select subscription_id as id from loyalty.plus_subscriptions
    where shop_id = ${shopId} and ended_at is null and paid_to >= ${it.from} and paid_to <= ${it.to} and told_at is null
      and auto_renew and state <> 'cancelled' and person_id <> 0 and subscription_id > ${it.after}
    order by subscription_id limit ${it.limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Whether any of these persons ever had a trial. */
export async function hadTrial(tx: Tx, shopId: number, personIds: readonly number[]): Promise<boolean> {
  const { rows } = await sql`${prepared}
    select from loyalty.plus_subscriptions s
    join loyalty.plus_periods p on p.shop_id = s.shop_id and p.subscription_id = s.subscription_id and p.no = 0
    where s.shop_id = ${shopId} and p.shop_id = ${shopId} and s.person_id = any(${personIds}::integer[]) limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}
