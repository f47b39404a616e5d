import { effectsOf } from './effects.ts';
import { type Expected, forecastHistory } from './forecast-history.ts';
import { type Grain, type History, lengthOf, multipliers, periodsOf } from './history.ts';
import { intervalsOf, scaledErrors } from './intervals.ts';
import { asSeenBy, type Learner } from './learners.ts';
import { filled, type Gap, gapsOf } from './stock-outs.ts';

/** A product, a category, or the shop: what was sold day by day over the window, and what stands above it. */
export interface Subject {
  readonly days: readonly number[];
  /** One a day of the window, and on over the horizon. */
  readonly flags: History['flags'];
  readonly learner?: Learner | undefined;
  /** What a new product leans on: its category's units a day, and how many products share them. */
  readonly family?: { readonly days: readonly number[]; readonly members: number } | undefined;
}

export interface Outlook extends Expected {
  /** Days from the first sale on, in the window. */
  readonly days: number;
  readonly soldDays: number;
  /** What was sold in them, gaps as they were. */
  readonly units: number;
  readonly gaps: readonly Gap[];
  /** Place in the window of the first day of the history that was used. */
  readonly start: number;
  readonly history: readonly number[];
  readonly confidence: 'low' | 'usual';
}

/** Younger than this, a product says less of itself than its category does. */
const YOUNG = 28;
const FEW_DAYS = 56;
const FEW_SALES = 10;
const FEW_LOOKS = 3;

/** What is expected of a subject. Undefined of what was never sold in the window. */
export function forecastSubject(
  subject: Subject,
  { grain, horizon }: { grain: Grain; horizon: number },
): Outlook | undefined {
  const first = subject.days.findIndex((it) => it > 0);
  if (first === -1) return undefined;
  const length = Math.floor((subject.days.length - first) / lengthOf(grain)) * lengthOf(grain);
  const isShort = length === 0;
  const start = isShort ? first : subject.days.length - length;
  const flags = subject.flags.slice(start);
  const sold = subject.days.slice(start);
  const gaps = gapsOf(sold, flags);
  const history: History = { days: filled(sold, gaps), flags, grain };
  const periods = periodsOf(history.days, grain);
  const isYoung = subject.family !== undefined && sold.length < YOUNG;
  const expected =
    isYoung || isShort
      ? leaning(subject, { history, horizon })
      : forecastHistory(history, { horizon, whole: asSeenBy(subject.learner, periods.length, grain) });
  const soldDays = sold.filter((it) => it > 0).length;
  const isLow = sold.length < FEW_DAYS || soldDays < FEW_SALES || expected.trials.length < FEW_LOOKS;
  return {
    ...{ ...expected, start, gaps, soldDays, units: sum(sold), days: sold.length, history: periods },
    confidence: isLow ? 'low' : 'usual',
  };
}

/** Days of its own at which a product counts as much as its category. */
const SHRINK = 28;

/**
 * A product of a few days: units a day between its own and the mean of its category's products, the more its own the longer it is
 * sold; in the shape that the category's flags tell.
 */
function leaning(
  { days, family, learner }: Subject,
  { history, horizon }: { history: History; horizon: number },
): Expected {
  const length = history.days.length;
  const own = sum(history.days) / length;
  const recent = (family?.days ?? days).slice(-Math.max(YOUNG, length));
  const mean = sum(recent) / recent.length / (family?.members ?? 1);
  const weight = length / (length + SHRINK);
  const rate = weight * own + (1 - weight) * mean;
  const effects = learner?.without(0) ?? effectsOf(history.days, history.flags);
  const each = rate * lengthOf(history.grain);
  const means = multipliers(history, effects, horizon).map((it) => it * each);
  const periods = periodsOf(history.days, history.grain);
  const errors = scaledErrors([{ means: periods.map(() => each), actual: periods }]);
  return {
    ...{ model: 'category-share', parameters: { weight, own, category: mean }, means, effects },
    ...{ intervals: intervalsOf(means, errors), tried: [], trials: [] },
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, it) => total + it, 0);
