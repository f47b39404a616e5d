import { addDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { askLast } from '../value/ask-purchases.ts';

/** A shop without a purchase for so long is a file from the past, and is seen as of its last day. */
const PAST_DAYS = 60;

/** Shop day that is meant where none is told: `until`, or of a file from the past its last day of a purchase. */
export async function usualDay(asking: Asking, until: string): Promise<string> {
  return dayOfLast((await askLast(asking, until)).last, until);
}

/** The same of a last day of a purchase that is known; null: there is none. */
export const dayOfLast = (last: string | null, until: string): string =>
  last !== null && last < addDays(until, -PAST_DAYS) ? last : until;
