import type { Count } from './counts.ts';
import type { Period } from './periods.ts';
import { periodOf, type Reading, standing, valuesOf } from './reading.ts';

/** A sign of life, and the values it has of its own. */
interface Sign {
  readonly customer: number;
  readonly day: string;
  readonly values: (period: Period) => string[];
}

export function activeCustomers(reading: Reading): Count[] {
  const { dimension } = reading.asked;
  const ofCustomer = dimension !== undefined && !['channel', 'category'].includes(dimension);
  const found = new Map<string, Count>();
  for (const { customer, day, values } of signsOf(reading)) {
    const period = periodOf(reading, day);
    if (period === undefined || customer === 0) continue;
    for (const value of ofCustomer ? [standing(reading, customer, period)] : values(period))
      found.set(JSON.stringify([period.first, value, customer]), { period, value, n: 1, d: 0 });
  }
  return [...found.values()];
}

function signsOf(reading: Reading): Sign[] {
  const { dimension } = reading.asked;
  const orders = reading.past.paidOrders.map((it) => ({
    ...it,
    values: (period: Period) => valuesOf(reading, it, period),
  }));
  const events = reading.past.events.map((it) => ({
    ...it,
    values: () => [dimension === undefined ? '' : dimension === 'channel' ? it.channel : it.category],
  }));
  return [...orders, ...events];
}
