import { addDays } from './format/dates.ts';

/** Days of a view as they stand in an address. Pure: today is given. */

export const lastDays = [7, 30, 90, 365] as const;

export interface Days {
  readonly from: string;
  readonly to: string;
}

const fixed = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

const isDay = (day: string): boolean => !Number.isNaN(Date.parse(day));

/** How many days back; undefined for fixed days. What is neither is the last 30. */
export function readLast(text: string): (typeof lastDays)[number] | undefined {
  const [, from, to] = fixed.exec(text) ?? [];
  if (from !== undefined && to !== undefined && isDay(from) && isDay(to) && from <= to) return undefined;
  return lastDays.find((count) => text === `last-${count}`) ?? 30;
}

/** Whole days, the last of them yesterday. */
export function daysIn(text: string, today: string): Days {
  const last = readLast(text);
  if (last !== undefined) return { from: addDays(today, -last), to: addDays(today, -1) };
  const [from = '', to = ''] = text.split('..');
  return { from, to };
}

export const fixedDays = ({ from, to }: Days): string => `${from}..${to}`;
