import type { Habits } from '../churn/habits.ts';
import { readHabits } from '../churn/read-habits.ts';
import type { Asking } from '../metrics/question.ts';
import { inPieces, type Window, windowsAhead } from '../scores/windows-ahead.ts';
import type { ScoreRow } from '../scores/write-scores.ts';
import { type Chance, forecastNext, type NextPurchase } from './forecast-next.ts';
import { EVER, type LearnedNext } from './learn-next.ts';

export const LEVELS = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;

/** What the probabilities come to. */
export interface NextTotals {
  readonly customers: number;
  /** Expected to buy within 7 and 30 days. */
  readonly soon: number;
  readonly month: number;
  /** Whose next purchase is expected in each step. */
  readonly steps: readonly number[];
  /** Customers by the probability to buy within 30 days. */
  readonly levels: readonly number[];
}

export interface Scoring {
  readonly asking: Asking;
  readonly learned: LearnedNext;
  readonly asOf: string;
  readonly lastNumber: number;
  readonly progress: (seen: number, total: number) => Promise<void>;
}

/** Scores of every customer who ever bought; totals and chances are whole once all rows were taken. */
export function scoreNext(it: Scoring) {
  const chances = new Float64Array(it.lastNumber);
  const sums = { customers: 0, soon: 0, month: 0 };
  const steps = it.learned.model.steps.map(() => 0);
  const levels = LEVELS.slice(1).map(() => 0);
  const add = (told: NextPurchase) => {
    chances[sums.customers] = told.month.value;
    levels[Math.min(levels.length - 1, Math.floor(told.month.value * levels.length))]! += 1;
    sums.customers += 1;
    sums.soon += told.soon.value;
    sums.month += told.month.value;
    told.steps.forEach((share, n) => {
      steps[n]! += share;
    });
  };
  return {
    rows: scoredRows(it, add),
    totals: (): NextTotals => ({ ...sums, steps, levels }),
    chances: () => chances.subarray(0, sums.customers),
  };
}

async function* scoredRows(it: Scoring, add: (told: NextPurchase) => void): AsyncGenerator<ScoreRow[]> {
  const { asking, learned, asOf, lastNumber } = it;
  const asked = { asOf, until: asOf, activeDays: EVER };
  const scored = (habits: Habits): ScoreRow[] => {
    const told = forecastNext(learned.model, habits);
    add(told);
    return rowsOf(habits.customerId, told);
  };
  const read = (window: Window) => readHabits(asking, { ...asked, ...window });
  for await (const { found, upTo } of windowsAhead(lastNumber, read)) {
    for (const some of inPieces(found)) yield some.flatMap(scored);
    await it.progress(upTo, lastNumber);
  }
}

const rowsOf = (customerId: number, { soon, month, days }: NextPurchase): ScoreRow[] => [
  { code: 'buys-7-days', customerId, ...rounded(soon) },
  { code: 'buys-30-days', customerId, ...rounded(month) },
  { code: 'next-purchase-days', customerId, ...days },
];

/** More digits than a model knows are bytes that nobody reads. */
const sixDigits = (value: number): number => Math.round(value * 1e6) / 1e6;
const orNull = (value: number | null) => (value === null ? null : sixDigits(value));

const rounded = ({ value, low, high }: Chance): Chance => ({
  ...{ value: sixDigits(value), low: orNull(low), high: orNull(high) },
});
