import { sql } from 'kysely';
import type { TierRules } from '../../../contract/tiers.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';

/** One version of a shop's tiers; the newest stands. */
export interface TierVersion {
  readonly version: number;
  readonly rules: TierRules;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** All versions, newest first. */
export async function readTierRules(tx: Tx, shopId: number): Promise<TierVersion[]> {
  const { rows } = await versions(shopId).execute(tx);
  return rows;
}

const versions = (shopId: number) => sql<TierVersion>`
  select version, rules, made_by as "madeBy", made_at as "madeAt" from loyalty.tier_rules
  where shop_id = ${shopId} order by version desc`;

/** The version that stands; undefined: the shop has no tiers of its own. */
export async function standingRules(tx: Tx, shopId: number): Promise<TierVersion | undefined> {
  const { rows } = await sql<TierVersion>`${prepared}${versions(shopId)} limit 1`.execute(tx);
  return rows[0];
}

/** False where another took the number first. */
export async function addTierRules(tx: Tx, shopId: number, it: TierVersion): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into loyalty.tier_rules (shop_id, version, rules, made_by, made_at)
    values (${shopId}, ${it.version}, ${JSON.stringify(it.rules)}::jsonb, ${it.madeBy}, ${it.madeAt})
    on conflict (shop_id, version) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** One at a time evaluates a shop; until the transaction ends. */
export const lockTiers = (tx: Tx, shopId: number) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`shuke tiers ${shopId}`}, 0))`.execute(tx);
