import { sql } from 'kysely';
import type { TierCause, TierReason } from '../../../contract/tiers.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { standingRules } from './tier-rules-store.ts';

/** Where the customers of some persons stand. */
export interface StandingTier {
  readonly personId: number;
  /** Name of the tier as the shop's market writes it. */
  readonly tier: string;
  readonly code: string;
}

/** By the shop's own ladder; nobody where it has none. Of merged customers the best of their persons, until they are evaluated. */
export async function tiersOfPersons(
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
): Promise<StandingTier[]> {
  const rules = await standingRules(tx, shopId);
  if (rules === undefined) return [];
  const names = rules.rules.ladder.map(({ name }) => name.zh);
  const codes = rules.rules.ladder.map(({ code }) => code);
  const { rows } = await sql<{ personId: number; rank: number }>`${prepared}
    select p.person_id as "personId", max(array_position(${codes}::text[], s.tier)) as rank
    from customers.persons p
    join customers.persons m on m.shop_id = p.shop_id and m.customer_id = p.customer_id
    join loyalty.tier_standings s on s.shop_id = m.shop_id and s.person_id = m.person_id
      and (m.person_id = m.customer_id or s.merged_into is distinct from m.customer_id)
    where p.shop_id = ${shopId} and p.person_id = any(${personIds}::integer[])
    group by p.person_id having max(array_position(${codes}::text[], s.tier)) is not null`.execute(tx);
  return rows.map(({ personId, rank }) => ({ personId, tier: names[rank - 1]!, code: codes[rank - 1]! }));
}

/** An order, by whom and when it was paid. */
export interface PaidBy {
  readonly orderId: number;
  readonly personId: number;
  readonly paidAt: Date;
}

/** By order: the code of the tier that its customer had last been moved to by then; not in it who had never been. */
export async function tiersWhenPaid(
  tx: Tx,
  shopId: number,
  orders: readonly PaidBy[],
): Promise<Map<number, string>> {
  const { rows } = await sql<{ orderId: number; tier: string }>`
    select o."orderId", m.to_tier as tier
    from json_to_recordset(${JSON.stringify(orders.map(({ orderId, personId, paidAt }) => ({ orderId, personId, paidAt })))}::json)
      as o("orderId" bigint, "personId" integer, "paidAt" timestamptz)
    cross join lateral (
      select m.to_tier from customers.persons p
      join customers.persons own on own.shop_id = ${shopId} and own.customer_id = p.customer_id
      join loyalty.tier_moves m on m.shop_id = ${shopId} and m.person_id = own.person_id
      where p.shop_id = ${shopId} and p.person_id = o."personId" and m.at <= o."paidAt"
      order by m.at desc, m.move desc limit 1) m`.execute(tx);
  return new Map(rows.map(({ orderId, tier }) => [orderId, tier]));
}

export interface OwnStanding {
  readonly tier: string;
  /** Shop day. */
  readonly since: string;
  readonly figure: number;
  readonly ahead: number;
  readonly dropOn: string | null;
}

/** Of one customer as it was last evaluated; undefined: not yet. */
export async function readStandingOf(
  tx: Tx,
  shopId: number,
  customerId: number,
): Promise<OwnStanding | undefined> {
  const { rows } = await sql<OwnStanding>`${prepared}
    select tier, since, figure, ahead, drop_on as "dropOn" from loyalty.tier_standings
    where shop_id = ${shopId} and person_id = ${customerId} and merged_into is null`.execute(tx);
  return rows[0];
}

/** Where customers stand, as their export says it; those without a standing on the ladder of today are left out. */
export async function standingsOfCustomers(
  tx: Tx,
  shopId: number,
  customerIds: readonly number[],
): Promise<{ customerId: number; tier: string; since: string; until: string | null }[]> {
  const rules = await standingRules(tx, shopId);
  if (rules === undefined) return [];
  const names = new Map(rules.rules.ladder.map(({ code, name }) => [code, name.zh]));
  const { rows } = await sql<{ customerId: number; tier: string; since: string; until: string | null }>`
    select person_id as "customerId", tier, since, drop_on as until from loyalty.tier_standings
    where shop_id = ${shopId} and person_id = any(${customerIds}::integer[]) and merged_into is null`.execute(
    tx,
  );
  return rows.flatMap(({ tier, ...it }) => (names.has(tier) ? [{ ...it, tier: names.get(tier)! }] : []));
}

export interface Move {
  readonly day: string;
  readonly at: Date;
  readonly from: string | null;
  readonly to: string;
  readonly reason: TierReason;
  readonly cause: TierCause;
  readonly figure: number;
  readonly version: number;
}

/** Of all persons of a customer, newest first. */
export async function readMoves(tx: Tx, shopId: number, personIds: readonly number[]): Promise<Move[]> {
  const { rows } = await sql<Move>`
    select day, at, from_tier as "from", to_tier as "to", reason, cause, figure, version from loyalty.tier_moves
    where shop_id = ${shopId} and person_id = any(${personIds}::integer[])
    order by at desc, person_id, move desc limit 100`.execute(tx);
  return rows;
}

/** How many customers stand on each tier, and how many of them have a day on which it may be lost. */
export async function countStandings(
  tx: Tx,
  shopId: number,
): Promise<Map<string, { readonly customers: number; readonly atRisk: number }>> {
  const { rows } = await sql<{ tier: string; customers: number; atRisk: number }>`
    select tier, count(*)::integer as customers, count(drop_on)::integer as "atRisk" from loyalty.tier_standings
    where shop_id = ${shopId} and merged_into is null group by tier`.execute(tx);
  return new Map(rows.map((row) => [row.tier, row]));
}

export interface Evaluation {
  readonly at: Date;
  readonly day: string;
  readonly version: number;
  readonly cause: TierCause;
  readonly customers: number;
  readonly up: number;
  readonly down: number;
  readonly tookMs: number;
}

/** Of everybody, newest first. */
export async function readEvaluations(tx: Tx, shopId: number, limit: number): Promise<Evaluation[]> {
  const { rows } = await sql<Evaluation>`
    select at, day, version, cause, customers, up, down, took_ms as "tookMs" from loyalty.tier_evaluations
    where shop_id = ${shopId} order by evaluation_id desc limit ${limit}`.execute(tx);
  return rows;
}

export interface Notice {
  readonly personId: number;
  readonly tier: string;
  readonly toldOn: string;
  readonly dropOn: string;
  readonly missing: number;
}

/** Who is to be told now that a tier will be lost, those that end first; what sends notices reads this. */
export async function readNotices(tx: Tx, shopId: number, limit = 500): Promise<Notice[]> {
  const { rows } = await sql<Notice>`
    select person_id as "personId", tier, told_on as "toldOn", drop_on as "dropOn", missing from loyalty.tier_notices
    where shop_id = ${shopId} and over_on is null order by drop_on, person_id limit ${limit}`.execute(tx);
  return rows;
}
