import type { PointsCap } from '../../ledgers/index.ts';
import type { RulesVersion } from './rules-store.ts';

/** What the budget of a version is called in the ledger. */
export const budgetName = (version: number): string => `points:budget:${version}`;

/**
 * The bounds of what is granted: a customer's points by a deed on a shop day, and the budget of the version. They count
 * what was granted; taking points back frees nothing, or a cap could be earned over and over by orders that are returned.
 */
export function capsOf(
  { version, rules }: RulesVersion,
  { deed, day, most }: { readonly deed: string; readonly day: string; readonly most: number | null },
): PointsCap[] {
  const budget = { name: budgetName(version), most: rules.budget ?? 0, whole: true };
  const daily = { name: `points:${deed}:${day}`, most: most ?? 0, whole: false };
  return [...(rules.budget === null ? [] : [budget]), ...(most === null ? [] : [daily])];
}
