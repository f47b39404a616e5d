import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ets } from './ets.ts';
import { minimise } from './minimise.ts';
import { isIntermittent, modelsFor } from './models.ts';
import { seasonalNaive } from './seasonal-naive.ts';
import { fitSmoothing, smooth, theta } from './theta.ts';
import { smoothIntermittent, tsb } from './tsb.ts';

/** Saudi Arabia's oil, million tonnes, 1996 to 2013: Hyndman and Athanasopoulos, Forecasting: Principles and Practice (2nd ed.), 7.1. */
const oil = [
  445.36, 453.2, 454.41, 422.38, 456.04, 440.39, 425.19, 486.21, 500.43, 521.28, 508.95, 488.89, 509.87,
  456.72, 473.82, 525.95, 549.83, 542.34,
];

it('exponential smoothing gives the published level, and finds the published parameters', () => {
  expect(smooth(oil, 0.8339, 446.5868).level).toBeCloseTo(542.68, 1);
  const { alpha, before } = fitSmoothing(oil);
  expect(alpha).toBeCloseTo(0.83, 1);
  expect(before).toBeGreaterThan(442);
  expect(before).toBeLessThan(451);
  // No worse than the published optimum.
  expect(smooth(oil, alpha, before).squares).toBeLessThan(smooth(oil, 0.8339, 446.5868).squares * 1.001);
});

const series = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 60, maxLength: 90 });

/** The method as its authors wrote it: the mean of the straight line and of the smoothed line of twice the curvature. */
function slowTheta(values: readonly number[], alpha: number, before: number, h: number): number {
  const n = values.length;
  const times = values.map((_, t) => t + 1);
  const [mt, my] = [times, values].map((all) => all.reduce((sum, it) => sum + it, 0) / n) as [number, number];
  const slope =
    times.reduce((sum, t, k) => sum + (t - mt) * (values[k]! - my), 0) /
    times.reduce((sum, t) => sum + (t - mt) ** 2, 0);
  const start = my - slope * mt;
  const curved = values.map((it, k) => 2 * it - (start + slope * times[k]!));
  const { level } = smooth(curved, alpha, 2 * before - start);
  return (level + start + slope * (n + h)) / 2;
}

it('Theta is the mean of its two lines', () => {
  fc.assert(
    fc.property(series, (values) => {
      const { parameters, forecast } = theta.fit(values, 1);
      const { alpha, before } = fitSmoothing(values);
      expect(parameters.alpha).toBe(alpha);
      // Beyond sixty values the moment at which the drift begins is worth (1 - alpha)^60 of it.
      if (alpha < 0.2) return;
      for (const h of [1, 7]) expect(forecast(h).at(-1)).toBeCloseTo(slowTheta(values, alpha, before, h), 3);
    }),
    { numRuns: 30 },
  );
});

/** The model in the words of the book: forecast, error, and each state by its own equation. */
function slowEts(values: readonly number[], it: Readonly<Record<string, number>>, season: number): number {
  const mean = (part: readonly number[]) => part.reduce((sum, value) => sum + value, 0) / part.length;
  const [one, two] = [mean(values.slice(0, season)), mean(values.slice(season, 2 * season))];
  let [level, trend] = [one, 0];
  const s = Array.from({ length: season }, (_, n) => (values[n]! - one + values[season + n]! - two) / 2);
  values.forEach((value, t) => {
    const expected = level + it.phi! * trend + s[t]!;
    const error = value - expected;
    const before = { level, trend };
    level = before.level + it.phi! * before.trend + it.alpha! * error;
    trend = it.phi! * before.trend + it.alpha! * it.beta! * error;
    s.push(s[t]! + it.gamma! * (1 - it.alpha!) * error);
  });
  return level + it.phi! * trend + s[values.length]!;
}

it('ETS goes on as its equations do', () => {
  fc.assert(
    fc.property(series, (values) => {
      const { parameters, forecast } = ets.fit(values, 7);
      expect(forecast(1)[0]).toBeCloseTo(slowEts(values, parameters, 7), 8);
    }),
    { numRuns: 30 },
  );
});

it('a week that comes again without noise goes on as it is', () => {
  const week = [10, 12, 9, 14, 20, 31, 27];
  const past = Array.from({ length: 63 }, (_, t) => week[t % 7]!);
  for (const model of [seasonalNaive, theta, ets])
    for (const [h, it] of model.fit(past.slice(0, 60), 7).forecast(14).entries())
      expect(it, model.name).toBeCloseTo(week[(60 + h) % 7]!, 0);
});

it('TSB smooths the chance every day and the size at sales', () => {
  const { chance, size } = smoothIntermittent([0, 3, 0, 0, 2], { ofChance: 0.2, ofSize: 0.1 });
  expect(chance).toBeCloseTo(0.433472, 10);
  expect(size).toBeCloseTo(2.495, 10);
  // What is sold no more is forgotten.
  const gone = [...Array.from({ length: 40 }, (_, t) => (t % 3 === 0 ? 2 : 0)), ...Array<number>(60).fill(0)];
  expect(tsb.fit(gone, 7).forecast(1)[0]).toBeLessThan(0.2);
});

it('models want days enough, and TSB demand that is intermittent', () => {
  const often = Array.from({ length: 30 }, () => 3);
  expect(modelsFor(often, 7).map((it) => it.name)).toEqual(['seasonal-naive', 'theta', 'ets']);
  expect(modelsFor(often.slice(0, 13), 7).map((it) => it.name)).toEqual(['seasonal-naive']);
  const seldom = often.map((it, t) => (t % 2 === 0 ? it : 0));
  expect([isIntermittent(often), isIntermittent(seldom), isIntermittent([0])]).toEqual([false, true, true]);
  expect(modelsFor(seldom, 7).map((it) => it.name)).toContain('tsb');
});

it('the search finds the least inside bounds, and at them', () => {
  const bowl = ([x = 0, y = 0]: readonly number[]) => (x - 0.3) ** 2 + (y - 9) ** 2;
  const [x, y] = minimise(bowl, [0.9, 1], {
    bounds: [
      [0, 1],
      [0, 5],
    ],
  });
  expect(x).toBeCloseTo(0.3, 1);
  expect(y).toBe(5);
});
