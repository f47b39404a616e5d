/** What two things have to do with each other, from how often they are bought. Pure. */

/** Orders: all, with one, with the other, with both. */
export interface Counts {
  readonly all: number;
  readonly one: number;
  readonly other: number;
  readonly both: number;
}

/** Orders with both, by chance. */
export const expectedOf = ({ all, one, other }: Counts): number => (one / all) * other;

/** How often they are together beside chance; the same in both directions. */
export const liftOf = (counts: Counts): number => counts.both / expectedOf(counts);

/** Orders that speak for "nothing to do with each other" before any is counted. */
const PRIOR = 5;

/** The lift, drawn toward 1 where counts are few: a pair expected 0.1 times and seen twice is no lift of 20. */
export const shrunkLift = (counts: Counts): number => (counts.both + PRIOR) / (expectedOf(counts) + PRIOR);

/** Of orders, beyond what chance would make. */
export const leverageOf = (counts: Counts): number => (counts.both - expectedOf(counts)) / counts.all;

/**
 * 95 % interval of the lift: delta method on its logarithm, the four kinds of orders (both, one, other, neither) being
 * multinomial. log lift = log both + log all - log one - log other, so that its variance is the sum of count x slope^2
 * less 1 / all.
 */
export function liftInterval(counts: Counts): readonly [low: number, high: number] {
  const { all, one, other, both } = counts;
  const squares =
    both * (1 / both - 1 / one - 1 / other) ** 2 + (one - both) / one ** 2 + (other - both) / other ** 2;
  const width = 1.959964 * Math.sqrt(Math.max(0, squares - 1 / all));
  const lift = liftOf(counts);
  return [lift * Math.exp(-width), lift * Math.exp(width)];
}

const FEWEST_SURE = 10;
const WIDEST_SURE = 4;

/** Whether the counts are too few to lean on. */
export function isLowConfidence(counts: Counts): boolean {
  const [low, high] = liftInterval(counts);
  return counts.both < FEWEST_SURE || high / low > WIDEST_SURE;
}
