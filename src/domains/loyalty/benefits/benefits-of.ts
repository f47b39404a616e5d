import type { Benefit } from '../../../contract/benefits.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { tiersOfPersons } from '../tiers/standing-store.ts';
import { standingRules } from '../tiers/tier-rules-store.ts';

/** What somebody's tier brings. */
export interface OwnBenefits {
  readonly tier: string;
  /** Of the rules. */
  readonly version: number;
  readonly benefits: readonly Benefit[];
}

/** By person, of those who stand on the shop's ladder. */
export async function benefitsOfPersons(
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
): Promise<Map<number, OwnBenefits>> {
  const rules = await standingRules(tx, shopId);
  if (rules === undefined) return new Map();
  const byCode = new Map(rules.rules.ladder.map((rung) => [rung.code, rung.benefits ?? []]));
  const standings = await tiersOfPersons(tx, shopId, personIds);
  return new Map(
    standings.map(({ personId, code }) => [
      personId,
      { tier: code, version: rules.version, benefits: byCode.get(code) ?? [] },
    ]),
  );
}

/** Of these persons, those whose orders go first. */
export async function withPriority(
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
): Promise<Set<number>> {
  const own = await benefitsOfPersons(tx, shopId, personIds);
  return new Set(
    [...own]
      .filter(([, { benefits }]) => benefits.some(({ kind }) => kind === 'priority-shipping'))
      .map(([personId]) => personId),
  );
}
