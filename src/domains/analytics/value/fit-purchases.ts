import { countDays } from '../metrics/days.ts';
import { askPatterns, type PurchasePatterns } from './ask-purchases.ts';
import type { Fitting } from './fitting.ts';
import type { CountModel, Seen } from './models/count-model.ts';
import { type Counts, countsOf } from './models/counts.ts';
import { fitCounts } from './models/fit-counts.ts';
import { findCountModel } from './models/models.ts';
import { ENOUGH, type Held, presentHoldout, presentMaximum } from './present-fit.ts';

/** Fits a model of when customers buy, and holds it against what they bought later. */
export async function fitPurchases({ asking, model: name, calibration, asOf, daysOfUnit, leans }: Fitting) {
  const model = findCountModel(name)!;
  const patterns = await askPatterns(asking, { calibration, until: asOf });
  const counts = inUnits(patterns, daysOfUnit);
  const customers = sum(patterns.customers);
  const repeaters = sum(patterns.customers.map((it, n) => (patterns.x[n]! > 0 ? it : 0)));
  const fit = await fitCounts(model, counts, leans === 'where-few' && repeaters < ENOUGH);
  const days = countDays(calibration, asOf) - 1;
  const window = { calibration_end: calibration, to: asOf, days };
  const held = heldAgainst({ model, parameters: fit.parameters, counts, patterns }, days / daysOfUnit);
  return {
    ...{ customers, repeaters },
    ...presentMaximum(fit, model.letters, repeaters),
    covariance: fit.covariance,
    holdout: days === 0 ? null : presentHoldout(window, held),
  };
}

const sum = (values: readonly number[]): number => values.reduce((all, it) => all + it, 0);

export const inUnits = ({ x, tx, t, customers }: PurchasePatterns, days: number): Counts =>
  countsOf(x.map((it, n) => ({ x: it, tx: tx[n]! / days, t: t[n]! / days, customers: customers[n]! })));

export interface Predicting {
  readonly model: CountModel;
  readonly parameters: readonly number[];
  readonly counts: Counts;
  readonly patterns: PurchasePatterns;
}

export function* heldAgainst(
  { model, parameters, counts, patterns }: Predicting,
  ahead: number,
): Generator<Held> {
  for (const [n, customers] of patterns.customers.entries()) {
    const seen: Seen = { x: counts.x[n]!, tx: counts.tx[n]!, t: counts.t[n]! };
    const predicted = model.expected(parameters, seen, ahead);
    const later = patterns.later[n]!;
    const error = customers * Math.abs(predicted - later);
    yield { repeats: seen.x, customers, predicted, actual: customers * later, error };
  }
}
