import { buyersOf } from './buyers.ts';
import type { Count } from './counts.ts';
import { attribute, type Reading, valuesOf } from './reading.ts';
import { ordersOf } from './sales.ts';

export function recommendation(reading: Reading): Count[] {
  const brought = new Map<string, Count>();
  for (const { order, period } of ordersOf(reading))
    for (const leader of reading.past.leadersOf(order)) {
      const own = attribute(reading, leader, period);
      for (const value of own === undefined ? valuesOf(reading, order, period) : [own])
        brought.set(JSON.stringify([period.first, value, leader]), { period, value, n: 1, d: 0 });
    }
  return [...brought.values(), ...buyersOf(reading).map((it) => ({ ...it, n: 0, d: 1 }))];
}
