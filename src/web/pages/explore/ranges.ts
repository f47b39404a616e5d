import { addDays, addMonths } from '../../kit/format/dates.ts';

/** Days a view is about: a preset that moves with the calendar, or fixed ones as `2026-01-01..2026-01-31`. Pure. */

export const presets = [
  ...(['last-7-days', 'last-30-days', 'last-90-days', 'last-365-days', 'this-month', 'last-month'] as const),
  ...(['this-year', 'last-year', 'last-24-months'] as const),
];
export type Preset = (typeof presets)[number];

export interface Days {
  readonly from: string;
  readonly to: string;
}

const fixed = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

export const presetOf = (range: string): Preset | undefined => presets.find((it) => it === range);

export const fixedRange = ({ from, to }: Days): string => `${from}..${to}`;

/** The shop days of a range. What is none is the last 30 days; the last days end yesterday, which is whole. */
export function daysOf(range: string, today: string): Days {
  const [, from, to] = fixed.exec(range) ?? [];
  if (from !== undefined && to !== undefined && from <= to) return { from, to };
  return calendar(presetOf(range) ?? 'last-30-days', today);
}

function calendar(preset: Preset, today: string): Days {
  const month = `${today.slice(0, 7)}-01`;
  const year = `${today.slice(0, 4)}-01-01`;
  if (preset === 'this-month') return { from: month, to: today };
  if (preset === 'last-month') return { from: addMonths(month, -1), to: addDays(month, -1) };
  if (preset === 'this-year') return { from: year, to: today };
  if (preset === 'last-year') return { from: addMonths(year, -12), to: addDays(year, -1) };
  if (preset === 'last-24-months') return { from: addMonths(month, -23), to: today };
  const count = Number(preset.split('-')[1]);
  return { from: addDays(today, -count), to: addDays(today, -1) };
}
