import { describe, expect, it } from 'vitest';
import { addDays } from '../metrics/days.ts';
import { backtest, originsOf, type Trial } from './backtest.ts';
import { effectsOf } from './effects.ts';
import { errorsOf, lossOf } from './errors.ts';
import { forecastSubject } from './forecast-series.ts';
import { coverageOf, intervalsOf, scaledErrors } from './intervals.ts';
import { flagsBetween } from './occasion-flags.ts';
import { reorderOf } from './reorder-rules.ts';
import { filled, gapsOf } from './stock-outs.ts';

/** Numbers that look like chance and are the same every time (Marsaglia's xorshift). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Knuth's draw of a Poisson number. */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let [count, product] = [0, random()];
  while (product > limit) {
    count += 1;
    product *= random();
  }
  return count;
}

const WEEK = [0.8, 0.8, 0.9, 0.9, 1.1, 1.3, 1.2];
const EFFECT: Readonly<Record<string, number>> = {
  '1111': 5,
  618: 4,
  'spring-festival': 0.3,
  'national-day': 1.4,
};
const FROM = '2024-01-01';
const flagAt = flagsBetween(FROM, '2026-12-31', new Set());
const flagsOver = (days: number) => Array.from({ length: days }, (_, n) => flagAt.get(addDays(FROM, n)));
const truthAt = (rate: number, n: number) => {
  const flag = flagAt.get(addDays(FROM, n));
  return rate * WEEK[n % 7]! * (flag === undefined ? 1 : (EFFECT[flag] ?? 1));
};
/** What a product with such a rate sells in so many days from 2024-01-01, a Monday. */
function sales(rate: number, days: number, seed: number): number[] {
  const random = chance(seed);
  return Array.from({ length: days }, (_, n) => poisson(truthAt(rate, n), random));
}

describe('a made-up shop whose truth is known', () => {
  // Up to 2025-10-31: the next Double 11 lies in the four weeks to come.
  const days = 670;
  const horizon = 28;
  const flags = flagsOver(days + horizon);

  it('the model chosen beats the naive rule, knows the Double 11 to come, and its interval holds what it says', () => {
    let [held, all] = [0, 0];
    const coverages: number[] = [];
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const sold = sales(12, days, seed * 7919);
      const outlook = forecastSubject({ days: sold, flags }, { grain: 'day', horizon })!;
      const wape = (name: string) => outlook.tried.find((it) => it.model === name)!.wape!;
      expect(outlook.model).not.toBe('seasonal-naive');
      expect(wape(outlook.model)).toBeLessThan(wape('seasonal-naive'));
      const eleventh = Array.from({ length: horizon }, (_, n) => n).find((n) => flags[days + n] === '1111')!;
      expect(outlook.means[eleventh]! / truthAt(12, days + eleventh)).toBeGreaterThan(0.6);
      expect(outlook.means[eleventh]! / truthAt(12, days + eleventh)).toBeLessThan(1.5);
      coverages.push(outlook.tried.find((it) => it.model === outlook.model)!.coverage!);
      const random = chance(seed + 99);
      outlook.intervals.forEach(({ low, high }, n) => {
        const real = poisson(truthAt(12, days + n), random);
        all += 1;
        if (real >= low && real <= high) held += 1;
      });
    }
    // 168 days of 0.8: chance alone leaves 0.03.
    expect(held / all).toBeGreaterThan(0.7);
    expect(held / all).toBeLessThan(0.92);
    for (const it of coverages) expect(Math.abs(it - 0.8)).toBeLessThan(0.12);
  });

  it('weeks are those of days together, and multiply by the flags within them', () => {
    const sold = sales(12, 672, 5);
    const { history, means } = forecastSubject(
      { days: sold, flags: flagsOver(672 + 21) },
      { grain: 'week', horizon: 3 },
    )!;
    expect(history).toHaveLength(96);
    expect(history[95]).toBe(sold.slice(665).reduce((sum, it) => sum + it, 0));
    // 2025-11-10 begins the week of Double 11: four more days' worth.
    expect(means[1]! / means[0]!).toBeGreaterThan(1.25);
  });

  it('effects are found, and those of a slow product lean on everything', () => {
    const everything = effectsOf(sales(100, days, 3), flags.slice(0, days));
    expect(everything.get('1111')!.factor).toBeCloseTo(5, 0);
    expect(everything.get('618')!.factor).toBeCloseTo(4, 0);
    expect(everything.get('spring-festival')!.factor).toBeCloseTo(0.3, 1);
    const slow = sales(0.1, days, 11);
    expect(effectsOf(slow, flags.slice(0, days), everything).get('1111')!.factor).toBeGreaterThan(3);
    expect(effectsOf(slow, flags.slice(0, days)).get('1111')!.factor).toBeLessThan(3);
  });

  // 1.75 a week.
  it('of what is sold seldom it expects what is sold, not the nothing of most days', () => {
    for (const seed of [1, 2, 3, 4]) {
      const { means, model } = forecastSubject(
        { days: sales(0.25, days, seed * 31), flags },
        { grain: 'day', horizon: 7 },
      )!;
      expect(model).not.toBe('seasonal-naive');
      expect(means.reduce((sum, it) => sum + it, 0)).toBeGreaterThan(0.5);
      expect(means.reduce((sum, it) => sum + it, 0)).toBeLessThan(4);
    }
  });

  it('nothing behind an origin is known at it', () => {
    const sold = sales(12, 200, 9);
    const ahead = { horizon: 14, whole: () => undefined };
    const flagged = flagsOver(214);
    const before = backtest({ days: sold, flags: flagged, grain: 'day' }, ahead);
    const changed = sold.map((it, n) => (n >= 186 ? it + 1000 : it));
    const after = backtest({ days: changed, flags: flagged, grain: 'day' }, ahead);
    for (const [model, { trials }] of before)
      expect(
        after.get(model)!.trials.map((it) => it.means),
        model.name,
      ).toEqual(trials.map((it) => it.means));
  });

  it('a product of a few days leans on its category, with low confidence', () => {
    const family = { days: sales(100, days, 21), members: 10 };
    const of = (sold: number[]) =>
      forecastSubject(
        { days: [...Array<number>(days - sold.length).fill(0), ...sold], flags, family },
        { grain: 'day', horizon: 7 },
      )!;
    const young = of([2]);
    expect(young).toMatchObject({ model: 'category-share', confidence: 'low', days: 1 });
    // One day of 2 and a category that sells some ten each: nearer to the latter.
    expect(young.means[0]).toBeGreaterThan(5);
    const older = of(Array<number>(20).fill(2));
    expect(older.means[0]).toBeLessThan(young.means[0]!);
    expect(of(Array<number>(60).fill(2)).model).not.toBe('category-share');
    expect(forecastSubject({ days: [0, 0], flags: [] }, { grain: 'day', horizon: 7 })).toBeUndefined();
  });
});

describe('rules', () => {
  const trial = (means: number[], actual: number[], scale = 2): Trial => ({
    origin: 0,
    means,
    actual,
    scale,
  });

  it('WAPE, MASE and bias are their definitions', () => {
    const trials = [trial([10, 10], [8, 12]), trial([4, 4], [4, 10], 3)];
    expect(errorsOf(trials)).toEqual({ wape: 10 / 34, mase: (4 / 2 / 2 + 6 / 2 / 3) / 2, bias: 28 / 34 - 1 });
    expect(lossOf(trials, false)).toBe(2.5);
    expect(lossOf(trials, true)).toBe((4 + 4 + 36) / 4);
    expect(errorsOf([trial([1], [0], 0)])).toEqual({ wape: null, mase: null, bias: null });
  });

  it('looks back end where the days end, begin behind two seasons, and none is made of too few', () => {
    expect(originsOf(200, 7, 28)).toEqual({ origins: [172, 158, 144, 130, 116, 102], reach: 28 });
    expect(originsOf(30, 7, 28)).toEqual({ origins: [23, 16], reach: 7 });
    expect(originsOf(15, 7, 28).origins).toEqual([]);
  });

  it('an interval holds the middle of errors made, never less than nothing; its coverage is measured on others', () => {
    const trials = Array.from({ length: 6 }, (_, k) =>
      trial(
        Array<number>(20).fill(10),
        Array.from({ length: 20 }, (_, n) => (n + k) % 20),
      ),
    );
    // Errors of -10 to 9, as many of each: the ranks of 80 % are -9 and 8.
    expect(coverageOf(trials)).toBeCloseTo(0.9, 5);
    expect(coverageOf(trials.slice(0, 2))).toBeNull();
    const [wide] = intervalsOf([0.5], scaledErrors([trial([10, 10, 10], [0, 0, 40])]));
    expect(wide!.low).toBe(0);
    expect(intervalsOf([3], [])).toEqual([{ low: 3, high: 3 }]);
  });

  it('occasions lie where the calendar has them; the day itself wins over the days before another', () => {
    const days = flagsBetween('2023-12-01', '2024-12-31', new Set(['2024-03-05', '2024-11-11']));
    expect([
      days.get('2024-02-05'),
      days.get('2024-02-06'),
      days.get('2024-02-17'),
      days.get('2024-02-18'),
    ]).toEqual(['spring-festival-before', 'spring-festival', 'spring-festival', undefined]);
    expect([days.get('2024-11-10'), days.get('2024-11-11'), days.get('2024-11-20')]).toEqual([
      '1111-before',
      '1111',
      '1111-after',
    ]);
    // New year of the lunar calendar (Hong Kong Observatory).
    for (const newYear of ['2023-01-22', '2025-01-29', '2026-02-17', '2027-02-06', '2033-01-31']) {
      const lunar = flagsBetween(addDays(newYear, -30), addDays(newYear, 30), new Set());
      expect(
        [-5, -4, 0, 7, 8].map((by) => lunar.get(addDays(newYear, by))),
        newYear,
      ).toEqual([
        'spring-festival-before',
        ...['spring-festival', 'spring-festival', 'spring-festival'],
        undefined,
      ]);
    }
    expect([days.get('2024-03-05'), days.get('2024-10-07'), days.get('2024-10-08')]).toEqual([
      'campaign',
      'national-day',
      undefined,
    ]);
  });

  it('days without a sale that chance does not explain are gaps once it is sold again', () => {
    const often = Array<number>(40).fill(3);
    const sold = [...often, 0, 0, 0, 0, 0, ...often];
    expect(gapsOf(sold, [])).toEqual([{ from: 40, to: 44 }]);
    expect(filled(sold, gapsOf(sold, [])).every((it) => it === 3)).toBe(true);
    expect(gapsOf([...often, 0, 0, 0, 0, 0], []), 'not sold again').toEqual([]);
    expect(gapsOf([...often, 0, 0, 0, ...often], []), 'three days').toEqual([]);
    const festival = sold.map((_, n) => (n >= 40 && n < 45 ? 'spring-festival' : undefined));
    expect(gapsOf(sold, festival), 'nobody buys then').toEqual([]);
    const seldom = Array.from({ length: 80 }, (_, n) => (n % 6 === 0 ? 1 : 0));
    expect(gapsOf(seldom, []), 'seldom sold').toEqual([]);
  });

  it('an order reaches what is expected, and for chance as much as its errors were wide', () => {
    const supply = { leadDays: 7, reviewDays: 7, service: 0.95 };
    const means = Array<number>(28).fill(2);
    const exact = [trial(means, means)];
    expect(reorderOf(means, exact, { ...supply, stock: 5 })).toEqual({
      ...{ demand: 28, safety: 0, order_up_to: 28, suggestion: 23, cover_days: 2.5 },
    });
    expect(reorderOf(means, exact, { ...supply, stock: null })).toMatchObject({
      suggestion: null,
      cover_days: null,
    });
    expect(reorderOf(means, exact, { ...supply, stock: 90 }).suggestion).toBe(0);
    const random = chance(42);
    const trials = Array.from({ length: 2000 }, () =>
      trial(
        means,
        means.map((it) => it + (random() - 0.5) * Math.sqrt(12)),
      ),
    );
    // Errors of one unit a day, independent: a sum of 14 is off by the root of 14.
    expect(reorderOf(means, trials, { ...supply, stock: 0 }).safety).toBeCloseTo(1.645 * Math.sqrt(14), 0);
    const short = trials.map((it) => trial(it.means.slice(0, 7), it.actual.slice(0, 7)));
    expect(reorderOf(means, short, { ...supply, stock: 0 }).safety).toBeCloseTo(1.645 * Math.sqrt(14), 0);
  });
});
