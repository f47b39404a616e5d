import { placesOf } from '../../../contract/currency.ts';
import { countDays } from '../metrics/days.ts';
import { askSpending, type SpendingPatterns } from './ask-purchases.ts';
import type { Fitting } from './fitting.ts';
import { expectedSpend, letters, logLikelihood, type Spending, startOf } from './models/gamma-gamma.ts';
import { type LogLikelihood, maximise } from './models/maximise.ts';
import { leaning } from './models/prior.ts';
import { summedOver } from './models/summed-over.ts';
import { ENOUGH, type Held, presentHoldout, presentMaximum } from './present-fit.ts';

/**
 * Fits the model of what customers spend a time, on those who came back, and holds it against what they spent later;
 * undefined where nobody came back and spent.
 */
export async function fitSpending({ asking, calibration, asOf, leans }: Fitting) {
  const patterns = await askSpending(asking, { calibration, until: asOf });
  const spending = inMajorUnits(patterns, asking.shop.currency);
  const customers = spending.customers.reduce((all, it) => all + it, 0);
  if (customers === 0) return undefined;
  const start = { parameters: startOf(meanOf(spending, customers)) };
  const plain: LogLikelihood = summedOver(piecesOf(spending), logLikelihood);
  const likelihood = leans === 'where-few' && customers < ENOUGH ? leaning(plain, start.parameters) : plain;
  const fit = await maximise(likelihood, start, customers);
  const days = countDays(calibration, asOf) - 1;
  const window = { calibration_end: calibration, to: asOf, days };
  const held = heldAgainst(fit.parameters, { spending, patterns, currency: asking.shop.currency });
  return {
    ...{ customers, repeaters: customers },
    ...presentMaximum(fit, letters, customers),
    covariance: fit.covariance,
    holdout: days === 0 ? null : presentHoldout(window, held),
  };
}

/** Minor units of a currency in a major one: 100 fen, 1 yen. */
export const minorPer = (currency: string): number => 10 ** placesOf(currency);

function inMajorUnits({ x, repeat_minor, customers }: SpendingPatterns, currency: string): Spending {
  const per = minorPer(currency);
  return {
    x: Int32Array.from(x),
    mean: Float64Array.from(x, (count, n) => Number(repeat_minor[n]) / per / count),
    customers: Float64Array.from(customers),
  };
}

/** Customers of one piece of the sum: some milliseconds. */
const PIECE = 10_000;

const piecesOf = ({ x, mean, customers }: Spending): Spending[] =>
  Array.from({ length: Math.ceil(x.length / PIECE) }, (_, n) => {
    const [from, to] = [n * PIECE, (n + 1) * PIECE];
    return {
      ...{ x: x.subarray(from, to), mean: mean.subarray(from, to) },
      customers: customers.subarray(from, to),
    };
  });

const meanOf = ({ mean, customers }: Spending, all: number): number =>
  mean.reduce((sum, it, n) => sum + it * customers[n]!, 0) / all;

interface Spent {
  readonly spending: Spending;
  readonly patterns: SpendingPatterns;
  readonly currency: string;
}

/** What a purchase of those who bought again came to, beside what it was expected to. */
function* heldAgainst(
  parameters: readonly number[],
  { spending, patterns, currency }: Spent,
): Generator<Held> {
  const per = minorPer(currency);
  for (const [n, later] of patterns.later.entries()) {
    if (later === 0) continue;
    const customers = patterns.customers[n]!;
    const predicted = expectedSpend(parameters, { x: spending.x[n]!, mean: spending.mean[n]! });
    const actual = Number(patterns.later_minor[n]) / per / later;
    const error = customers * Math.abs(predicted - actual);
    yield { repeats: spending.x[n]!, customers, predicted, actual: customers * actual, error };
  }
}
