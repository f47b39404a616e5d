import { zoneOf } from '../../../platform/zone.ts';

/** The shop's calendar month an instant lies in, YYYY-MM. */
const monthOf = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit' }).format(instant);

/**
 * First shop day that is kept under a term: whole months, so that partitions (months) go as a whole. A term of 1 keeps
 * this month and the one before. PIPL Art. 19: no longer than the purpose needs; the shop says how long that is.
 */
export function firstKeptDay(now: Date, months: number, timeZone: string): string {
  const [year, month] = monthOf(now, timeZone).split('-').map(Number) as [number, number];
  const index = year * 12 + (month - 1) - months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}

/** A shop day and its first instant. */
export const cutOf = (beforeDay: string, timeZone: string) => ({
  beforeDay,
  before: new Date(zoneOf(timeZone).instantOf(Date.parse(`${beforeDay}T00:00:00Z`))),
});
