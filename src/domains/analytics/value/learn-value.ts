import { addDays, countDays } from '../metrics/days.ts';
import { askNaive, trackWeeks } from './check-value.ts';
import { fitPurchases } from './fit-purchases.ts';
import { fitSpending } from './fit-spending.ts';
import { cutOf } from './fit-value.ts';
import type { Fitting } from './fitting.ts';
import type {
  CalibrationRow,
  LearnedModel,
  LearnedValue,
  TrackedWeek,
  ValueErrors,
} from './learned-value.ts';
import type { Learning } from './learning.ts';
import { letters as spendingLetters } from './models/gamma-gamma.ts';
import { findCountModel } from './models/models.ts';
import type { FittedValue } from './present-fit.ts';
import { readMargin } from './read-margin.ts';
import { usualSpending } from './usual-spending.ts';

/** What was learnt, and how it did on the last quarter of the days when it had seen the first three. */
export interface Learned {
  readonly learned: LearnedValue;
  readonly errors: ValueErrors;
  readonly check: ValueCheck | null;
}

export interface ValueCheck {
  readonly calibration_end: string;
  readonly by_repeats: readonly CalibrationRow[];
  readonly weeks: readonly TrackedWeek[];
}

/** Weeks are the unit; the fit leans on the shape of most shops where few came back. */
const fittingOf = ({ asking, settings, asOf }: Learning): Fitting => ({
  ...{ asking, asOf, calibration: asOf, model: settings.count_model, daysOfUnit: 7, leans: 'where-few' },
});

/** Learns both models from all days, and checks them on days that a fit on the days before has not seen. */
export async function learnValue(it: Learning): Promise<Learned> {
  const fitting = fittingOf(it);
  const counts = await fitPurchases(fitting);
  const spending = (await fitSpending(fitting)) ?? (await usualSpending(it));
  const learned: LearnedValue = {
    ...{ unit: 'week', settings: it.settings },
    counts: keep(counts, findCountModel(it.settings.count_model)!.letters, it.settings.count_model),
    spending: keep(spending, spendingLetters, 'gamma-gamma'),
    margin_rate: await readMargin(it),
  };
  return { learned, ...(await checkOf(it)) };
}

type Fit = Awaited<ReturnType<typeof fitPurchases>> | Awaited<ReturnType<typeof usualSpending>>;

const keep = (it: Omit<Fit, 'holdout'>, letters: readonly string[], model: string): LearnedModel => {
  const { parameters, standard_errors: errors }: Pick<FittedValue, 'parameters' | 'standard_errors'> = it;
  return {
    ...{ model, letters, parameters: letters.map((letter) => parameters[letter]!) },
    standard_errors: letters.map((letter) => errors[letter] ?? null),
    ...{ covariance: it.covariance, log_likelihood: it.log_likelihood, converged: it.converged },
    ...{ confidence: it.confidence, customers: it.customers },
  };
};

const nothing: Pick<Learned, 'errors' | 'check'> = {
  errors: { purchases: null, spending: null, naive: null },
  check: null,
};

/** A shop known for a month has no quarter of its days to be held against. */
const LEAST_DAYS = 28;

async function checkOf(it: Learning): Promise<Pick<Learned, 'errors' | 'check'>> {
  const calibration = cutOf({ first: it.first }, it.asOf);
  if (countDays(it.first, it.asOf) < LEAST_DAYS || calibration >= addDays(it.asOf, -6)) return nothing;
  const fitting = { ...fittingOf(it), calibration };
  const counts = await fitPurchases(fitting);
  const spending = await fitSpending(fitting);
  const model = findCountModel(it.settings.count_model)!;
  const parameters = model.letters.map((letter) => counts.parameters[letter]!);
  const checking = { ...fitting, model, parameters };
  const naive = await askNaive(checking);
  const errors = { purchases: counts.holdout, spending: spending?.holdout ?? null, naive: naive.errors };
  const byRepeats = new Map(naive.rows.map((row) => [row.repeats, row.naive]));
  const rows = (counts.holdout?.by_repeats ?? []).map((row) => ({
    ...row,
    naive: byRepeats.get(row.repeats) ?? 0,
  }));
  return {
    errors,
    check: { calibration_end: calibration, by_repeats: rows, weeks: await trackWeeks(checking) },
  };
}
