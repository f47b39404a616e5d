import type { CohortPeriod } from '../../../contract/cohorts.ts';
import { addDays, periodEnd, periodName } from '../metrics/days.ts';

/** Periods as whole numbers that follow each other, so that the distance of two is their difference. */

const DAY = 86_400_000;

const daysSince1970 = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;

/** The number of the period a shop day lies in. 1970-01-01 was a Thursday, three days after a Monday. */
export function numberOf(day: string, period: CohortPeriod): number {
  if (period === 'day') return daysSince1970(day);
  if (period === 'week') return Math.floor((daysSince1970(day) + 3) / 7);
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** The same in SQL, of a Date. */
export function numberSql(day: string, period: CohortPeriod): string {
  if (period === 'day') return `toInt32(${day})`;
  if (period === 'week') return `toInt32(intDiv(toInt32(${day}) + 3, 7))`;
  return `toInt32(toRelativeMonthNum(${day}) - 1)`;
}

export interface PeriodDays {
  /** As figures name it: the day, the Monday, or YYYY-MM. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** First and last day of a period by its number. */
export function daysOfNumber(number: number, period: CohortPeriod): PeriodDays {
  const from = startOf(number, period);
  return { name: periodName(from, period, from), from, to: periodEnd(from, period) };
}

function startOf(number: number, period: CohortPeriod): string {
  if (period === 'day') return addDays('1970-01-01', number);
  if (period === 'week') return addDays('1970-01-01', number * 7 - 3);
  const month = String((number % 12) + 1).padStart(2, '0');
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${month}-01`;
}
