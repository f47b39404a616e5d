import type { Count } from './counts.ts';
import type { Period } from './periods.ts';
import { type Reading, standing } from './reading.ts';

/** Everybody known by the end of each period, anew at every period. */
export const knownCustomers = (reading: Reading): Count[] =>
  reading.periods.flatMap((period) =>
    reading.past.customers
      .filter((customer) => reading.past.firstSeenDay(customer) <= endOf(reading, period))
      .flatMap((customer) =>
        knownAs(reading, customer, period).map((value) => ({ period, value, n: 1, d: 0 })),
      ),
  );

const endOf = ({ asked }: Reading, { last }: Period): string => (last < asked.to ? last : asked.to);

function knownAs(reading: Reading, customer: number, period: Period): string[] {
  if (reading.asked.dimension !== 'category') return [standing(reading, customer, period)];
  const paid = reading.past.paidOrders.filter(
    (it) => it.customer === customer && it.day <= endOf(reading, period),
  );
  const categories = paid.flatMap((it) => it.lines.map((line) => reading.past.category(line.productId)));
  const named = [...new Set(categories)].filter((it) => it !== '');
  return named.length === 0 ? [''] : named;
}
