import type { PlanPeriod } from '../../../contract/plus.ts';
import { zoneOf } from '../../../platform/zone.ts';
import { addDays, shopDay } from '../../analytics/index.ts';

/**
 * How long a period of PLUS lasts. Pure; days are shop days, YYYY-MM-DD. As 民法典 art. 201 to 203 count: the day on which it
 * begins is not counted, it ends with the day of the same number, where the month has none with the month's last, at 24:00.
 */

const lengths: Readonly<Record<PlanPeriod, number>> = { month: 1, quarter: 3, year: 12 };

export interface Span {
  readonly opensAt: Date;
  readonly endsAt: Date;
}

export interface Period {
  readonly beginsAt: Date;
  readonly endsAt: Date;
  readonly lastDay: string;
  /** The months in it, in which its coupons are had; a trial is one. */
  readonly months: readonly Span[];
}

/** So many months after a day, on that day of the month or on the month's last. */
export function monthsAfter(day: string, count: number, monthDay: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return [String(year).padStart(4, '0'), two(month), two(Math.min(monthDay, last))].join('-');
}

/** Of a shop day. */
export const dayOfMonth = (day: string): number => Number(day.slice(8));

const two = (figure: number) => String(figure).padStart(2, '0');

/** The trial that begins now. */
export function trialFrom(now: Date, days: number, timeZone: string): Period {
  const lastDay = addDays(shopDay(now, { timeZone }), days);
  const endsAt = endOf(lastDay, timeZone);
  return { beginsAt: now, endsAt, lastDay, months: [{ opensAt: now, endsAt }] };
}

export interface After {
  readonly beginsAt: Date;
  /** From which its months are counted: the day it is bought, or the last of the period before. */
  readonly day: string;
  /** The day of the month on which periods end; a short month before does not move it. */
  readonly monthDay: number;
  readonly period: PlanPeriod;
  readonly timeZone: string;
}

/** A paid period. */
export function periodAfter({ beginsAt, day, monthDay, period, timeZone }: After): Period {
  const lastDays = Array.from({ length: lengths[period] }, (_, n) => monthsAfter(day, n + 1, monthDay));
  const ends = lastDays.map((it) => endOf(it, timeZone));
  const months = ends.map((endsAt, n) => ({ opensAt: ends[n - 1] ?? beginsAt, endsAt }));
  return { beginsAt, endsAt: ends.at(-1)!, lastDay: lastDays.at(-1)!, months };
}

/** The first instant that is no longer of the day. */
export const endOf = (day: string, timeZone: string): Date =>
  new Date(zoneOf(timeZone).instantOf(Date.parse(`${addDays(day, 1)}T00:00:00Z`)));
