import { shopDay } from '../people/shop-day.ts';
import { addDays } from './days.ts';
import type { AnalysedShop } from './question.ts';

/**
 * The day up to which what is remembered of a question must not have changed: yesterday, for all that ended by then, so
 * that one count of days serves every range, and orders of today forget nothing. Which day it is decides no answer.
 */
export function markedUntil(shop: AnalysedShop, to: string): string {
  return isOver(shop, to) ? yesterdayOf(shop) : to;
}

/** Whether a range that ends on `to` is of days that ended. */
export const isOver = (shop: AnalysedShop, to: string): boolean => to <= yesterdayOf(shop);

const yesterdayOf = ({ timeZone }: AnalysedShop): string => addDays(shopDay(new Date(), { timeZone }), -1);
