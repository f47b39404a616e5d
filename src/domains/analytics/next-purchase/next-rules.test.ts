import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Habits } from '../churn/habits.ts';
import { randomFrom } from '../testing/random-customers.ts';
import { forecastNext } from './forecast-next.ts';
import { learnGaps, logLonger, longerThan, rhythmOf } from './gap-rules.ts';
import { learnSteps } from './learn-steps.ts';
import { recencyTable } from './recency-table.ts';
import { type CategoryDays, judgeTaste, likelyOf, sharesOf } from './taste-rules.ts';

const habitsOf = (gaps: readonly number[], recency: number, nextDays: number | null): Habits => {
  const lastDays = gaps.reduce((sum, it) => sum + it, 0);
  const sum = (of: (gap: number) => number) => gaps.reduce((all, it) => all + of(it), 0);
  return {
    ...{ customerId: 1, repeats: gaps.length, lastDays, knownDays: lastDays + recency, nextDays },
    ...{ gapLogs: sum(Math.log), gapSquares: sum((it) => Math.log(it) ** 2) },
    ...{
      bought30: 0,
      bought90: 1,
      seen30: 0,
      seen90: 0,
      spentMinor: 1000,
      yearMinor: 1000,
      seenLater: false,
    },
  };
};

const habits = fc
  .record({
    gaps: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 12 }),
    recency: fc.nat(400),
    next: fc.option(fc.integer({ min: 1, max: 90 })),
  })
  .map((it) => habitsOf(it.gaps, it.recency, it.next));

describe('rhythms', () => {
  it('are found as they were drawn: mean, spread within and between customers', () => {
    const random = randomFrom(8);
    const normal = () => Math.sqrt(-2 * Math.log(random.unit())) * Math.cos(2 * Math.PI * random.unit());
    const all = Array.from({ length: 3000 }, () => {
      const own = 3.2 + 0.7 * normal();
      return habitsOf(
        Array.from({ length: 1 + Math.floor(random.unit() * 6) }, () => Math.exp(own + 0.4 * normal())),
        5,
        null,
      );
    });
    const found = learnGaps(all);
    expect(found.mean).toBeCloseTo(3.2, 1);
    expect(Math.sqrt(found.within)).toBeCloseTo(0.4, 1);
    expect(Math.sqrt(found.between)).toBeCloseTo(0.7, 1);
  });

  it('are drawn to the shop, less the more is known; days and chances are each other turned round', () => {
    const gaps = { mean: Math.log(30), within: 0.25, between: 0.5 };
    const median = (count: number) => rhythmOf(habitsOf(Array(count).fill(10), 0, null), gaps).median;
    const medians = [0, 1, 2, 5, 20].map(median);
    expect(medians[0]).toBeCloseTo(30, 9);
    expect(medians).toEqual(medians.toSorted((a, b) => b - a));
    expect(medians[4]).toBeCloseTo(10, 0);
    fc.assert(
      fc.property(habits, fc.double({ min: 0.5, max: 400, noNaN: true }), (it, days) => {
        const rhythm = rhythmOf(it, gaps);
        expect(longerThan(rhythm, logLonger(rhythm, days)) / days).toBeCloseTo(1, 6);
      }),
    );
  });
});

it('chances grow with the days and lie in their intervals, and days lie in theirs and within the window', async () => {
  const windows = fc.constantFrom(7, 13, 14, 31, 90);
  await fc.assert(
    fc.asyncProperty(
      fc.array(habits, { minLength: 1, maxLength: 30 }),
      windows,
      habits,
      async (all, window, one) => {
        const model = await learnSteps([{ day: '2025-01-01', knownDays: window, habits: all }], window);
        const { soon, month, within, days, steps } = forecastNext(model, one);
        expect(soon.value).toBeLessThanOrEqual(month.value + 1e-12);
        if (window >= 30) expect(month.value).toBeLessThanOrEqual(within + 1e-12);
        for (const { value, low, high } of [soon, month]) {
          expect(value).toBeGreaterThanOrEqual(low! - 1e-12);
          expect(value).toBeLessThanOrEqual(high! + 1e-12);
          expect(high! <= 1 && low! >= 0).toBe(true);
        }
        expect(steps.reduce((sum, it) => sum + it, 0)).toBeCloseTo(within, 9);
        expect(days.low >= 1 && days.low <= days.value && days.value <= days.high).toBe(true);
        expect(days.high).toBeLessThanOrEqual(window);
      },
    ),
    { numRuns: 60 },
  );
});

it('the plain rule tells everybody the share of those who were away as long', () => {
  const look = (recency: number, next: number | null) => habitsOf([], recency, next);
  const all = [
    ...Array.from({ length: 100 }, () => look(3, 2)),
    ...Array.from({ length: 100 }, () => look(50, null)),
  ];
  const share = recencyTable([{ day: '2025-01-01', knownDays: 30, habits: all }], 7);
  expect(share(2)).toBeGreaterThan(0.94);
  expect(share(50)).toBeLessThan(0.06);
  expect(share(500)).toBe(share(50));
  expect(recencyTable([], 7)(3)).toBe(0.5);
});

describe('taste', () => {
  const plan = { halfLife: 90, pull: 2 };

  it('by hand: one own purchase of rice beside two of the shop, where tea is three of four', async () => {
    const past: CategoryDays[] = [
      { categories: ['tea', 'tea', 'tea'], days: [-3, -2, 0] },
      { categories: ['rice', 'tea'], days: [0, 5] },
    ];
    const shares = sharesOf(past);
    expect(shares).toEqual([
      { category: 'tea', share: 0.75 },
      { category: 'rice', share: 0.25 },
    ]);
    expect(likelyOf(past[1]!, { ...plan, shares })).toEqual([
      { category: 'tea', share: 0.5, own: 0 },
      { category: 'rice', share: 0.5, own: 1 },
    ]);
    expect(await judgeTaste(past, { ...plan, shares }, 7)).toMatchObject({ customers: 1, first_hit: 1 });
    expect(await judgeTaste(past, { ...plan, shares }, 4)).toBeNull();
  });

  it('shares are of one, and one purchase more of a category never lowers it', () => {
    const day = fc.integer({ min: -400, max: 0 });
    const past = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), day), { minLength: 1, maxLength: 10 });
    const of = (rows: [string, number][]): CategoryDays => ({
      categories: rows.map(([category]) => category),
      days: rows.map(([, at]) => at),
    });
    fc.assert(
      fc.property(past, past, day, (mine, others, at) => {
        const shares = sharesOf([of(mine), of(others), of([['a', 0]])]);
        const taste = { ...plan, shares };
        const shareOf = (rows: [string, number][]) =>
          likelyOf(of(rows), taste).find((it) => it.category === 'a')!.share;
        expect(likelyOf(of(mine), taste).reduce((sum, it) => sum + it.share, 0)).toBeCloseTo(1, 9);
        expect(shareOf([...mine, ['a', at]])).toBeGreaterThanOrEqual(shareOf(mine) - 1e-12);
      }),
    );
  });
});
