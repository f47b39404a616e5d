import type { Trial } from './backtest.ts';

/** The share of periods an interval is to hold. */
export const LEVEL = 0.8;

/** How far off is usual for a mean: counts scatter by their root, and expectations are wrong by a share of themselves. */
const spreadOf = (mean: number): number => Math.sqrt(Math.max(mean, 0.25) + (0.25 * mean) ** 2);

/** Errors of looks back, each in units of what is usual for its mean; sorted. */
export const scaledErrors = (trials: readonly Pick<Trial, 'means' | 'actual'>[]): number[] =>
  trials
    .flatMap(({ means, actual }) => actual.map((it, n) => (it - means[n]!) / spreadOf(means[n]!)))
    .sort((a, b) => a - b);

/** Ends of the middle `LEVEL` of sorted errors, of those that are yet to come: with n errors at rank (n + 1) p (Vovk's conformal rule). */
function ends(errors: readonly number[]): readonly [low: number, high: number] {
  const at = (share: number) => {
    const rank =
      share < 0.5 ? Math.floor((errors.length + 1) * share) : Math.ceil((errors.length + 1) * share);
    return errors[Math.min(errors.length, Math.max(1, rank)) - 1]!;
  };
  return [at((1 - LEVEL) / 2), at((1 + LEVEL) / 2)];
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Around each mean, from errors made before; without any the interval is the mean. Nothing less than nothing is sold. */
export function intervalsOf(means: readonly number[], errors: readonly number[]): Interval[] {
  const [low, high] = errors.length === 0 ? [0, 0] : ends(errors);
  return means.map((mean) => ({
    low: Math.max(0, Math.min(mean, mean + low * spreadOf(mean))),
    high: Math.max(mean, mean + high * spreadOf(mean)),
  }));
}

/** The share of periods that intervals made of the other looks back would have held; null below three looks. */
export function coverageOf(trials: readonly Trial[]): number | null {
  if (trials.length < 3) return null;
  let [held, all] = [0, 0];
  trials.forEach((trial, n) => {
    const errors = scaledErrors(trials.filter((_, m) => m !== n));
    intervalsOf(trial.means, errors).forEach(({ low, high }, at) => {
      const sold = trial.actual[at]!;
      all += 1;
      if (sold >= low - 1e-9 && sold <= high + 1e-9) held += 1;
    });
  });
  return held / all;
}
