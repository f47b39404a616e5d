import { addDays, countDays } from './days.ts';

export interface Window {
  readonly from: string;
  readonly to: string;
}

/** As many days, just before. */
export function windowBefore({ from, to }: Window): Window {
  return { from: addDays(from, -countDays(from, to)), to: addDays(from, -1) };
}

/** The same days of the calendar a year earlier; the 29th of February becomes the 28th. */
export const windowLastYear = ({ from, to }: Window): Window => ({
  from: yearBefore(from),
  to: yearBefore(to),
});

function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0');
  return `${year}${day.endsWith('-02-29') ? '-02-28' : day.slice(4)}`;
}
