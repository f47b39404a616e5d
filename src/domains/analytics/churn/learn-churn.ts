import type { ChurnCheck, ChurnSettings } from '../../../contract/churn.ts';
import { eachInTurn, mapInTurn } from '../../../platform/give-way.ts';
import { addDays, countDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { judge } from './check-rules.ts';
import { featureRow, features, usualGap } from './features.ts';
import { type Habits, isLost, recencyOf } from './habits.ts';
import { type Examples, fitLogistic, type Logistic, riskOf } from './logistic.ts';
import { readHabits } from './read-habits.ts';

/** What was learnt: kept with its run, and enough to score with. */
export interface LearnedChurn {
  readonly settings: ChurnSettings;
  /** Days that are waited: shorter than chosen where the past is short. */
  readonly windowDays: number;
  /** The usual gap of the shop's customers, in days. */
  readonly gap: number;
  readonly model: Logistic;
  /** Customers learnt from, and how many of them were lost. */
  readonly customers: number;
  readonly lost: number;
}

export interface Learning {
  readonly asking: Asking;
  readonly settings: ChurnSettings;
  /** Shop days: the first purchase of the shop, and the last day that is known. */
  readonly first: string;
  readonly asOf: string;
  /** No customer has a higher number. */
  readonly lastNumber: number;
}

/** Enough for ten weights to three digits; a million customers would say the same. */
const MOST_EXAMPLES = 200_000;

const LEAST_WINDOW = 7;

/** A third of the past at most: one to see customers in, one to learn what came of them, one to check it on. */
function usableWindow({ settings, first, asOf }: Pick<Learning, 'settings' | 'first' | 'asOf'>): number {
  const third = Math.floor(countDays(first, asOf) / 3);
  return Math.max(LEAST_WINDOW, Math.min(settings.window_days, third));
}

/**
 * Learns from customers as they were one window before the day, of whom it is known by now whether they were lost. The
 * check sees nothing of that: it learns a window earlier, and is held against these same customers.
 */
export async function learnChurn(it: Learning): Promise<{ learned: LearnedChurn; check: ChurnCheck | null }> {
  const windowDays = usableWindow(it);
  const [day, before] = [addDays(it.asOf, -windowDays), addDays(it.asOf, -2 * windowDays)];
  const now = await seenFrom(it, day, it.asOf);
  const then = before < it.first ? [] : await seenFrom(it, before, day);
  const learned = { settings: it.settings, windowDays, ...(await fitTo(now, it.settings)) };
  if (then.length === 0 || now.length === 0) return { learned, check: null };
  const judged = await judgeBy(await fitTo(then, it.settings), now, it.settings);
  return { learned, check: { fitted_on: before, day, to: it.asOf, ...judged } };
}

/** Customers as they were at the end of a day, with what is known of them up to another. */
export function seenFrom(
  { asking, settings, lastNumber }: Pick<Learning, 'asking' | 'settings' | 'lastNumber'>,
  asOf: string,
  until: string,
): Promise<Habits[]> {
  const sample = Math.max(1, Math.ceil(lastNumber / MOST_EXAMPLES));
  return readHabits(asking, {
    asOf,
    until,
    activeDays: settings.active_days,
    first: 1,
    last: lastNumber,
    sample,
    // Drawn by a hash, so a few more than one in so many are possible.
    most: 2 * MOST_EXAMPLES,
  });
}

type Fit = Pick<LearnedChurn, 'gap' | 'model' | 'customers' | 'lost'>;

async function fitTo(all: readonly Habits[], { event }: ChurnSettings): Promise<Fit> {
  const gap = usualGap(all);
  const width = features.length;
  const examples: Examples = {
    width,
    values: new Float64Array(all.length * width),
    outcomes: new Uint8Array(all.length),
  };
  await eachInTurn(all, (it, n) => {
    examples.values.set(featureRow(it, gap), n * width);
    examples.outcomes[n] = Number(isLost(it, event));
  });
  const lost = examples.outcomes.reduce((sum, is) => sum + is, 0);
  return { gap, model: await fitLogistic(examples), customers: all.length, lost };
}

async function judgeBy({ gap, model }: Fit, all: readonly Habits[], { event }: ChurnSettings) {
  return judge(
    await mapInTurn(all, (it) => ({
      risk: riskOf(model, featureRow(it, gap)).risk,
      recency: recencyOf(it),
      lost: isLost(it, event),
    })),
  );
}
