import { occasionsBetween } from '../../../../contract/calendar.ts';
import { withRoom } from '../../../kit/charts/with-room.ts';
import { addDays, daysBetween, formatDay, formatMonth, formatShortDay } from '../../../kit/format/dates.ts';
import type { Language } from '../../../kit/words/language.ts';
import type { Range } from '../range-rules.ts';

/** How periods are named on an axis, and where the days the market plans by fall on it. Pure. */

/** `11-11`, `2026-11` or the Monday of a week; in English `Nov 11`. */
export const periodLabel = (period: string, by: Range['by'], language: Language): string =>
  by === 'month' ? formatMonth(period, language) : formatShortDay(period, language);

/** The same with its year, where it stands alone: `2026-11-11`, `2026-11`; in English `Nov 11, 2026`, `Nov 2026`. */
export const wholePeriodLabel = (period: string, by: Range['by'], language: Language): string =>
  by === 'month' ? formatMonth(period, language) : formatDay(period, language);

/** First and last day a period of a range holds. */
export function daysOfPeriod(period: string, { by, from, to }: Range): { from: string; to: string } {
  const first = by === 'month' ? `${period}-01` : period;
  const last = { day: first, week: addDays(first, 6), month: addDays(`${nextMonth(period)}-01`, -1) }[by];
  return { from: first < from ? from : first, to: last > to ? to : last };
}

function nextMonth(period: string): string {
  const [year, number] = period.split('-').map(Number) as [number, number];
  const next = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${next[0]}-${String(next[1]).padStart(2, '0')}`;
}

export interface Mark {
  readonly index: number;
  readonly label: string;
  /** Something the shop did itself. */
  readonly isOwn?: boolean;
}

export interface OwnCampaign {
  readonly campaign: string;
  readonly from: string;
}

/**
 * Occasions on the axis, and the days on which campaigns of the shop began: all of them over up to four months, else the
 * occasions on which a year's sales turn. Where names would run into each other, an occasion's stays before a campaign's,
 * the earlier before the later; the line of the other stays.
 */
export function marksOf(
  periods: readonly string[],
  range: Range,
  language: Language,
  campaigns: readonly OwnCampaign[] = [],
): Mark[] {
  const isLong = daysBetween(range.from, range.to) > 124;
  const place = (day: string) => periods.findIndex((it) => holds(it, day, range));
  const occasions = occasionsBetween(range.from, range.to)
    .filter((it) => it.isMajor || !isLong)
    .map(({ day, label }) => ({ index: place(day), label: language === 'zh-CN' ? label.zh : label.en }));
  const own = (isLong ? [] : campaigns).map(({ campaign, from }) => ({
    ...{ index: place(from), label: campaign, isOwn: true },
  }));
  return withRoom(
    [...occasions, ...own].filter((it) => it.index >= 0),
    periods.length / 7,
  );
}

function holds(period: string, day: string, range: Range): boolean {
  const { from, to } = daysOfPeriod(period, range);
  return day >= from && day <= to;
}
