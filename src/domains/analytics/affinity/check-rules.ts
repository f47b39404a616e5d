import type { RulesCheck } from '../../../contract/affinity.ts';
import type { BasketCounts } from './basket-counts.ts';
import { findRules } from './rule-rules.ts';

/** Figures of a check; its days are the caller's. */
type Figures = Pick<RulesCheck, 'rules' | 'lifts_held' | 'predicted' | 'actual' | 'by_popularity'>;

/**
 * Rules that stood their test on earlier orders, held against later ones: of the orders with the first item, how many were expected to
 * have the second, and had it. Beside them popularity alone: as many as of all earlier orders had it. Chosen for being strong, rules
 * promise somewhat too much; by how much is what this says. Pure.
 */
export function checkRules(earlier: BasketCounts, later: BasketCounts, minSupport: number): Figures {
  const together = new Map(later.pairs.map(({ a, b, together: orders }) => [`${a} ${b}`, orders]));
  const both = (a: string, b: string) => together.get(`${a} ${b}`) ?? together.get(`${b} ${a}`) ?? 0;
  const sums = { rules: 0, lifts_held: 0, predicted: 0, actual: 0, by_popularity: 0 };
  for (const { from, to, confidence, usual, significant } of findRules(earlier, minSupport, new Map())
    .rules) {
    const [one, other] = [later.single.get(from.key), later.single.get(to.key)];
    // Not looked at later: no longer among the items in most orders.
    if (!significant || one === undefined || other === undefined) continue;
    const had = both(from.key, to.key);
    sums.rules += 1;
    sums.lifts_held += Number(had * later.baskets > one * other);
    sums.predicted += one * confidence;
    sums.actual += had;
    sums.by_popularity += one * usual;
  }
  return sums;
}
