import { addDays, countDays, yearBefore } from './days.ts';

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
