import { sql } from 'kysely';
import type { PointsRules } from '../../../contract/points-rules.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';

/** One version of a shop's rules. */
export interface RulesVersion {
  readonly version: number;
  /** Shop day. */
  readonly startsOn: string;
  readonly rules: PointsRules;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** All versions, newest first. */
export async function readRules(tx: Tx, shopId: number): Promise<RulesVersion[]> {
  const { rows } = await sql<RulesVersion>`
    select version, starts_on as "startsOn", rules, made_by as "madeBy", made_at as "madeAt"
    from loyalty.points_rules where shop_id = ${shopId} order by version desc`.execute(tx);
  return rows;
}

/** The version that stands on a day. */
export async function readRulesOn(tx: Tx, shopId: number, day: string): Promise<RulesVersion | undefined> {
  const { rows } = await sql<RulesVersion>`${prepared}
    select version, starts_on as "startsOn", rules, made_by as "madeBy", made_at as "madeAt"
    from loyalty.points_rules where shop_id = ${shopId} and starts_on <= ${day}::date
    order by version desc limit 1`.execute(tx);
  return rows[0];
}

/** The version that stands on a day: the newest of those that have begun by then. */
export const rulesOn = (versions: readonly RulesVersion[], day: string): RulesVersion | undefined =>
  versions.find(({ startsOn }) => startsOn <= day);

/** Adds a version behind the one that was seen; false where somebody else was faster. */
export async function addRules(tx: Tx, shopId: number, it: RulesVersion): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into loyalty.points_rules (shop_id, version, starts_on, rules, made_by, made_at)
    select ${shopId}, ${it.version}, ${it.startsOn}::date, ${JSON.stringify(it.rules)}::jsonb, ${it.madeBy}, ${it.madeAt}
    where ${it.version} = 1 or exists (
      select from loyalty.points_rules where shop_id = ${shopId} and version = ${it.version - 1})
    on conflict (shop_id, version) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}
