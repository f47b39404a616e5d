import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctForMany, fisherAtLeast } from './fisher-test.ts';
import { type Counts, expectedOf, liftInterval, liftOf, shrunkLift } from './pair-rules.ts';

/** Counts that can be: both within one and other, neither below nothing. */
const counts = fc
  .tuple(fc.nat(30), fc.nat(30), fc.nat(30), fc.nat(30))
  .filter(([both, one, other]) => both + one > 0 && both + other > 0)
  .map(
    ([both, one, other, neither]): Counts => ({
      ...{ both, one: both + one, other: both + other, all: both + one + other + neither },
    }),
  );

/** Ways to choose k of n, exactly. */
function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let ways = 1n;
  for (let at = 1; at <= k; at++) ways = (ways * BigInt(n - at + 1)) / BigInt(at);
  return ways;
}

/** The tail in whole numbers. */
function slowFisher({ all, one, other, both }: Counts): number {
  let ways = 0n;
  for (let k = both; k <= Math.min(one, other); k++) ways += choose(one, k) * choose(all - one, other - k);
  return Number((ways * 10n ** 18n) / choose(all, other)) / 1e18;
}

describe('Fisher’s test', () => {
  it('is the sum of whole numbers it stands for', () => {
    fc.assert(
      fc.property(counts, (it) => {
        expect(fisherAtLeast(it)).toBeCloseTo(slowFisher(it), 9);
      }),
    );
  });

  it('meets the tea-taster’s table: 4 cups of 4 by chance once in 70, 3 or more in 17 of 70', () => {
    expect(fisherAtLeast({ all: 8, one: 4, other: 4, both: 4 })).toBeCloseTo(1 / 70, 12);
    expect(fisherAtLeast({ all: 8, one: 4, other: 4, both: 3 })).toBeCloseTo(17 / 70, 12);
  });

  it('stays a chance where counts are large', () => {
    const far = fisherAtLeast({ all: 5_000_000, one: 400_000, other: 300_000, both: 60_000 });
    expect(far).toBe(0);
    const even = fisherAtLeast({ all: 5_000_000, one: 400_000, other: 300_000, both: 24_000 });
    expect(even).toBeGreaterThan(0.49);
    expect(even).toBeLessThan(0.52);
  });
});

describe('correcting for many tests', () => {
  it('is the rule of Benjamini and Hochberg: the same are rejected at every level', () => {
    const values = fc.array(
      fc.integer({ min: 0, max: 1000 }).map((it) => it / 1000),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(values, fc.nat(20), fc.integer({ min: 1, max: 99 }), (pValues, more, percent) => {
        const tested = pValues.length + more;
        const level = percent / 100;
        const q = correctForMany(pValues, tested);
        const sorted = [...pValues].sort((a, b) => a - b);
        // The published procedure: the greatest k whose k-th smallest p-value is within k / tested of the level.
        const last = sorted.findLastIndex((p, n) => p * tested <= (n + 1) * level * (1 + 1e-12));
        const rejected = last < 0 ? 0 : pValues.filter((p) => p <= sorted[last]!).length;
        const most = level * (1 + 1e-9);

        expect(q.filter((it) => it <= most).length).toBe(rejected);
      }),
    );
  });
});

describe('the interval of a lift', () => {
  it('has the width that draws of orders show', () => {
    const [all, p] = [4000, { both: 0.02, one: 0.05, other: 0.08 }];
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const logs = Array.from({ length: 400 }, () => {
      const drawn = { both: 0, one: 0, other: 0, all };
      for (let n = 0; n < all; n++) {
        const at = random();
        const kind = at < 0.02 ? 'both' : at < 0.05 ? 'one' : at < 0.11 ? 'other' : 'none';
        if (kind === 'both') drawn.both++;
        if (kind === 'both' || kind === 'one') drawn.one++;
        if (kind === 'both' || kind === 'other') drawn.other++;
      }
      return Math.log(liftOf(drawn));
    });
    const mean = logs.reduce((sum, it) => sum + it, 0) / logs.length;
    const spread = Math.sqrt(logs.reduce((sum, it) => sum + (it - mean) ** 2, 0) / (logs.length - 1));
    const told = { all, both: p.both * all, one: p.one * all, other: p.other * all };
    const [low, high] = liftInterval(told);
    // 400 draws tell a spread to 3.5 percent; four of those.
    expect(Math.abs(Math.log(high / low) / 2 / 1.959964 / spread - 1)).toBeLessThan(0.14);
  });

  it('lies around the lift, and shrinking draws to 1 and never past it', () => {
    fc.assert(
      fc.property(
        counts.filter((it) => it.both > 0),
        (it) => {
          const [low, high] = liftInterval(it);
          expect(low).toBeLessThanOrEqual(liftOf(it));
          expect(high).toBeGreaterThanOrEqual(liftOf(it));
          // Nothing beyond chance is 1 but for the last digit.
          if (Math.abs(it.both - expectedOf(it)) > 1e-9)
            expect(Math.sign(shrunkLift(it) - 1)).toBe(Math.sign(it.both - expectedOf(it)));
          expect(Math.abs(Math.log(shrunkLift(it)))).toBeLessThanOrEqual(
            Math.abs(Math.log(liftOf(it))) + 1e-12,
          );
        },
      ),
    );
  });
});
