import type { Habits } from '../churn/habits.ts';
import { chance, logitOf } from '../churn/logistic.ts';
import { logLonger, longerThan, type Rhythm, rhythmOf } from './gap-rules.ts';
import type { StepModel } from './learn-steps.ts';
import { habitRow, MONTH, SOON, stepRow } from './step-rules.ts';

/** A probability with the 95% interval of the probability itself; null where the errors of the weights are not known. */
export interface Chance {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** When a customer buys next. */
export interface NextPurchase {
  /** Buys within 7 and within 30 days. */
  readonly soon: Chance;
  readonly month: Chance;
  /** Buys within the window. */
  readonly within: number;
  /** If they buy within the window: the day ahead by which half of such customers have, and where eight of ten lie. */
  readonly days: { readonly value: number; readonly low: number; readonly high: number };
  /** Probability of the next purchase in each step. */
  readonly steps: readonly number[];
}

/** How far the steps go: logarithm of the probability of no purchase by each step's end, and its variance. */
interface Stays {
  readonly ends: readonly number[];
  readonly logs: readonly number[];
  readonly variances: readonly (number | null)[];
  readonly recency: number;
  readonly rhythm: Rhythm;
}

/** What the model says of somebody with these habits. */
export function forecastNext(model: StepModel, it: Habits): NextPurchase {
  const stays = staysOf(model, it);
  const last = stays.logs.at(-1)!;
  const share = -Math.expm1(last);
  const dayOf = (part: number) => dayAt(stays, Math.log1p(-part * share));
  return {
    ...{ soon: within(stays, SOON), month: within(stays, MONTH), within: share },
    days: { value: dayOf(0.5), low: dayOf(0.1), high: dayOf(0.9) },
    steps: stays.logs.map((log, n) => Math.exp(stays.logs[n - 1] ?? 0) - Math.exp(log)),
  };
}

function staysOf({ steps, gaps, gap, chances }: StepModel, it: Habits): Stays {
  const rhythm = rhythmOf(it, gaps);
  const row = habitRow(it, gap, rhythm);
  const [logs, variances] = [[] as number[], [] as (number | null)[]];
  let [log, variance] = [0, 0 as number | null];
  chances.forEach((model, n) => {
    const { logit, variance: own } = logitOf(model, stepRow(row, steps[n - 1] ?? 0, steps[n]!));
    const buys = chance(logit);
    log -= Math.log1p(Math.exp(logit));
    // d log(1 - h) / d logit = -h; steps are fitted apart.
    variance = variance === null || own === null ? null : variance + own * buys ** 2;
    logs.push(log);
    variances.push(variance);
  });
  return { ends: steps, logs, variances, recency: row.recency, rhythm };
}

const NINETEEN_OF_TWENTY = 1.96;

/** The chance to buy within so many days. Where the window is shorter, its last step goes on at the same rate. */
function within(stays: Stays, days: number): Chance {
  const n = stays.ends.findIndex((end) => days <= end);
  const at = n < 0 ? stays.ends.length - 1 : n;
  const log = logAt(stays, days, at);
  const variance = stays.variances[at]!;
  const part = stays.logs[at]! === 0 ? 1 : log / stays.logs[at]!;
  const off = variance === null ? null : NINETEEN_OF_TWENTY * part * Math.sqrt(variance);
  const buys = (by: number) => -Math.expm1(Math.min(0, log + by));
  return {
    value: buys(0),
    low: off === null ? null : buys(off),
    high: off === null ? null : buys(-off),
  };
}

/** Logarithm of the probability of no purchase within so many days, of which step `n` is the last. */
function logAt({ ends, logs }: Stays, days: number, n: number): number {
  const [from, before] = [ends[n - 1] ?? 0, logs[n - 1] ?? 0];
  return before + ((logs[n]! - before) * (days - from)) / (ends[n]! - from);
}

/**
 * The day ahead by which the probability of no purchase has fallen so far. Within a step it falls as the customer's own rhythm says: a step of
 * thirty days is long for whoever buys every Friday.
 */
function dayAt({ ends, logs, recency, rhythm }: Stays, log: number): number {
  const n = logs.findIndex((it) => it <= log);
  const at = n < 0 ? ends.length - 1 : n;
  const [from, to, before] = [ends[at - 1] ?? 0, ends[at]!, logs[at - 1] ?? 0];
  const part = logs[at]! === before ? 1 : (log - before) / (logs[at]! - before);
  const [first, last] = [logLonger(rhythm, recency + from), logLonger(rhythm, recency + to)];
  const day = longerThan(rhythm, first + part * (last - first)) - recency;
  return Math.max(from + 1, Math.min(to, Math.ceil(day)));
}
