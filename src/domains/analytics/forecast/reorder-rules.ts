import { ndtri } from '../value/models/special-functions.ts';
import type { Trial } from './backtest.ts';

/** What is asked of an order: how long it takes, how often one is placed, how sure it must last. Days; a share. */
export interface Supply {
  readonly leadDays: number;
  readonly reviewDays: number;
  readonly service: number;
}

export interface Reorder {
  /** Expected sales until the order after the next one arrives. */
  readonly demand: number;
  readonly safety: number;
  /** Stock on hand and on its way should reach this. */
  readonly order_up_to: number;
  /** To order now; null where the stock is not known. */
  readonly suggestion: number | null;
  /** Days the stock lasts at the expected sales; null where it is not known, or nothing is expected. */
  readonly cover_days: number | null;
}

/**
 * Order-up-to level: what is expected over lead time and review period, and a safety for the error of that sum. The error is
 * measured: root mean square over all windows of that length in the looks back, scaled by the root of time where they are shorter.
 */
export function reorderOf(
  means: readonly number[],
  trials: readonly Pick<Trial, 'means' | 'actual'>[],
  { stock, ...supply }: Supply & { stock: number | null },
): Reorder {
  const days = supply.leadDays + supply.reviewDays;
  const demand = sum(means.slice(0, days));
  const safety = Math.max(0, ndtri(supply.service) * errorOver(days, means, trials));
  const level = Math.ceil(demand + safety - 1e-9);
  const perDay = demand / days;
  return {
    ...{ demand, safety, order_up_to: level },
    suggestion: stock === null ? null : Math.max(0, level - Math.max(0, stock)),
    cover_days: stock === null || perDay <= 0 ? null : Math.max(0, stock) / perDay,
  };
}

function errorOver(
  days: number,
  means: readonly number[],
  trials: readonly Pick<Trial, 'means' | 'actual'>[],
): number {
  const reach = trials[0]?.actual.length ?? 0;
  // Without a look back: counts scatter by their root at least.
  if (reach === 0) return Math.sqrt(Math.max(sum(means.slice(0, days)), 1));
  const length = Math.min(days, reach);
  const squares = trials.flatMap(({ means: expected, actual }) => {
    const errors = actual.map((it, n) => it - expected[n]!);
    return Array.from(
      { length: errors.length - length + 1 },
      (_, n) => sum(errors.slice(n, n + length)) ** 2,
    );
  });
  return Math.sqrt((sum(squares) / squares.length) * (days / length));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, it) => total + it, 0);
