import { minimise } from './minimise.ts';
import type { Model, Series } from './model.ts';

/** Simple exponential smoothing: the level behind the last value, and the sum of squared one-step errors. */
export function smooth(series: Series, alpha: number, before: number): { level: number; squares: number } {
  let [level, squares] = [before, 0];
  for (const value of series) {
    const error = value - level;
    level += alpha * error;
    squares += error * error;
  }
  return { level, squares };
}

/** The smoothing and the level before the first value with the least squared errors. */
export function fitSmoothing(series: Series): { alpha: number; before: number } {
  const [low, high] = [Math.min(...series), Math.max(...series)];
  const early = series.slice(0, 10);
  const mean = early.reduce((sum, it) => sum + it, 0) / early.length;
  const loss = ([alpha = 0, before = 0]: readonly number[]) => smooth(series, alpha, before).squares;
  const [alpha = 0, before = 0] = minimise(loss, [0.2, mean], {
    bounds: [
      [0.01, 0.99],
      [low, high],
    ],
  });
  return { alpha, before };
}

/**
 * The Theta method (Assimakopoulos and Nikolopoulos 2000) in the form of Hyndman and Billah 2003: exponential smoothing of the
 * series without its season, with a drift of half the slope of its straight line. Winner of the M3 competition.
 */
export const theta: Model = {
  name: 'theta',
  least: (season) => Math.max(6, 2 * season),
  fit: (series, season) => {
    const seasonal = seasonOf(series, season);
    const plain = series.map((it, t) => it - seasonal[t % season]!);
    const { alpha, before } = fitSmoothing(plain);
    const { level } = smooth(plain, alpha, before);
    const drift = slopeOf(plain) / 2;
    const reached = (1 - (1 - alpha) ** plain.length) / alpha;
    return {
      parameters: { alpha, drift },
      forecast: (horizon) =>
        Array.from(
          { length: horizon },
          (_, h) => level + drift * (h + reached) + seasonal[(series.length + h) % season]!,
        ),
    };
  },
};

/** Mean distance from the mean by place in the season, over whole seasons from the end. */
function seasonOf(series: Series, season: number): number[] {
  if (season === 1) return [0];
  const from = series.length % season;
  const whole = series.slice(from);
  const mean = whole.reduce((sum, it) => sum + it, 0) / whole.length;
  const sums = Array.from({ length: season }, () => 0);
  whole.forEach((it, n) => {
    sums[(from + n) % season]! += it - mean;
  });
  return sums.map((it) => (it * season) / whole.length);
}

/** Of the straight line of least squares through the series. */
function slopeOf(series: Series): number {
  const middle = (series.length - 1) / 2;
  const mean = series.reduce((sum, it) => sum + it, 0) / series.length;
  const upper = series.reduce((sum, it, t) => sum + (t - middle) * (it - mean), 0);
  const lower = series.reduce((sum, _, t) => sum + (t - middle) ** 2, 0);
  return lower === 0 ? 0 : upper / lower;
}
