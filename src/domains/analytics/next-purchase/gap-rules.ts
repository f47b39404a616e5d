import type { Habits } from '../churn/habits.ts';

/** How long customers take between two days of purchase: one's own rhythm, drawn to the shop's. Pure. Days. */

/** Of the logarithms of gaps: their mean, and their variance within a customer and between customers' means. */
export interface ShopGaps {
  readonly mean: number;
  readonly within: number;
  readonly between: number;
}

/** A rhythm: log-logistic gaps, of which half are longer than `median`. */
export interface Rhythm {
  readonly median: number;
  readonly shape: number;
}

type Gaps = Pick<Habits, 'repeats' | 'gapLogs' | 'gapSquares'>;

/** A shop in which nobody came back: about once in a season, give or take. */
const unknown: ShopGaps = { mean: Math.log(90), within: 1, between: 1 };

/** Below a tenth of a standard deviation a rhythm would be a clock, and who is a day late would be lost. */
const LEAST_VARIANCE = 0.01;

/** One-way random effects by the method of moments (Searle, Casella, McCulloch, Variance Components, 1992, 3.6). */
export function learnGaps(all: readonly Gaps[]): ShopGaps {
  const known = all.filter(({ repeats }) => repeats > 0);
  const gaps = sum(known, ({ repeats }) => repeats);
  if (gaps < 2) return unknown;
  const mean = sum(known, ({ gapLogs }) => gapLogs) / gaps;
  const inside = sum(known, squaresOf);
  const freedom = gaps - known.length;
  const within = freedom === 0 ? unknown.within : Math.max(LEAST_VARIANCE, inside / freedom);
  const outside = sum(known, (it) => it.repeats * (it.gapLogs / it.repeats - mean) ** 2);
  const size = gaps - sum(known, ({ repeats }) => repeats ** 2) / gaps;
  const between = size === 0 ? 0 : (outside - (known.length - 1) * within) / size;
  return { mean, within, between: Math.max(LEAST_VARIANCE, between) };
}

const sum = <T>(all: readonly T[], of: (it: T) => number): number =>
  all.reduce((total, it) => total + of(it), 0);

/** Sum of squares around one's own mean. */
const squaresOf = ({ repeats, gapLogs, gapSquares }: Gaps): number =>
  Math.max(0, gapSquares - gapLogs ** 2 / repeats);

/** Gaps' worth of the belief that one is as regular as others. */
const REGULAR = 4;

/**
 * The rhythm expected of a customer's next gap: their mean drawn to the shop's by how much customers differ, their spread drawn to
 * the usual one, and wider by what is not known of the mean. Who never came back has the shop's.
 */
export function rhythmOf(it: Gaps, { mean, within, between }: ShopGaps): Rhythm {
  const pull = within / between;
  const own = it.repeats === 0 ? 0 : squaresOf(it);
  const spread = (REGULAR * within + own) / (REGULAR + Math.max(0, it.repeats - 1));
  const variance = Math.max(LEAST_VARIANCE, spread) + within / (it.repeats + pull);
  return {
    median: Math.exp((it.gapLogs + pull * mean) / (it.repeats + pull)),
    // A logistic's variance is (pi / shape)^2 / 3.
    shape: Math.PI / Math.sqrt(3 * variance),
  };
}

/** Logarithm of the chance that a gap is longer than so many days. */
export const logLonger = ({ median, shape }: Rhythm, days: number): number =>
  days <= 0 ? 0 : -Math.log1p((days / median) ** shape);

/** The days that a gap is longer than with a chance of which this is the logarithm. */
export const longerThan = ({ median, shape }: Rhythm, logChance: number): number =>
  median * Math.expm1(-logChance) ** (1 / shape);
