import type { LearnedValue } from './learned-value.ts';
import type { Seen } from './models/count-model.ts';
import { discountedPurchases, rateOf } from './models/discount.ts';
import { expectedSpend, LEAST_SHAPE } from './models/gamma-gamma.ts';
import { findCountModel } from './models/models.ts';
import { quantileOf } from './models/outcomes.ts';
import { amountAt, countPart, type LogAmount, scalePart } from './models/spend-outcomes.ts';

/** What a customer bought, in days, and what their repeats came to (major units). */
export interface Bought {
  readonly x: number;
  readonly tx: number;
  readonly t: number;
  readonly repeatSum: number;
}

/** A figure and where its outcome lies in eight cases of ten. */
export interface Ranged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What is expected of a customer within the horizon. Money in major units. */
export interface Forecast {
  readonly alive: number;
  readonly purchases: Ranged;
  readonly spend: Ranged;
  readonly value: Ranged;
  /**
   * Derivatives of the logarithms of the expected purchases and spend by those of the parameters: for errors of the mean
   * by the delta method.
   */
  readonly slopes: { readonly purchases: readonly number[]; readonly spend: readonly number[] };
}

/** Eight cases of ten lie between them. */
const [LOW, HIGH] = [0.1, 0.9];

/** Customers alike in days, as a rule some hundred thousand patterns; beyond so many they are forgotten, to be flat in memory. */
const MOST_PATTERNS = 400_000;

interface Pattern {
  readonly alive: number;
  readonly expected: number;
  /** Discounted / not discounted. */
  readonly discount: number;
  readonly low: number;
  readonly high: number;
  readonly nothing: number;
  readonly amount: LogAmount;
  readonly slopes: readonly number[];
}

/** Says of customers what a learnt model expects of them; those alike in days are worked out once. */
export function forecaster(learned: LearnedValue): (bought: Bought) => Forecast {
  const known = new Map<number, Pattern>();
  const [p, q, gamma] = learned.spending.parameters as [number, number, number];
  return (bought) => {
    const key = (bought.x * 65_536 + bought.tx) * 65_536 + bought.t;
    const pattern = known.get(key) ?? patternOf(learned, bought, p);
    if (known.size >= MOST_PATTERNS) known.clear();
    known.set(key, pattern);
    return withSpending(pattern, spendingOf([p, q, gamma], bought), learned.margin_rate);
  };
}

function patternOf(learned: LearnedValue, { x, tx, t }: Bought, p: number): Pattern {
  const { counts, settings } = learned;
  const model = findCountModel(counts.model)!;
  const seen: Seen = { x, tx: tx / 7, t: t / 7 };
  const horizon = settings.horizon_weeks;
  const at = counts.parameters;
  const expected = model.expected(at, seen, horizon);
  const rate = rateOf(settings.discount_rate, 7);
  const later = discountedPurchases((ahead) => model.expected(at, seen, ahead), { rate, horizon });
  const outcomes = model.outcomes(at, seen, horizon);
  return {
    ...{ alive: model.alive(at, seen), expected, discount: expected > 0 ? later / expected : 1 },
    ...{ low: quantileOf(outcomes, LOW), high: quantileOf(outcomes, HIGH), nothing: outcomes[0]! },
    amount: countPart(outcomes, p),
    slopes: slopesOf((parameters) => model.expected(parameters, seen, horizon), at, expected),
  };
}

const STEP = 1e-4;

/** d log f / d log parameter, by a small step each. */
const slopesOf = (f: (at: readonly number[]) => number, at: readonly number[], here: number): number[] =>
  at.map((it, n) => (here <= 0 ? 0 : (f(at.with(n, it * (1 + STEP))) / here - 1) / STEP));

interface Spends {
  readonly mean: number;
  readonly scale: LogAmount;
  readonly p: number;
  readonly slopes: readonly number[];
}

/** Their own mean drawn toward the shop's; whoever never came back and spent is the shop's. */
function spendingOf([p, q, gamma]: readonly [number, number, number], { x, repeatSum }: Bought): Spends {
  const seen = x > 0 && repeatSum > 0 ? { x, mean: repeatSum / x } : { x: 0, mean: 0 };
  const [shape, sum] = [p * seen.x + q, gamma + seen.x * seen.mean];
  const scale = scalePart(shape, sum);
  const known = { p, mean: expectedSpend([p, q, gamma], seen), scale };
  if (shape < LEAST_SHAPE) return { ...known, slopes: [1, 0, gamma / sum] };
  return { ...known, slopes: [1 - (p * seen.x) / (shape - 1), -q / (shape - 1), gamma / sum] };
}

function withSpending(it: Pattern, { mean, scale, p, slopes }: Spends, margin: number): Forecast {
  const amount = { mean: it.amount.mean + scale.mean, variance: it.amount.variance + scale.variance };
  const worth = it.discount * margin;
  const own = { mean: Math.log(p) + scale.mean, variance: scale.variance };
  return {
    alive: it.alive,
    purchases: { value: it.expected, low: it.low, high: it.high },
    spend: { value: mean, low: amountAt(LOW, 0, own), high: amountAt(HIGH, 0, own) },
    value: {
      value: it.expected * mean * worth,
      low: amountAt(LOW, it.nothing, amount) * worth,
      high: amountAt(HIGH, it.nothing, amount) * worth,
    },
    slopes: { purchases: it.slopes, spend: slopes },
  };
}
