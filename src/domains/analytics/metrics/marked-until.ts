import { shopDay } from '../people/shop-day.ts';
import { addDays } from './days.ts';
import type { AnalysedShop } from './question.ts';

/**
 * The day up to which what is remembered of a question must not have changed: yesterday, for all that ended by then, so
 * that one count of days serves every range, and orders of today forget nothing. Which day it is decides no answer.
 */
export function markedUntil({ timeZone }: AnalysedShop, to: string): string {
  const yesterday = addDays(shopDay(new Date(), { timeZone }), -1);
  return to > yesterday ? to : yesterday;
}
