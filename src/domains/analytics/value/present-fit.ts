import type { Maximum } from './models/maximise.ts';

/** How a model did on days it has not seen. */
export interface Holdout {
  readonly calibration_end: string;
  readonly to: string;
  readonly days: number;
  /** Customers of the calibration; of spending: those of them who bought again. */
  readonly customers: number;
  /** Purchases (of spending: a purchase's amount in major units), all of them together, and a customer. */
  readonly predicted: number;
  readonly actual: number;
  /** predicted / actual - 1; null where nothing was bought. */
  readonly bias: number | null;
  /** Mean absolute error of a customer; null without customers. */
  readonly mae: number | null;
  /** By how often they had come back: where a model errs, it errs there. */
  readonly by_repeats: readonly HoldoutRow[];
}

export interface HoldoutRow {
  /** 7 = seven and more. */
  readonly repeats: number;
  readonly customers: number;
  readonly predicted: number;
  readonly actual: number;
}

export interface FittedValue {
  readonly model: string;
  /** Of the method: an answer of another version is not comparable. */
  readonly version: number;
  readonly unit: string;
  /** The shop days fitted on, and the last day known. */
  readonly from: string;
  readonly calibration_end: string;
  readonly as_of: string;
  readonly customers: number;
  /** Of these, how many came back. */
  readonly repeaters: number;
  readonly parameters: Readonly<Record<string, number>>;
  /** Null where the likelihood is flat: the data say nothing about it. */
  readonly standard_errors: Readonly<Record<string, number | null>>;
  readonly log_likelihood: number;
  readonly converged: boolean;
  /** Low: fewer than 100 customers came back, or a parameter is unknown by as much as itself. */
  readonly confidence: 'low' | 'usual';
  readonly holdout: Holdout | null;
}

/** Customers who came back from which on what they did says more than chance. */
export const ENOUGH = 100;

/** Parameters and their errors under their letters. */
export function presentMaximum(fit: Maximum, letters: readonly string[], repeaters: number) {
  const errors = letters.map((_, n) => (fit.covariance === null ? null : Math.sqrt(fit.covariance[n]![n]!)));
  const named = <T>(values: readonly T[]) =>
    Object.fromEntries(letters.map((letter, n) => [letter, values[n]!]));
  const isVague = errors.some((error, n) => error === null || error > fit.parameters[n]!);
  const confidence: FittedValue['confidence'] =
    repeaters < ENOUGH || isVague || !fit.converged ? 'low' : 'usual';
  return {
    parameters: named(fit.parameters),
    standard_errors: named(errors),
    log_likelihood: fit.logLikelihood,
    converged: fit.converged,
    confidence,
  };
}

/** One of what is held against the truth: so many customers, of so many repeats, each with the same prediction. */
export interface Held {
  readonly repeats: number;
  readonly customers: number;
  /** Of one customer. */
  readonly predicted: number;
  /** Of all of them. */
  readonly actual: number;
  /** Sum over them of |predicted - actual|. */
  readonly error: number;
}

const MOST_REPEATS = 7;

export function presentHoldout(
  window: { calibration_end: string; to: string; days: number },
  held: Iterable<Held>,
): Holdout {
  const rows = new Map<number, { customers: number; predicted: number; actual: number }>();
  const all = { customers: 0, predicted: 0, actual: 0, error: 0 };
  for (const it of held) {
    const repeats = Math.min(it.repeats, MOST_REPEATS);
    const row = rows.get(repeats) ?? { customers: 0, predicted: 0, actual: 0 };
    rows.set(repeats, row);
    for (const sum of [row, all]) {
      sum.customers += it.customers;
      sum.predicted += it.customers * it.predicted;
      sum.actual += it.actual;
    }
    all.error += it.error;
  }
  const { customers, predicted, actual, error } = all;
  return {
    ...window,
    ...{ customers, predicted, actual },
    bias: actual === 0 ? null : predicted / actual - 1,
    mae: customers === 0 ? null : error / customers,
    by_repeats: [...rows].sort(([a], [b]) => a - b).map(([repeats, row]) => ({ repeats, ...row })),
  };
}
