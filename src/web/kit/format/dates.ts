import type { Language } from '../words/language.ts';
import { datesIn } from './formatters.ts';

/** Days and instants as the reader expects them. Pure: the zone is the shop's, never the browser's. */

const dayOptions = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;

/** A shop day, `YYYY-MM-DD`, which has no zone any more. */
export function formatDay(day: string, language: Language): string {
  if (language === 'zh-CN') return day;
  return datesIn(language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  }).format(new Date(`${day}T00:00:00Z`));
}

/** A shop day where its year is plain: `11-11`, `Nov 11`. */
export function formatShortDay(day: string, language: Language): string {
  if (language === 'zh-CN') return day.slice(5);
  const at = new Date(`${day}T00:00:00Z`);
  return datesIn(language, { timeZone: 'UTC', month: 'short', day: 'numeric' }).format(at);
}

/** A month, `YYYY-MM`: `2026-11`, `Nov 2026`. */
export function formatMonth(month: string, language: Language): string {
  if (language === 'zh-CN') return month;
  const at = new Date(`${month}-01T00:00:00Z`);
  return datesIn(language, { timeZone: 'UTC', year: 'numeric', month: 'short' }).format(at);
}

export interface InstantFormat {
  readonly language: Language;
  /** IANA name of the shop's zone. */
  readonly zone: string;
  readonly seconds?: boolean;
}

/** An instant (ISO 8601, UTC) on the shop's clock: `2026-11-26 21:30`. */
export function formatInstant(instant: string, { language, zone, seconds = false }: InstantFormat): string {
  const at = new Date(instant);
  const time = {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && ({ second: '2-digit' } as const)),
  } as const;
  if (language === 'en-US') {
    const options = { year: 'numeric', month: 'short', day: 'numeric', ...time, hour12: false } as const;
    return datesIn(language, { ...options, timeZone: zone }).format(at);
  }
  // Swedish writes 2026-11-26 21:30, as people here do.
  return datesIn('sv-SE', { ...dayOptions, ...time, timeZone: zone }).format(at);
}

/** The shop day of an instant. */
export const dayOf = (at: Date, zone: string): string =>
  datesIn('sv-SE', { ...dayOptions, timeZone: zone }).format(at);

/** `days` later (or earlier), on the calendar. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The same day so many months later; the 31st becomes the last of a shorter month. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

/** Days from one to the other, both counted. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1;
