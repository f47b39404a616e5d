import { deltaVariance, type MeanRange, meanRange } from './delta.ts';
import type { Forecast } from './forecast-customer.ts';
import type { LearnedValue } from './learned-value.ts';

/** Sums over all customers while they are scored; some 20 bytes a customer are kept, for the bands. */
export interface Tally {
  readonly add: (customerId: number, forecast: Forecast) => void;
  readonly totals: () => ValueTotals;
  readonly ids: () => Uint32Array;
  /** Lifetime values, major units. */
  readonly values: () => Float64Array;
  /** Expected purchases. */
  readonly purchases: () => Float64Array;
}

export interface ValueTotals {
  readonly customers: number;
  /** Expected to be customers still. */
  readonly alive: number;
  /** With the 95% interval of the expectation. */
  readonly purchases: MeanRange;
  /** Major units. */
  readonly value: MeanRange;
}

export function openTally(learned: LearnedValue, atMost: number): Tally {
  const ids = new Uint32Array(atMost);
  const [values, expected] = [new Float64Array(atMost), new Float64Array(atMost)];
  let [count, alive, purchases, value] = [0, 0, 0, 0];
  const bySpending = learned.spending.letters.map(() => 0);
  const [ofPurchases, ofValue] = [learned.counts.letters.map(() => 0), learned.counts.letters.map(() => 0)];
  return {
    add(customerId, it) {
      ids[count] = customerId;
      values[count] = it.value.value;
      expected[count] = it.purchases.value;
      count += 1;
      alive += it.alive;
      purchases += it.purchases.value;
      value += it.value.value;
      addTo(ofPurchases, it.slopes.purchases, it.purchases.value);
      addTo(ofValue, it.slopes.purchases, it.value.value);
      addTo(bySpending, it.slopes.spend, it.value.value);
    },
    totals: () => ({
      ...{ customers: count, alive },
      purchases: meanRange(purchases, deltaVariance(learned.counts, ofPurchases)),
      value: meanRange(
        value,
        sumOf(deltaVariance(learned.counts, ofValue), deltaVariance(learned.spending, bySpending)),
      ),
    }),
    ids: () => ids.subarray(0, count),
    values: () => values.subarray(0, count),
    purchases: () => expected.subarray(0, count),
  };
}

function addTo(sums: number[], slopes: readonly number[], weight: number): void {
  for (const [n, slope] of slopes.entries()) sums[n]! += slope * weight;
}

/** Counts and spending are fitted apart, and taken to be independent. */
const sumOf = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b;
