import type { Text } from '../../../platform/errors.ts';
import { featureRow, features } from '../churn/features.ts';
import { type Habits, recencyOf } from '../churn/habits.ts';
import { logLonger, type Rhythm } from './gap-rules.ts';

/** The days ahead in steps, and what the chance of a purchase in each is read from. Pure. */

/** Last days of the steps. A purchase later than a season ahead is too far away to be told. */
const STEPS = [7, 14, 30, 60, 90] as const;

/** Days ahead that are looked at, where the shop's past is long enough. */
export const HORIZON = STEPS.at(-1)!;

/** Days ahead of which the propensity is told. */
export const SOON = 7;
export const MONTH = 30;

/** Last days of the steps of a shorter window: as far as it goes. */
export const stepsOf = (windowDays: number): number[] => [
  ...STEPS.filter((it) => it < windowDays),
  windowDays,
];

/** What the chances are read from: the habits that churn is read from, and how due they are by their own rhythm. */
export const nextFeatures: readonly { readonly code: string; readonly label: Text }[] = [
  ...features.map(({ code, label }) => ({ code, label })),
  { code: 'due', label: { zh: '按本人节奏到期的程度', en: 'How due by their own rhythm' } },
];

/** Log-odds beyond which a rhythm says no more. */
const SURE = 8;

/**
 * What is known of a customer before a step that begins and ends so many days ahead: `known` from `habitRow`, and the log-odds that their own
 * rhythm brings them in it, if it did not before.
 */
export function stepRow({ known, recency, rhythm }: HabitRow, from: number, to: number): Float64Array {
  const row = new Float64Array(known.length + 1);
  row.set(known);
  const stays = logLonger(rhythm, recency + to) - logLonger(rhythm, recency + from);
  const odds = Math.log(-Math.expm1(Math.min(-1e-9, stays))) - stays;
  row[known.length] = Math.max(-SURE, Math.min(SURE, odds));
  return row;
}

export interface HabitRow {
  readonly known: readonly number[];
  /** Days since the last purchase. */
  readonly recency: number;
  readonly rhythm: Rhythm;
}

/** What is the same of a customer in every step. `gap`: the usual gap of the shop, in days. */
export const habitRow = (it: Habits, gap: number, rhythm: Rhythm): HabitRow => ({
  ...{ known: featureRow(it, gap), recency: recencyOf(it), rhythm },
});
