import { addDays, countDays, type PeriodStep, periodStarts, startOfPeriod } from '../metrics/days.ts';

/** First and last shop day, inclusive. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/**
 * The days a question is compared with. A year: the same days a year earlier; by week 52 weeks earlier, so that each
 * Monday meets a Monday. Previous: as many periods before as the question touches; without periods as many days.
 */
export function daysBefore({ from, to }: Days, compare: 'previous' | 'year', step?: PeriodStep): Days {
  const length = lengths[step ?? 'day'];
  if (compare === 'year')
    return step === 'week' ? moved(-364) : { from: monthsOn(from, -12), to: monthsOn(to, -12) };
  if (length === 'days') return moved(step === 'week' ? -7 * weeks() : -countDays(from, to));
  const months = -length * periodStarts(from, to, step!).length;
  return { from: monthsOn(from, months), to: monthsOn(to, months) };

  function moved(days: number): Days {
    return { from: addDays(from, days), to: addDays(to, days) };
  }
  function weeks(): number {
    return periodStarts(from, to, 'week').length;
  }
}

const lengths = { day: 'days', week: 'days', month: 1, quarter: 3, year: 12 } as const;

/** The same day of another month; its last where it has no such day, and the last stays the last. */
function monthsOn(day: string, count: number): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + count];
  const first = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  const last = addDays(startOfPeriod(addDays(first, 31), 'month', first), -1);
  const isLast = addDays(day, 1).endsWith('-01');
  return isLast || day.slice(8) > last.slice(8) ? last : `${first.slice(0, 8)}${day.slice(8)}`;
}
