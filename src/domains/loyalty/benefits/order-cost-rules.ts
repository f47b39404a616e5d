import { bestPrice, type PriceRule, priceOf } from './price-rules.ts';

/** What benefits of a tier cost in an order, minor units. Pure. */

export interface PricedLine {
  /** What it is sold at to everybody; null: not known, so that nothing can be said. */
  readonly listMinor: number | null;
  /** From the root down. */
  readonly category: readonly string[];
  readonly quantity: number;
  /** Paid for the line, before what the order took off by name. */
  readonly amountMinor: number;
}

/**
 * What a rule took off the list price, over all lines that were sold at its price for one: at another price it was a sale, a mistake,
 * or the list price itself. By the piece a minor unit to either side is the same, as in the audit of prices.
 */
export function takenOff<R extends PriceRule>(
  lines: readonly PricedLine[],
  rules: readonly R[],
): Map<R, number> {
  const taken = new Map<R, number>();
  for (const { listMinor, category, quantity, amountMinor } of lines) {
    const rule = bestPrice(rules, category);
    if (rule === undefined || listMinor === null || quantity <= 0 || amountMinor <= 0) continue;
    const each = Math.floor(amountMinor / quantity);
    const off = listMinor * quantity - amountMinor;
    if (off > 0 && Math.abs(each - priceOf(listMinor, rule.percent)) <= 1)
      taken.set(rule, (taken.get(rule) ?? 0) + off);
  }
  return taken;
}

/** Points that a percentage brought beyond the plain rate, of so many that stand. */
export const pointsBeyond = (points: number, percent: number): number =>
  percent <= 100 ? 0 : points - Math.floor((points * 100) / percent);

/** What of a cost stands when part of what was paid was given back: in proportion, rounded down. */
export const costThatStands = (cost: number, paidMinor: number, refundedMinor: number): number =>
  paidMinor <= 0
    ? 0
    : Number((BigInt(cost) * BigInt(Math.max(0, paidMinor - refundedMinor))) / BigInt(paidMinor));
