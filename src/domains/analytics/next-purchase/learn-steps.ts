import { eachInTurn, mapInTurn } from '../../../platform/give-way.ts';
import { usualGap } from '../churn/features.ts';
import type { Habits } from '../churn/habits.ts';
import { type Examples, fitLogistic, type Logistic } from '../churn/logistic.ts';
import { learnGaps, rhythmOf, type ShopGaps } from './gap-rules.ts';
import { type HabitRow, habitRow, nextFeatures, stepRow, stepsOf } from './step-rules.ts';

/** Customers as they were at the end of a day, and how many days behind it are known. */
export interface Look {
  readonly day: string;
  readonly knownDays: number;
  readonly habits: readonly Habits[];
}

/** What says when a customer buys next: a chance for each step, of those who did not buy before it. */
export interface StepModel {
  /** Last days of the steps. */
  readonly steps: readonly number[];
  readonly gaps: ShopGaps;
  /** The usual gap of the shop's customers, in days. */
  readonly gap: number;
  readonly chances: readonly Logistic[];
}

/**
 * Learns from looks at several days: the next week is not that of one day alone, which may have been the week of a sale. A step
 * learns from every look of which its days are known, of the customers who had not bought before it (a discrete-time
 * hazard: Singer, Willett 1993).
 */
export async function learnSteps(looks: readonly Look[], windowDays: number): Promise<StepModel> {
  const all = looks.flatMap(({ habits }) => habits);
  const [gaps, gap, steps] = [learnGaps(all), usualGap(all), stepsOf(windowDays)];
  const rows: LookRows[] = [];
  for (const look of looks)
    rows.push({ ...look, rows: await mapInTurn(look.habits, (it) => habitRow(it, gap, rhythmOf(it, gaps))) });
  const chances: Logistic[] = [];
  for (const [n, to] of steps.entries())
    chances.push(await fitLogistic(await examplesOf(rows, steps[n - 1] ?? 0, to)));
  return { steps, gaps, gap, chances };
}

type LookRows = Look & { readonly rows: readonly HabitRow[] };

/** Who had not bought before the step, of every look of which its days are known. */
async function examplesOf(looks: readonly LookRows[], from: number, to: number): Promise<Examples> {
  const width = nextFeatures.length;
  const known = looks.filter(({ knownDays }) => knownDays >= to);
  const most = known.reduce((sum, { rows }) => sum + rows.length, 0);
  const [values, outcomes] = [new Float64Array(most * width), new Uint8Array(most)];
  let taken = 0;
  for (const { habits, rows } of known)
    await eachInTurn(rows, (row, n) => {
      const next = habits[n]!.nextDays;
      if (next !== null && next <= from) return;
      values.set(stepRow(row, from, to), taken * width);
      outcomes[taken++] = Number(next !== null && next <= to);
    });
  return { width, values: values.subarray(0, taken * width), outcomes: outcomes.subarray(0, taken) };
}
