import { addDays, addMonths, daysBetween } from '../../kit/format/dates.ts';

/** The days an overview is about, and the step they are cut into. Pure: today is given. */

export const presets = [
  ...(['7d', '30d', '90d', '365d', 'this-month', 'last-month', 'this-year', 'all', 'custom'] as const),
];
export type Preset = (typeof presets)[number];

export const steps = ['day', 'week', 'month'] as const;
export type Step = (typeof steps)[number];

/** What the address says; texts as they stand there. */
export interface RangeView {
  readonly range: string;
  readonly from: string;
  readonly to: string;
  /** 'auto' or a step. */
  readonly by: string;
}

/** What an address says that says nothing. */
export const viewDefaults: RangeView & { readonly compare: string } = {
  ...{ range: '30d', from: '', to: '', by: 'auto', compare: 'previous' },
};

export interface Range {
  readonly preset: Preset;
  /** Shop days, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly by: Step;
}

export interface Around {
  readonly today: string;
  /** Days of the first and the last paid order; null before there is one. */
  readonly ordersFrom: string | null;
  readonly ordersTo: string | null;
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Whole days only: a day that has just begun would make every range look like a fall. */
const lastDays = (count: number, today: string) => ({ from: addDays(today, -count), to: addDays(today, -1) });

const monthStart = (day: string): string => `${day.slice(0, 7)}-01`;

function daysOf(preset: Preset, view: RangeView, { today, ordersFrom, ordersTo }: Around) {
  if (preset === 'custom') return { from: view.from, to: view.to };
  if (preset === 'this-month') return { from: monthStart(today), to: today };
  if (preset === 'this-year') return { from: `${today.slice(0, 4)}-01-01`, to: today };
  if (preset === 'all') return { from: ordersFrom ?? addDays(today, -30), to: ordersTo ?? today };
  if (preset === 'last-month') {
    const first = addMonths(monthStart(today), -1);
    return { from: first, to: addDays(monthStart(today), -1) };
  }
  return lastDays(Number.parseInt(preset, 10), today);
}

/** A chart of 30 to 60 marks reads best: days up to two months, weeks up to a year and a month, months beyond. */
export function stepFor(from: string, to: string): Step {
  const days = daysBetween(from, to);
  if (days <= 62) return 'day';
  return days <= 400 ? 'week' : 'month';
}

/** The range of a view. What an address says that is no range (a day that does not exist) is the last 30 days. */
export function rangeOf(view: RangeView, around: Around): Range {
  const known = presets.find((it) => it === view.range) ?? '30d';
  const sound = known !== 'custom' || (isDay(view.from) && isDay(view.to) && view.from <= view.to);
  const preset = sound ? known : '30d';
  const { from, to } = daysOf(preset, view, around);
  const asked = steps.find((it) => it === view.by);
  // Ten years of days is what the server answers at most.
  const isFine = asked !== 'day' || daysBetween(from, to) <= 1100;
  return { preset, from, to, by: asked !== undefined && isFine ? asked : stepFor(from, to) };
}
