import type { Step } from '../facts/scope.ts';

/** Shop days are 'YYYY-MM-DD' texts; their arithmetic is that of UTC midnights, which no summer time touches. */

const dayLength = 86_400_000;

const toTime = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Whether the text is a day of the calendar that the engine's Date can hold (1970-01-01 to 2149-06-06). */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(toTime(text))) return false;
  return toDay(toTime(text)) === text && text >= '1970-01-01' && text <= '2149-06-06';
}

export const addDays = (day: string, count: number): string => toDay(toTime(day) + count * dayLength);

/** Days from `from` to `to`, both counted. */
export const countDays = (from: string, to: string): number => (toTime(to) - toTime(from)) / dayLength + 1;

/** Steps of the calendar that are whole months, with their length. */
const months = { month: 1, quarter: 3, year: 12 } as const;

/** A step that cuts days into periods. */
export type PeriodStep = Exclude<Step, 'none'>;

/** First day of the period `day` lies in; weeks start on Monday. Without periods, `from`. */
export function startOfPeriod(day: string, by: Step, from: string): string {
  if (by === 'day') return day;
  // getUTCDay is 0 on Sunday, which belongs to the week begun six days before.
  if (by === 'week') return addDays(day, -((new Date(toTime(day)).getUTCDay() + 6) % 7));
  return by === 'none' ? from : startOfMonths(day, months[by]);
}

function startOfMonths(day: string, length: number): string {
  const month = Number(day.slice(5, 7)) - 1;
  return `${day.slice(0, 4)}-${String(month - (month % length) + 1).padStart(2, '0')}-01`;
}

/** 31 days on, a month is over, 92 a quarter, 366 a year; and the one after it is not. */
const beyond = { day: 1, week: 7, month: 31, quarter: 92, year: 366 } as const;

const nextStart = (start: string, by: PeriodStep): string =>
  startOfPeriod(addDays(start, beyond[by]), by, start);

/** Last day of the period that begins on `start`. */
export const periodEnd = (start: string, by: PeriodStep): string => addDays(nextStart(start, by), -1);

/** First days of all periods that touch [from, to], in order. */
export function periodStarts(from: string, to: string, by: Step): string[] {
  if (by === 'none') return [from];
  const starts: string[] = [];
  for (let at = startOfPeriod(from, by, from); at <= to; at = nextStart(at, by)) starts.push(at);
  return starts;
}

/** First day of the period before the first one; without periods, as many days before as the question has. */
export function previousStart(from: string, to: string, by: Step): string {
  if (by === 'none') return addDays(from, -countDays(from, to));
  return startOfPeriod(addDays(startOfPeriod(from, by, from), -1), by, from);
}

/** How a period is written: '2024-02-29', the Monday of a week, '2024-02', '2024-Q1', '2024', or '2024-01-01/2024-03-31'. */
export function periodName(start: string, by: Step, to: string): string {
  if (by === 'month') return start.slice(0, 7);
  if (by === 'quarter') return `${start.slice(0, 4)}-Q${(Number(start.slice(5, 7)) + 2) / 3}`;
  if (by === 'year') return start.slice(0, 4);
  return by === 'none' ? `${start}/${to}` : start;
}

/** The same day of the year before; 29 February becomes the 28th. */
export function yearBefore(day: string): string {
  const before = `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`;
  return isDay(before) ? before : before.replace(/-29$/, '-28');
}
