import type { ChurnSettings } from '../../../contract/churn.ts';

/** What a customer did up to a day, and what came of them in the days behind it. Days are shop days, money minor units. */
export interface Habits {
  readonly customerId: number;
  /** Days of purchase after the first. */
  readonly repeats: number;
  /** From the first to the last purchase. */
  readonly lastDays: number;
  /** From the first purchase to the day. */
  readonly knownDays: number;
  /** Days of purchase in the last 30 and 90 days. */
  readonly bought30: number;
  readonly bought90: number;
  /** Days with an event, in the last 30 and 90 days. */
  readonly seen30: number;
  readonly seen90: number;
  readonly spentMinor: number;
  /** Paid in the last 365 days. */
  readonly yearMinor: number;
  /** Sum of the logarithms of the gaps between days of purchase, and of their squares. */
  readonly gapLogs: number;
  readonly gapSquares: number;
  /** From the day to the first purchase behind it; null: none was known. */
  readonly nextDays: number | null;
  readonly seenLater: boolean;
}

/** Days since the last purchase. */
export const recencyOf = ({ knownDays, lastDays }: Habits): number => knownDays - lastDays;

/** The usual gap between two days of purchase; null of whoever bought on one day only. */
export const gapOf = ({ repeats, lastDays }: Habits): number | null =>
  repeats === 0 ? null : lastDays / repeats;

/** Days since the last purchase over the usual gap. */
export const overdueOf = (it: Habits): number | null => {
  const gap = gapOf(it);
  return gap === null ? null : recencyOf(it) / gap;
};

export const isLost = (it: Habits, event: ChurnSettings['event']): boolean =>
  it.nextDays === null && (event === 'purchase' || !it.seenLater);
