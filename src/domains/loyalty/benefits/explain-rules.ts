import { priceOf } from './price-rules.ts';

/** Which prices of a product on a day a public rule explains. Pure. */

export interface SoldLine {
  readonly orderId: number;
  readonly customerId: number;
  /** Minor units for one. */
  readonly price: number;
}

export interface UnexplainedPrice {
  /** What the dearest was sold at that day: the list price, as far as lines tell. */
  readonly listMinor: number;
  readonly priceMinor: number;
  readonly orderIds: readonly number[];
  readonly customers: number;
}

/**
 * Prices below the dearest that no member price of the buyer explains. `percentsOf`: the percentages that public rules gave
 * the buyer on that day. A price for several is rounded by the piece, so that a minor unit to either side is the same.
 */
export function unexplainedPrices(
  lines: readonly SoldLine[],
  percentsOf: (customerId: number) => readonly number[],
): UnexplainedPrice[] {
  const list = Math.max(...lines.map(({ price }) => price));
  const isExplained = ({ price, customerId }: SoldLine) =>
    [100, ...percentsOf(customerId)].some((percent) => Math.abs(price - priceOf(list, percent)) <= 1);
  const rest = lines.filter((line) => !isExplained(line));
  return [...Map.groupBy(rest, ({ price }) => price)].map(([price, same]) => ({
    ...{ listMinor: list, priceMinor: price, orderIds: same.map(({ orderId }) => orderId) },
    customers: new Set(same.map(({ customerId }) => customerId)).size,
  }));
}
