import { inverse, Matrix, solve } from 'ml-matrix';
import { givingWay } from '../../../platform/give-way.ts';

/** Rows of features, row by row in one array, and whether what is asked about came of each (1) or did not. */
export interface Examples {
  readonly width: number;
  readonly values: Float64Array;
  readonly outcomes: Uint8Array;
}

/** A logistic regression on standardised features; `weights[0]` is the intercept. */
export interface Logistic {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly weights: readonly number[];
  /** Of the weights; null where the information cannot be inverted. */
  readonly covariance: readonly (readonly number[])[] | null;
  readonly converged: boolean;
}

/**
 * Variance of a weight before anything is seen: features are in standard deviations, and one of them alone hardly makes odds
 * seven times as large. Where data are few, weights stay near 0 and the risk near the shop's mean.
 */
const PRIOR_VARIANCE = 1;

/** Weight of the belief that it comes as often as not: two customers' worth. Without it what never came is a risk of exactly 0. */
const PRIOR_CUSTOMERS = 2;

const MOST_STEPS = 50;
const NEAR = 1e-9;

/** Gives way. Penalised maximum likelihood by Newton's method (Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 4.4). */
export async function fitLogistic(examples: Examples): Promise<Logistic> {
  const { means, deviations } = standardsOf(examples);
  const it = { ...examples, means, deviations };
  let weights = Array.from({ length: examples.width + 1 }, () => 0);
  let converged = false;
  for (let step = 0; step < MOST_STEPS && !converged; step += 1) {
    const { gradient, information } = await slopeAt(it, weights);
    const by = solve(information, Matrix.columnVector(gradient)).to1DArray();
    weights = weights.map((weight, n) => weight + by[n]!);
    converged = by.every((change) => Math.abs(change) < NEAR);
  }
  const { information } = await slopeAt(it, weights);
  return { means, deviations, weights, converged, covariance: inverted(information) };
}

function inverted(information: Matrix): number[][] | null {
  try {
    return inverse(information).to2DArray();
  } catch {
    return null;
  }
}

/** Of a feature that is the same for all the deviation is 0: it says nothing, and gets no weight. */
function standardsOf({ width, values, outcomes }: Examples): Pick<Logistic, 'means' | 'deviations'> {
  const count = Math.max(1, outcomes.length);
  const means = Array.from({ length: width }, () => 0);
  const squares = Array.from({ length: width }, () => 0);
  for (let n = 0; n < values.length; n += 1) means[n % width]! += values[n]! / count;
  for (let n = 0; n < values.length; n += 1)
    squares[n % width]! += (values[n]! - means[n % width]!) ** 2 / count;
  return { means, deviations: squares.map((it) => (it < 1e-12 ? 0 : Math.sqrt(it))) };
}

type Scaled = Examples & Pick<Logistic, 'means' | 'deviations'>;

/** Gradient and information of the penalised log-likelihood. */
async function slopeAt(
  it: Scaled,
  weights: readonly number[],
): Promise<{ gradient: number[]; information: Matrix }> {
  const size = it.width + 1;
  const gradient = weights.map((weight, n) => (n === 0 ? 0 : -weight / PRIOR_VARIANCE));
  const information = Matrix.diag(weights.map((_, n) => (n === 0 ? 0 : 1 / PRIOR_VARIANCE)));
  const believed = chance(weights[0]!);
  gradient[0]! += PRIOR_CUSTOMERS * (0.5 - believed);
  information.set(0, 0, PRIOR_CUSTOMERS * believed * (1 - believed));
  const row = new Float64Array(size);
  const sums = new Float64Array(size * size);
  const giveWay = givingWay();
  for (let n = 0; n < it.outcomes.length; n += 1) {
    standardise(it, n * it.width, row);
    const p = chance(dot(weights, row));
    const [off, weight] = [it.outcomes[n]! - p, p * (1 - p)];
    for (let i = 0; i < size; i += 1) {
      gradient[i]! += off * row[i]!;
      const scaled = weight * row[i]!;
      for (let j = 0; j <= i; j += 1) sums[i * size + j]! += scaled * row[j]!;
    }
    const pause = giveWay();
    if (pause) await pause;
  }
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      const sum = sums[i * size + j]!;
      information.set(i, j, information.get(i, j) + sum);
      if (i !== j) information.set(j, i, information.get(j, i) + sum);
    }
  return { gradient, information };
}

function standardise(
  {
    width,
    values,
    means,
    deviations,
  }: Omit<Scaled, 'outcomes' | 'values'> & { readonly values: ArrayLike<number> },
  from: number,
  into: Float64Array,
): void {
  into[0] = 1;
  for (let n = 0; n < width; n += 1)
    into[n + 1] = deviations[n] === 0 ? 0 : (values[from + n]! - means[n]!) / deviations[n]!;
}

export const chance = (logit: number): number => 1 / (1 + Math.exp(-logit));

function dot(weights: readonly number[], row: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < weights.length; n += 1) sum += weights[n]! * row[n]!;
  return sum;
}

/** A risk, its 95% interval (delta method on the log-odds; null without a covariance), and what each feature adds to the log-odds. */
export interface Risk {
  readonly risk: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly adds: readonly number[];
}

/** The log-odds of whoever has these features, and their variance (null without a covariance). */
export function logitOf(
  model: Logistic,
  features: ArrayLike<number>,
): { logit: number; variance: number | null; row: Float64Array } {
  const { weights, covariance } = model;
  const row = new Float64Array(weights.length);
  standardise({ ...model, width: features.length, values: features }, 0, row);
  const variance = covariance === null ? null : Math.max(0, quadratic(covariance, row));
  return { logit: dot(weights, row), variance, row };
}

/** The risk of whoever has these features. */
export function riskOf(model: Logistic, features: readonly number[]): Risk {
  const { logit, variance, row } = logitOf(model, features);
  const adds = features.map((_, n) => model.weights[n + 1]! * row[n + 1]!);
  const spread = variance === null ? null : 1.96 * Math.sqrt(variance);
  return {
    risk: chance(logit),
    low: spread === null ? null : chance(logit - spread),
    high: spread === null ? null : chance(logit + spread),
    adds,
  };
}

/** Of a symmetric matrix: what lies above the diagonal is what lies below it. */
function quadratic(matrix: readonly (readonly number[])[], row: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i += 1) {
    const of = matrix[i]!;
    let half = 0;
    for (let j = 0; j < i; j += 1) half += of[j]! * row[j]!;
    sum += row[i]! * (of[i]! * row[i]! + 2 * half);
  }
  return sum;
}
