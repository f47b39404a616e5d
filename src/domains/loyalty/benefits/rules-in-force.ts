import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { shopDay } from '../../analytics/index.ts';
import { plusOfPersons } from '../plus/terms-of-persons.ts';
import { readTierRules } from '../tiers/tier-rules-store.ts';
import { type PriceRule, priceRulesOn } from './price-rules.ts';

interface TierDay {
  readonly customerId: number;
  /** Shop day from which the tier was held. */
  readonly day: string;
  readonly tier: string;
}

/**
 * What public rules of prices a customer had on a shop day: answers `(customer, day)` with those of the tiers held that day, by
 * any version that stood on it, and of the PLUS they had on it. Tiers before the first move of a customer are the lowest.
 */
export async function pricesInForce(
  tx: Tx,
  { shopId, timeZone, persons }: { shopId: number; timeZone: string; persons: ReadonlyMap<number, number> },
): Promise<(customerId: number, day: string) => PriceRule[]> {
  const versions = (await readTierRules(tx, shopId)).toReversed();
  const moves = await readTierDays(tx, shopId, persons);
  const plus = await plusDays(tx, { shopId, timeZone, persons });
  const begins = versions.map(({ madeAt }) => shopDay(madeAt, { timeZone }));
  return (customerId, day) => {
    const tiers = tiersOn(moves.get(customerId) ?? [], day);
    const standing = versions.filter((_, n) => begins[n]! <= day && (begins[n + 1] ?? '9999-12-31') >= day);
    const benefits = standing.flatMap(({ rules: { ladder } }) =>
      (tiers.length === 0 ? [ladder[0]!.code] : tiers).flatMap(
        (tier) => ladder.find(({ code }) => code === tier)?.benefits ?? [],
      ),
    );
    const had = (plus.get(customerId) ?? []).filter(({ from, to }) => from <= day && to >= day);
    return [...priceRulesOn(benefits, day), ...had.flatMap(({ rules }) => rules)];
  };
}

interface PlusDays {
  /** Shop days, inclusive. */
  readonly from: string;
  readonly to: string;
  readonly rules: readonly PriceRule[];
}

async function plusDays(
  tx: Tx,
  { shopId, timeZone, persons }: { shopId: number; timeZone: string; persons: ReadonlyMap<number, number> },
): Promise<Map<number, PlusDays[]>> {
  const times = await plusOfPersons(tx, shopId, [...persons.keys()]);
  const days = [...times].flatMap(([personId, of]) =>
    of.map(({ from, to, terms }) => ({
      ...{ customerId: persons.get(personId) ?? personId, from: shopDay(from, { timeZone }) },
      ...{ to: shopDay(new Date(to.getTime() - 1), { timeZone }), rules: terms.member_prices },
    })),
  );
  return Map.groupBy(days, ({ customerId }) => customerId);
}

/** Held on the day: what was moved to on it, and what was held when it began. */
function tiersOn(moves: readonly TierDay[], day: string): string[] {
  const before = moves.findLast((move) => move.day < day);
  return [...(before ? [before] : []), ...moves.filter((move) => move.day === day)].map(({ tier }) => tier);
}

async function readTierDays(
  tx: Tx,
  shopId: number,
  persons: ReadonlyMap<number, number>,
): Promise<Map<number, TierDay[]>> {
  const { rows } = await sql<{ personId: number; day: string; tier: string }>`
    select person_id as "personId", day, to_tier as tier from loyalty.tier_moves
    where shop_id = ${shopId} and person_id = any(${[...persons.keys()]}::integer[]) order by at, move`.execute(
    tx,
  );
  const days = rows.map(({ personId, ...it }) => ({ ...it, customerId: persons.get(personId) ?? personId }));
  return Map.groupBy(days, ({ customerId }) => customerId);
}
