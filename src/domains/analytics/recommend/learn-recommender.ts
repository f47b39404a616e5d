import type { RecommendationCheck } from '../../../contract/recommendations.ts';
import { addDays, countDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { type Interactions, readInteractions } from './interactions.ts';
import { judge } from './judge.ts';
import { type Mix, popularAlone } from './mix-rules.ts';

/** What a shop's lists are mixed of, and how they did. */
export interface LearnedMix {
  readonly mix: Mix;
  readonly check: RecommendationCheck | null;
}

/** Of the method: a new one learns anew. */
export const METHOD_VERSION = 3;

/** Of fewer customers ten points of recall more or less are luck. */
const ENOUGH = 100;

export const isUnsure = (check: RecommendationCheck | null): boolean =>
  check === null || check.customers < ENOUGH;

const HOLDOUT_DAYS = 60;

/** Two months check what was learnt before them; of a short past a third. */
export const holdoutOf = (first: string, asOf: string): number =>
  Math.max(1, Math.min(HOLDOUT_DAYS, Math.floor(countDays(first, asOf) / 3)));

/** Learns up to the holdout and lets the days behind choose the mix and judge it. */
export async function learnMix(
  asking: Asking,
  { asOf, holdoutDays }: { asOf: string; holdoutDays: number },
): Promise<LearnedMix & { told: Interactions }> {
  const calibration = addDays(asOf, -holdoutDays);
  const told = await readInteractions(asking, { calibration, until: asOf });
  if (told.customers.length === 0 || told.products.length === 0)
    return { told, mix: popularAlone, check: null };
  const { mix, customers, methods } = await judge(told);
  const check = { calibration_end: calibration, to: asOf, customers, methods: [...methods] };
  return { told, mix, check };
}
