import type { LearnedModel } from './learned-value.ts';

/**
 * Variance of a figure from the errors of a model's parameters, by the delta method: g' C g, of derivatives by the logarithms
 * of the parameters. Null where the errors are not known.
 */
export function deltaVariance(
  { parameters, covariance }: Pick<LearnedModel, 'parameters' | 'covariance'>,
  slopes: readonly number[],
): number | null {
  if (covariance === null) return null;
  let sum = 0;
  for (const [i, row] of covariance.entries())
    for (const [j, it] of row.entries())
      sum += (slopes[i]! * slopes[j]! * it) / (parameters[i]! * parameters[j]!);
  return Math.max(0, sum);
}

/** 95 cases of 100. */
const WIDTH = 1.96;

export interface MeanRange {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A positive figure with the 95% interval of its expectation: of what would be the mean, not of what happens. */
export function meanRange(value: number, variance: number | null): MeanRange {
  if (variance === null || !Number.isFinite(variance)) return { value, low: null, high: null };
  const by = WIDTH * Math.sqrt(variance);
  return { value, low: Math.max(0, value - by), high: value + by };
}
