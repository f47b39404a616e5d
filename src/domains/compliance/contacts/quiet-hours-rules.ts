import type { QuietHours } from '../../../contract/consent.ts';

/**
 * From ten at night to eight in the morning. A house default: we can name no statute of the PRC that gives hours for
 * messages of a shop; providers and carriers of SMS have their own, and each shop sets its own here.
 */
export const defaultQuietHours: QuietHours = { from: '22:00', until: '08:00' };

/** '22:30' is 1350. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

export const timeOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((it) => String(it).padStart(2, '0')).join(':');

/** Whether clocks in the shop's zone show a quiet time: from the first minute on, no longer in the last. Over midnight too. */
export function isQuiet(hours: QuietHours | null, now: Date, timeZone: string): boolean {
  if (hours === null) return false;
  const [from, until, at] = [minuteOf(hours.from), minuteOf(hours.until), shopMinute(now, timeZone)];
  return from < until ? at >= from && at < until : at >= from || at < until;
}

/**
 * When a quiet time that it is now ends: at the first instant whose clock no longer shows one. Where the clock jumps
 * within it (summer time), up to an hour later.
 */
export function quietUntil(hours: QuietHours | null, now: Date, timeZone: string): Date | undefined {
  if (hours === null || !isQuiet(hours, now, timeZone)) return undefined;
  const minutes = (minuteOf(hours.until) - shopMinute(now, timeZone) + DAY_MINUTES) % DAY_MINUTES;
  let end = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS + minutes * MINUTE_MS;
  while (isQuiet(hours, new Date(end), timeZone)) end += 15 * MINUTE_MS;
  return new Date(end);
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

const shopMinute = (now: Date, timeZone: string): number =>
  minuteOf(new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' }).format(now));
