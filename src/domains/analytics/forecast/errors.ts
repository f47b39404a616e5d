import type { Trial } from './backtest.ts';

/** How far a model was off on days it had not seen. Null where nothing is divided. */
export interface Errors {
  /** Sum of absolute errors / sum of what was sold. */
  readonly wape: number | null;
  /** Mean absolute error in units of the naive rule's own within the days seen; below 1 is better than it. */
  readonly mase: number | null;
  /** Sum of expected / sum of sold - 1. */
  readonly bias: number | null;
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, it) => sum + it, 0);

const offBy = ({ means, actual }: Trial): number[] => actual.map((it, n) => Math.abs(it - means[n]!));

export function errorsOf(trials: readonly Trial[]): Errors {
  const sold = total(trials.flatMap((it) => it.actual));
  const off = total(trials.flatMap(offBy));
  const scaled = trials
    .filter((it) => it.scale > 0)
    .map((it) => total(offBy(it)) / it.actual.length / it.scale);
  const expected = total(trials.flatMap((it) => it.means));
  return {
    wape: sold === 0 ? null : off / sold,
    mase: scaled.length === 0 ? null : total(scaled) / scaled.length,
    bias: sold === 0 ? null : expected / sold - 1,
  };
}

/**
 * By which models are chosen; it is there also where nothing was sold. The mean absolute error; of intermittent demand the mean
 * squared one, because there the least absolute error is that of expecting nothing at all.
 */
export function lossOf(trials: readonly Trial[], isIntermittent: boolean): number {
  const off = trials.flatMap(offBy).map((it) => (isIntermittent ? it * it : it));
  return off.length === 0 ? Number.POSITIVE_INFINITY : total(off) / off.length;
}
