import { sql } from 'kysely';
import type { BenefitKindName, Gift, GrantView } from '../../../contract/benefits.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';

/** A gift that was promised to somebody, once. */
export interface Grant extends Omit<GrantView, 'granted_at' | 'expires_at' | 'used_at'> {
  readonly person_id: number | null;
  readonly granted_at: Date;
  readonly expires_at: Date | null;
  readonly used_at: Date | null;
  readonly used_key: string | null;
}

export interface Granting {
  readonly benefit: BenefitKindName;
  readonly tier: string;
  readonly version: number;
  /** What it is given for; the same once. */
  readonly key: string;
  readonly gift: Gift;
  readonly costMinor: number;
  readonly at: Date;
  /** Whom it is given to: one of each customer has it. */
  readonly persons: readonly number[];
  /** Whose it is when they come apart: of all persons of the customer, or of these persons alone. */
  readonly covers: 'customer' | 'person';
  /** Nobody who had this benefit within so many days before. */
  readonly notWithinDays?: number | undefined;
}

/**
 * Promises the gift to those of whose customer nobody has had it, in one statement, whomever they were merged with meanwhile;
 * whoever grants holds the shop's lock of tiers, so that two persons of one customer are never looked at side by side. Answers how many.
 */
export async function grantGifts(tx: Tx, shopId: number, it: Granting): Promise<number> {
  const expiresAt = 'points' in it.gift ? null : new Date(it.at.getTime() + it.gift.days * DAY_MS);
  const since = new Date(it.at.getTime() - (it.notWithinDays ?? 0) * DAY_MS);
  const { numAffectedRows } = await sql`
    with meant as (
      select distinct on (customer_id) customer_id, person_id from customers.persons
      where shop_id = ${shopId} and person_id = any(${it.persons}::integer[]) order by customer_id, person_id),
    fresh as (
      select m.customer_id, m.person_id from meant m where not exists (
        select from customers.persons o
        join loyalty.benefit_once b on b.shop_id = o.shop_id and b.person_id = o.person_id and b.benefit = ${it.benefit}
        where o.shop_id = ${shopId} and o.customer_id = m.customer_id and (b.key = ${it.key} or b.at > ${since}))),
    once as (
      insert into loyalty.benefit_once (shop_id, person_id, benefit, key, at)
      select ${shopId}, o.person_id, ${it.benefit}, ${it.key}, ${it.at}
      from fresh f join customers.persons o on o.shop_id = ${shopId} and o.customer_id = f.customer_id
      where ${it.covers === 'customer'} or o.person_id = any(${it.persons}::integer[]))
    insert into loyalty.benefit_grants (shop_id, person_id, benefit, tier, key, version, gift, cost_minor, state, granted_at, expires_at)
    select ${shopId}, person_id, ${it.benefit}, ${it.tier}, ${it.key}, ${it.version}, ${JSON.stringify(it.gift)}::jsonb,
      ${it.costMinor}, ${'points' in it.gift ? 'owed' : 'open'}, ${it.at}, ${expiresAt} from fresh`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

const DAY_MS = 86_400_000;

interface Taking {
  readonly at: Date;
  readonly limit: number;
  /** Only this one. */
  readonly grantId?: number | undefined;
}

/** Points that are owed, oldest first, locked until the transaction ends; what another process holds is left to it, what was put aside to later. */
export async function takeOwed(tx: Tx, shopId: number, { at, limit, grantId }: Taking): Promise<Grant[]> {
  const { rows } = await sql<Grant>`
    select * from loyalty.benefit_grants where shop_id = ${shopId} and state = 'owed'
      and coalesce(retry_at <= ${at}, true) ${grantId === undefined ? sql`` : sql`and grant_id = ${grantId}`}
    order by grant_id limit ${limit} for update skip locked`.execute(tx);
  return rows;
}

/** One that could not be given is not in the way of others: again after two minutes, then four, at most a day. */
export async function putGrantAside(
  tx: Tx,
  shopId: number,
  { grantId, at }: { readonly grantId: number; readonly at: Date },
): Promise<void> {
  await sql`update loyalty.benefit_grants set failures = failures + 1,
      retry_at = ${at}::timestamptz + interval '1 minute' * least(2 ^ least(failures + 1, 11), 1440)
    where shop_id = ${shopId} and grant_id = ${grantId} and state = 'owed'`.execute(tx);
}

export interface Settled {
  readonly grantId: number;
  readonly state: 'given' | 'void';
  readonly at: Date;
}

export async function settleGrant(tx: Tx, shopId: number, it: Settled): Promise<void> {
  await sql`update loyalty.benefit_grants set state = ${it.state}, used_at = ${it.at}
    where shop_id = ${shopId} and grant_id = ${it.grantId} and state = 'owed'`.execute(tx);
}

/** Uses what is open, once; the grant as it stands then, undefined where there is none of these persons. */
export async function useOpen(
  tx: Tx,
  shopId: number,
  it: { grantId: number; personIds: readonly number[]; key: string; at: Date },
): Promise<Grant | undefined> {
  await sql`update loyalty.benefit_grants set state = 'used', used_at = ${it.at}, used_key = ${it.key}
    where shop_id = ${shopId} and grant_id = ${it.grantId} and person_id = any(${it.personIds}::integer[])
      and state = 'open' and expires_at > ${it.at}`.execute(tx);
  const { rows } = await sql<Grant>`select * from loyalty.benefit_grants
    where shop_id = ${shopId} and grant_id = ${it.grantId} and person_id = any(${it.personIds}::integer[])`.execute(
    tx,
  );
  return rows[0];
}

/** Of all persons of a customer, newest first. */
export async function readGrants(tx: Tx, shopId: number, personIds: readonly number[]): Promise<Grant[]> {
  const { rows } = await sql<Grant>`${prepared}
    select grant_id, person_id, benefit, tier, gift, state, granted_at, expires_at, used_at, used_key
    from loyalty.benefit_grants where shop_id = ${shopId} and person_id = any(${personIds}::integer[])
    order by grant_id desc limit 100`.execute(tx);
  return rows;
}

export interface BenefitCost {
  readonly benefit: BenefitKindName;
  readonly tier: string;
  readonly grants: number;
  readonly used: number;
  readonly cost_minor: number;
  readonly open_minor: number;
}

/** What was granted between two instants, and what benefits cost in orders paid between them, by benefit and tier. */
export async function readCosts(
  tx: Tx,
  shopId: number,
  { from, before, at }: { from: Date; before: Date; at: Date },
): Promise<BenefitCost[]> {
  const { rows } = await sql<BenefitCost>`
    select benefit, tier, count(*)::integer as grants, (count(*) filter (where state in ('given', 'used')))::integer as used,
      coalesce(sum(cost_minor) filter (where state in ('given', 'used')), 0)::bigint as cost_minor,
      coalesce(sum(cost_minor) filter (where state = 'owed' or (state = 'open' and expires_at > ${at})), 0)::bigint as open_minor
    from loyalty.benefit_grants where shop_id = ${shopId} and granted_at >= ${from} and granted_at < ${before}
    group by benefit, tier
    union all
    select benefit, tier, count(*)::integer, count(*)::integer, sum(cost_minor)::bigint, 0 from loyalty.order_benefits
    where shop_id = ${shopId} and paid_at >= ${from} and paid_at < ${before} and cost_minor > 0
    group by benefit, tier
    order by benefit, tier`.execute(tx);
  return rows;
}

/** For an erasure: what was given stays as given to nobody, what was open is over, and no key of theirs is kept. */
export async function forgetGrants(tx: Tx, shopId: number, personIds: readonly number[]): Promise<void> {
  for (const table of ['benefit_once', 'birthdays_waiting'])
    await sql`delete from ${sql.table(`loyalty.${table}`)}
      where shop_id = ${shopId} and person_id = any(${personIds}::integer[])`.execute(tx);
  await sql`update loyalty.benefit_grants set person_id = null, used_key = null,
      state = case when state in ('owed', 'open') then 'void' else state end
    where shop_id = ${shopId} and person_id = any(${personIds}::integer[])`.execute(tx);
}
