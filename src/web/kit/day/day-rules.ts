import { addDays } from '../format/dates.ts';

/** Reading a typed day, and the days a calendar shows. Pure. */

const typed = /^\s*(\d{4})(?:[-/.年\s](\d{1,2})[-/.月\s](\d{1,2})日?|(\d{2})(\d{2}))\s*$/;

/** The day, `YYYY-MM-DD`, of `2026-1-31`, `2026/01/31`, `2026年1月31日` or `20260131`; undefined where it is none. */
export function readDay(text: string): string | undefined {
  const [, year, month, date, bareMonth, bareDate] = typed.exec(text) ?? [];
  if (year === undefined) return undefined;
  const day = [year, (month ?? bareMonth)!.padStart(2, '0'), (date ?? bareDate)!.padStart(2, '0')].join('-');
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined;
}

/** The weeks, Monday first, that hold the month of a day; what stands before and after it belongs to its neighbours. */
export function weeksOf(day: string): string[][] {
  const first = `${day.slice(0, 7)}-01`;
  const sinceMonday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const start = addDays(first, -sinceMonday);
  const weeks = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (__, n) => addDays(start, week * 7 + n)),
  );
  return weeks.filter((week) => week.some((it) => it.slice(0, 7) === day.slice(0, 7)));
}

/** Whether a day may be chosen; an empty bound bounds nothing. */
export const isWithin = (day: string, min = '', max = ''): boolean =>
  (min === '' || day >= min) && (max === '' || day <= max);
