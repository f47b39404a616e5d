import type { Asking } from '../metrics/question.ts';
import { inPieces, type Window, windowsAhead } from '../scores/windows-ahead.ts';
import type { ScoreRow } from '../scores/write-scores.ts';
import { featureRow } from './features.ts';
import { type Habits, overdueOf } from './habits.ts';
import type { LearnedChurn } from './learn-churn.ts';
import { type Risk, riskOf } from './logistic.ts';
import { readHabits } from './read-habits.ts';

export const LEVELS = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;

/** What the risks come to. */
export interface ChurnTotals {
  readonly customers: number;
  readonly expectedLost: number;
  /** Minor units. */
  readonly valueAtStake: number;
  readonly levels: readonly { readonly customers: number; readonly valueAtStake: number }[];
}

export interface Scoring {
  readonly asking: Asking;
  readonly learned: LearnedChurn;
  readonly asOf: string;
  readonly lastNumber: number;
  readonly progress: (seen: number, total: number) => Promise<void>;
}

export interface AtRisk extends Risk {
  readonly overdue: number | null;
  /** Minor units. */
  readonly stake: number;
}

/** The risk of somebody with these habits, and what they bought in a year that is at stake with it. */
export function riskOfCustomer({ model, gap }: LearnedChurn, it: Habits): AtRisk {
  const risk = riskOf(model, featureRow(it, gap));
  return { ...risk, overdue: overdueOf(it), stake: risk.risk * Math.max(0, it.yearMinor) };
}

/** Scores of every customer who is one still; the totals and risks are whole once all rows were taken. */
export function scoreChurn(it: Scoring) {
  const risks = new Float64Array(it.lastNumber);
  const levels = LEVELS.slice(1).map(() => ({ customers: 0, valueAtStake: 0 }));
  const sums = { customers: 0, expectedLost: 0, valueAtStake: 0 };
  const add = ({ risk, stake }: AtRisk) => {
    risks[sums.customers] = risk;
    const level = levels[Math.min(levels.length - 1, Math.floor(risk * levels.length))]!;
    level.customers += 1;
    level.valueAtStake += stake;
    sums.customers += 1;
    sums.expectedLost += risk;
    sums.valueAtStake += stake;
  };
  return {
    rows: scoredRows(it, add),
    totals: (): ChurnTotals => ({ ...sums, levels }),
    risks: () => risks.subarray(0, sums.customers),
  };
}

async function* scoredRows(it: Scoring, add: (one: AtRisk) => void): AsyncGenerator<ScoreRow[]> {
  const { asking, learned, asOf, lastNumber } = it;
  const asked = { asOf, until: asOf, activeDays: learned.settings.active_days };
  const scored = (habits: Habits): ScoreRow[] => {
    const found = riskOfCustomer(learned, habits);
    add(found);
    return rowsOf(habits.customerId, found);
  };
  const read = (window: Window) => readHabits(asking, { ...asked, ...window });
  for await (const { found, upTo } of windowsAhead(lastNumber, read)) {
    for (const some of inPieces(found)) yield some.flatMap(scored);
    await it.progress(upTo, lastNumber);
  }
}

function rowsOf(customerId: number, { risk, low, high, overdue, stake }: AtRisk): ScoreRow[] {
  const rounded = (value: number | null) => (value === null ? null : sixDigits(value));
  const rows: ScoreRow[] = [
    { code: 'churn-risk', customerId, value: sixDigits(risk), low: rounded(low), high: rounded(high) },
    { code: 'value-at-stake', customerId, value: Math.round(stake) },
  ];
  return overdue === null
    ? rows
    : [...rows, { code: 'overdue-ratio', customerId, value: Math.round(overdue * 1000) / 1000 }];
}

/** More digits than a model knows are bytes that nobody reads. */
const sixDigits = (value: number): number => Math.round(value * 1e6) / 1e6;
