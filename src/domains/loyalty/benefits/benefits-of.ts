import type { Benefit } from '../../../contract/benefits.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { type PaidBy, tiersOfPersons, tiersWhenPaid } from '../tiers/standing-store.ts';
import { readTierRules, standingRules } from '../tiers/tier-rules-store.ts';

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

/** By order: of the tier its buyer had when it was paid, by the rules that stood then; nothing where there were none. */
export async function benefitsWhenPaid(
  tx: Tx,
  shopId: number,
  orders: readonly PaidBy[],
): Promise<Map<number, OwnBenefits>> {
  const versions = await readTierRules(tx, shopId);
  const tiers = await tiersWhenPaid(tx, shopId, orders);
  return new Map(
    orders.flatMap(({ orderId, paidAt }) => {
      const stood = versions.find(({ madeAt }) => madeAt <= paidAt);
      if (stood === undefined) return [];
      const { ladder } = stood.rules;
      // Whoever was never moved is on the lowest.
      const tier = tiers.get(orderId) ?? ladder[0]!.code;
      const benefits = ladder.find(({ code }) => code === tier)?.benefits ?? [];
      return [[orderId, { tier, version: stood.version, benefits }]];
    }),
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
