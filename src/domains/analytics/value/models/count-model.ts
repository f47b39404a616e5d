import type { Counts } from './counts.ts';
import type { Slope } from './maximise.ts';

/** What is known of one customer, in the unit of the model. */
export interface Seen {
  readonly x: number;
  readonly tx: number;
  readonly t: number;
}

/** A model of when customers buy, and when they stop for good. Parameters in the order of their letters. */
export interface CountModel {
  readonly name: string;
  readonly letters: readonly string[];
  /** Where the search for the parameters begins, given a mean time known. */
  readonly start: (meanKnown: number) => readonly number[];
  readonly logLikelihood: (counts: Counts, parameters: readonly number[]) => Slope;
  /** Probability that somebody seen like this still is a customer. */
  readonly alive: (parameters: readonly number[], seen: Seen) => number;
  /** Expected purchases of somebody seen like this in the next `ahead` units of time. */
  readonly expected: (parameters: readonly number[], seen: Seen, ahead: number) => number;
  /** Expected repeat purchases of anybody within `ahead` units of time after their first. */
  readonly expectedOfAnybody: (parameters: readonly number[], ahead: number) => number;
  /**
   * Probabilities of 0, 1, 2, ... purchases in the next `ahead` units of time of somebody seen like this, until what is left
   * is less than 1e-6: what they will do, of which `expected` is the mean.
   */
  readonly outcomes: (parameters: readonly number[], seen: Seen, ahead: number) => number[];
}
