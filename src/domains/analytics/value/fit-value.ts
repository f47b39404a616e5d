import { caught, fail, type Issue, ProblemError, problem, type Result } from '../../../platform/errors.ts';
import { addDays, countDays } from '../metrics/days.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { askSpan } from './ask-purchases.ts';
import { fitPurchases } from './fit-purchases.ts';
import { fitSpending } from './fit-spending.ts';
import type { Fitting } from './fitting.ts';
import { countModels } from './models/models.ts';
import type { FittedValue, Holdout } from './present-fit.ts';

/** Names of the models of customer lifetime value: three of when customers buy, one of what they spend. */
export const valueModels: readonly string[] = [...countModels.map((it) => it.name), 'gamma-gamma'];

const units = { day: 1, week: 7 } as const;

/** Of the method: figures of another version are not comparable. */
const version = 1;

export type Unit = keyof typeof units;

export interface FitQuestion extends Asking {
  readonly model: string;
  /** Last shop day that is known. */
  readonly asOf: string;
  /** Last shop day the model is fitted on; absent = `asOf`, and its error is that of a fit on the first three quarters. */
  readonly calibrationEnd?: string | undefined;
  readonly unit?: Unit | undefined;
}

/**
 * Fits a model of customer lifetime value to the shop's purchases, with its errors on purchases it has not seen.
 * Problems: `unusable-question`, `no-purchases`, `no-repeats`.
 */
export async function fitValue(question: FitQuestion): Promise<Result<FittedValue>> {
  const issues = issuesOf(question);
  if (issues.length > 0) return fail(problem('unusable-question', 422, unusable, issues));
  return caught(() => answer(question));
}

async function answer(question: FitQuestion): Promise<FittedValue> {
  const { asOf, calibrationEnd = asOf, model, unit = 'week', ...asking } = question;
  const span = await askSpan(asking, calibrationEnd);
  if (span === null) throw new ProblemError(noPurchases);
  const fitting = { asking, model, calibration: calibrationEnd, asOf, daysOfUnit: units[unit] };
  const onAll = await fitOn(fitting);
  if (onAll === undefined) throw new ProblemError(noRepeats);
  const { holdout, covariance: _, ...fitted } = onAll;
  const seen =
    calibrationEnd < asOf ? holdout : await heldOut({ ...fitting, calibration: cutOf(span, asOf) });
  return {
    ...fitted,
    model,
    version,
    unit,
    from: span.first,
    calibration_end: calibrationEnd,
    as_of: asOf,
    holdout: seen,
  };
}

/** Without days to be held against, or anybody to learn from before them, there is no error to show. */
async function heldOut(fitting: Fitting): Promise<Holdout | null> {
  if (fitting.calibration >= fitting.asOf) return null;
  return (await fitOn(fitting))?.holdout ?? null;
}

const fitOn = (fitting: Fitting) =>
  fitting.model === 'gamma-gamma' ? fitSpending(fitting) : fitPurchases(fitting);

/** Three quarters of what is known to learn from, the last quarter to be held against. */
export const cutOf = ({ first }: { first: string }, asOf: string): string =>
  addDays(first, Math.floor(countDays(first, asOf) * 0.75));

const unusable = { zh: '这个问题无法回答，详见 issues', en: 'This question cannot be answered; see issues' };

export const noPurchases = problem('no-purchases', 422, {
  zh: '截至这一天没有已知客户的购买记录，无法拟合模型；请先导入订单，或选择更晚的日期。',
  en: 'No known customer had bought anything by this day, so there is nothing to fit; import orders, or choose a later day.',
});

const noRepeats = problem('no-repeats', 422, {
  zh: '截至这一天还没有客户第二次付款购买，无法得知每次消费多少；请选择更晚的日期，或先看购买次数的模型。',
  en: 'No customer had bought and paid a second time by this day, so there is no spending to learn from; choose a later day, or a model of counts.',
});

function issuesOf({ model, asOf, calibrationEnd }: FitQuestion): Issue[] {
  return [
    ...(valueModels.includes(model) ? [] : [unknownModel]),
    ...dayIssue('as_of', asOf),
    ...(calibrationEnd === undefined ? [] : dayIssue('calibration_end', calibrationEnd)),
    ...(calibrationEnd !== undefined && calibrationEnd > asOf ? [calibrationLater] : []),
  ];
}

const unknownModel: Issue = {
  code: 'unknown-model',
  field: 'model',
  message: {
    zh: `模型应为 ${valueModels.join('、')} 之一`,
    en: `The model must be one of ${valueModels.join(', ')}`,
  },
};

const calibrationLater: Issue = {
  code: 'calibration-after-as-of',
  field: 'calibration_end',
  message: {
    zh: '拟合的最后一天不能晚于截至日',
    en: 'The last day to fit on cannot be later than the day as of',
  },
};
