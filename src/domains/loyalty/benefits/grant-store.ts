import { sql } from 'kysely';
import type { BenefitKindName, Gift, GrantView } from '../../../contract/benefits.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

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
  /** What it is given for; the same once, whichever of a customer's persons it stands with. */
  readonly key: string;
  readonly gift: Gift;
  readonly costMinor: number;
  readonly at: Date;
  readonly customers: readonly number[];
  /** Nobody who had this benefit within so many days before. */
  readonly notWithinDays?: number | undefined;
}

/**
 * Promises the gift to those of the customers who have not had it, in one statement; whoever grants holds the shop's lock of tiers, so that
 * two persons of one customer are never looked at side by side. Answers how many.
 */
export async function grantGifts(tx: Tx, shopId: number, it: Granting): Promise<number> {
  const expiresAt = 'points' in it.gift ? null : new Date(it.at.getTime() + it.gift.days * 86_400_000);
  const { numAffectedRows } = await sql`
    insert into loyalty.benefit_grants (shop_id, person_id, benefit, tier, key, version, gift, cost_minor, state, granted_at, expires_at)
    select ${shopId}, p.person_id, ${it.benefit}, ${it.tier}, ${it.key}, ${it.version}, ${JSON.stringify(it.gift)}::jsonb,
      ${it.costMinor}, ${'points' in it.gift ? 'owed' : 'open'}, ${it.at}, ${expiresAt}
    from customers.persons p
    where p.shop_id = ${shopId} and p.person_id = any(${it.customers}::integer[]) and p.customer_id = p.person_id
      and not exists (
        select 1 from customers.persons m
        join loyalty.benefit_grants g on g.shop_id = m.shop_id and g.person_id = m.person_id
        where m.shop_id = ${shopId} and m.customer_id = p.customer_id and g.benefit = ${it.benefit}
          and (g.key = ${it.key} or g.granted_at > ${new Date(it.at.getTime() - (it.notWithinDays ?? 0) * 86_400_000)}))
    on conflict (shop_id, person_id, key) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Points that are owed, oldest first, locked until the transaction ends; what another process holds is left to it. */
export async function takeOwed(tx: Tx, shopId: number, limit: number): Promise<Grant[]> {
  const { rows } = await sql<Grant>`
    select * from loyalty.benefit_grants where shop_id = ${shopId} and state = 'owed'
    order by grant_id limit ${limit} for update skip locked`.execute(tx);
  return rows;
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
  const { rows } = await sql<Grant>`
    select * from loyalty.benefit_grants where shop_id = ${shopId} and person_id = any(${personIds}::integer[])
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

/** What was granted between two instants, by benefit and tier. */
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
    group by benefit, tier order by benefit, tier`.execute(tx);
  return rows;
}

/** For an erasure: what was given stays as given to nobody, what was open is over. */
export async function forgetGrants(tx: Tx, shopId: number, personIds: readonly number[]): Promise<void> {
  await sql`update loyalty.benefit_grants set person_id = null,
      state = case when state in ('owed', 'open') then 'void' else state end
    where shop_id = ${shopId} and person_id = any(${personIds}::integer[])`.execute(tx);
}
