import type { Period } from './periods.ts';
import { type Reading, valuesOf } from './reading.ts';
import { ordersOf } from './sales.ts';

export interface Buyer {
  readonly period: Period;
  readonly value: string;
  readonly customer: number;
  readonly orders: number;
}

/** Known customers who bought, once a period and value of the dimension, with the number of their orders. */
export function buyersOf(reading: Reading): Buyer[] {
  const found = new Map<string, Buyer>();
  for (const { order, period } of ordersOf(reading)) {
    if (order.customer === 0) continue;
    for (const value of valuesOf(reading, order, period)) {
      const key = JSON.stringify([period.first, value, order.customer]);
      const before = found.get(key)?.orders ?? 0;
      found.set(key, { period, value, customer: order.customer, orders: before + 1 });
    }
  }
  return [...found.values()];
}
