import type { Measure } from '../catalog/measure.ts';
import type { FactName } from '../facts/fact.ts';

/**
 * Which answers hang on nothing but what the mark of the data is made of (ask-currencies.ts): those may be remembered.
 * Pure. Categories are products', tiers and touches persons', orders that were not paid lead group buys: not in the mark.
 */

const marked: ReadonlySet<FactName> = new Set([
  ...(['orders', 'refunds', 'spend', 'new-customers', 'buyers', 'returners', 'known-customers'] as const),
]);

/** By what orders and refunds say themselves, or by a customer's first paid order. */
const ofDocuments: ReadonlySet<string> = new Set(['channel', 'province', 'new-returning']);

const alone: ReadonlySet<FactName> = new Set(['spend', 'known-customers']);

/** Whether the mark tells of every change of a measure by a dimension. */
export function isMarked({ parts }: Measure, dimension: string | undefined): boolean {
  if (!parts.every(({ fact }) => marked.has(fact))) return false;
  if (dimension === undefined) return true;
  return ofDocuments.has(dimension) && !parts.some(({ fact }) => alone.has(fact));
}
