import { addDays, shopDay, startOfPeriod } from '../analytics/index.ts';

/** A window as instants, milliseconds: from `from` on, up to but without `to`. */
export interface Bounds {
  /** Undefined: from ever. */
  readonly from: number | undefined;
  readonly to: number;
}

/** Which moment, in which zone. */
export interface Moment {
  /** Milliseconds. */
  readonly at: number;
  /** IANA. */
  readonly timeZone: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The instants of a window (contract/segment-conditions.ts) at a moment. Nothing behind the moment lies in it: an event
 * whose time is still to come did not happen yet. What happens at the very moment did. `24h` is (moment - 24 h, moment].
 */
export function boundsOf(window: string, { at, timeZone }: Moment): Bounds {
  const now = { from: undefined, to: at + 1 };
  if (window === 'ever') return now;
  if (/^\d+h$/.test(window)) return { from: at - Number.parseInt(window, 10) * HOUR + 1, to: at + 1 };
  const [first, last] = daysOf(window, shopDay(new Date(at), { timeZone }));
  const from = first === undefined ? undefined : dayBegins(first, timeZone);
  const end = last === undefined ? at + 1 : dayBegins(addDays(last, 1), timeZone);
  return { from, to: Math.min(at + 1, end) };
}

/** First and last shop day; either may be open. */
function daysOf(window: string, today: string): readonly [string | undefined, string | undefined] {
  if (/^\d+d$/.test(window)) return [addDays(today, 1 - Number.parseInt(window, 10)), undefined];
  if (window.includes('..')) {
    const [first, last] = window.split('..') as [string, string];
    return [first || undefined, last || undefined];
  }
  const [which, by] = window.split('-') as ['this' | 'last', 'week' | 'month' | 'quarter' | 'year'];
  const start = startOfPeriod(today, by, today);
  if (which === 'this') return [start, undefined];
  const before = addDays(start, -1);
  return [startOfPeriod(before, by, before), before];
}

/** Length of a rolling window, milliseconds; undefined for others. */
export const rollingMs = (window: string): number | undefined =>
  /^\d+h$/.test(window) ? Number.parseInt(window, 10) * HOUR : undefined;

const begun = new Map<string, number>();

/** The first instant of a shop day. Found by halving: zones skip midnights, and some skipped whole days. */
export function dayBegins(day: string, timeZone: string): number {
  const key = `${day} ${timeZone}`;
  const known = begun.get(key);
  if (known !== undefined) return known;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  let [before, after] = [midnight - 2 * DAY, midnight + 2 * DAY];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (shopDay(new Date(middle), { timeZone }) >= day) after = middle;
    else before = middle;
  }
  if (begun.size > 10_000) begun.clear();
  begun.set(key, after);
  return after;
}

/** Of a length such as `30m`, `24h`, `7d`. */
export const lengthMs = (text: string): number =>
  Number.parseInt(text, 10) * { m: 60_000, h: HOUR, d: DAY }[text.at(-1) as 'm' | 'h' | 'd'];
