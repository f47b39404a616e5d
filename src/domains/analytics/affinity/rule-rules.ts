import type { AffinityItem, AffinityRule, AffinityRules } from '../../../contract/affinity.ts';
import type { BasketCounts, PairCount } from './basket-counts.ts';
import { correctForMany, fisherAtLeast } from './fisher-test.ts';
import { type Counts, isLowConfidence, leverageOf, liftInterval, liftOf, shrunkLift } from './pair-rules.ts';

/** Counts as rules. Pure. */

const SIGNIFICANT = 0.05;
const IN_MATRIX = 16;

/** Unless told: 1 in 2,000 orders, but never fewer than 5. */
export const usualSupport = (baskets: number): number => Math.max(5, Math.ceil(baskets / 2000));

/** Items that can be in a rule at all; which they are depends on how often each is bought, never on what with. */
const itemsWith = ({ single }: BasketCounts, minSupport: number): string[] =>
  [...single].filter(([, orders]) => orders >= minSupport).map(([key]) => key);

export interface FoundRules {
  readonly rules: AffinityRule[];
  readonly tested: number;
  /** Items looked at. */
  readonly items: number;
}

export type Titles = ReadonlyMap<string, string>;

/** All rules of enough support and a lift above 1, strongest first. A pair is two rules and one test. */
export function findRules(counts: BasketCounts, minSupport: number, titles: Titles): FoundRules {
  const items = itemsWith(counts, minSupport).length;
  const tested = (items * (items - 1)) / 2;
  const seen = counts.pairs.filter((it) => both(counts, it, (orders) => orders >= minSupport));
  const pValues = seen.map((it) => fisherAtLeast(countsOf(counts, it)));
  const qValues = correctForMany(pValues, tested);
  const rules = seen.flatMap((pair, at) => {
    if (pair.together < minSupport || liftOf(countsOf(counts, pair)) <= 1) return [];
    const test = { p_value: pValues[at]!, q_value: qValues[at]! };
    return [pair, { ...pair, a: pair.b, b: pair.a }].map((it) => ruleOf(counts, it, { test, titles }));
  });
  return { rules: rules.sort(stronger), tested, items };
}

const both = ({ single }: BasketCounts, { a, b }: PairCount, meets: (orders: number) => boolean): boolean =>
  meets(single.get(a)!) && meets(single.get(b)!);

const countsOf = ({ baskets, single }: BasketCounts, { a, b, together }: PairCount): Counts => ({
  ...{ all: baskets, one: single.get(a)!, other: single.get(b)!, both: together },
});

/** Strongest first; what is equally strong, by what most of those who took the first also took, then by name. */
const stronger = (a: AffinityRule, b: AffinityRule): number =>
  b.lift_shrunk - a.lift_shrunk || b.confidence - a.confidence || (nameOf(a) < nameOf(b) ? -1 : 1);

const nameOf = ({ from, to }: AffinityRule): string => `${from.key} ${to.key}`;

interface Told {
  readonly test: { readonly p_value: number; readonly q_value: number };
  readonly titles: Titles;
}

function ruleOf(found: BasketCounts, pair: PairCount, { test, titles }: Told): AffinityRule {
  const counts = countsOf(found, pair);
  const [low, high] = liftInterval(counts);
  return {
    from: itemOf(found, pair.a, titles),
    to: itemOf(found, pair.b, titles),
    ...{ together: counts.both, support: counts.both / counts.all },
    ...{ confidence: counts.both / counts.one, usual: counts.other / counts.all },
    ...{ lift: liftOf(counts), lift_low: low, lift_high: high, lift_shrunk: shrunkLift(counts) },
    ...{ leverage: leverageOf(counts), ...test, significant: test.q_value <= SIGNIFICANT },
    low_confidence: isLowConfidence(counts),
  };
}

const itemOf = ({ single }: BasketCounts, key: string, titles: Titles): AffinityItem => ({
  ...{ key, title: titles.get(key) ?? '', orders: single.get(key)! },
});

/** Every pair of the items in most orders, together or never. */
export function matrixOf(counts: BasketCounts, titles: Titles): AffinityRules['matrix'] {
  const items = [...counts.single.keys()]
    .map((key) => itemOf(counts, key, titles))
    .sort((a, b) => b.orders - a.orders || (a.key < b.key ? -1 : 1))
    .slice(0, IN_MATRIX);
  const together = new Map(counts.pairs.map((it) => [`${it.a} ${it.b}`, it.together]));
  const of = (a: string, b: string) => together.get(`${a} ${b}`) ?? together.get(`${b} ${a}`) ?? 0;
  const cells = items.flatMap((one, row) =>
    items.slice(row + 1).map((other, n) => {
      const pair = countsOf(counts, { a: one.key, b: other.key, together: of(one.key, other.key) });
      const shown = { together: pair.both, lift: liftOf(pair), lift_shrunk: shrunkLift(pair) };
      return { row, column: row + 1 + n, ...shown };
    }),
  );
  return { items, cells };
}
