import type { Measure } from '../catalog/measure.ts';
import type { Step } from '../facts/scope.ts';
import { compileFigures, windowNumbers } from './compile-figures.ts';
import { periodStarts } from './days.ts';
import type { Window } from './earlier-windows.ts';
import { firstDay, type Ways, type Windows } from './figure-ways.ts';
import { type Found, fillPeriods, type Valued } from './fill-periods.ts';
import type { Asking } from './question.ts';
import { seriesOver, valueOver } from './sum-days.ts';

export interface Point {
  /** First day of the period. */
  readonly period: string;
  readonly value: number | null;
}

/** A measure over a window, over those it is compared with, and along the window. */
export interface Figure {
  readonly value: number | null;
  readonly previous: number | null;
  readonly last_year: number | null;
  readonly series: readonly Point[];
}

export interface Together extends Asking {
  readonly ways: Ways;
  readonly windows: Windows;
  readonly by: Step;
}

interface EngineRow extends Readonly<Record<`n_${number}` | `d_${number}`, string>> {
  readonly in_windows: number;
  readonly at: number;
}

/** The figures of the measures by days, then of those by windows; one question. */
export async function countTogether(question: Together): Promise<Figure[]> {
  const { byDays, byWindows } = question.ways;
  if (byDays.length + byWindows.length === 0) return [];
  const rows = await ask(question);
  const foundOf = (inWindows: 0 | 1, n: number) =>
    rows.filter((row) => row.in_windows === inWindows).map((row) => toFound(row, n));
  return [
    ...byDays.map((measure, n) => fromDays(measure, foundOf(0, n), question)),
    ...byWindows.map((measure, n) => fromWindows(measure, foundOf(1, byDays.length + n), question)),
  ];
}

function ask({ clickhouse, shop, ways, windows, by, signal }: Together): Promise<EngineRow[]> {
  const { value, previous, last_year: lastYear } = windows;
  return clickhouse.query<EngineRow>({
    sql: compileFigures(ways, shop.timeZone, by),
    shopId: shop.shopId,
    params: {
      ...{ currency: shop.currency, earliest: ways.earliest, from: value.from, to: value.to },
      ...{ previous_from: held(previous.from), previous_to: held(previous.to) },
      ...{ last_year_from: held(lastYear.from), last_year_to: held(lastYear.to) },
    },
    ...(signal && { signal }),
  });
}

/** A day the engine's Date can hold; what a window before that comes to is not asked of it. */
const held = (day: string): string => (day < firstDay ? firstDay : day);

const toFound = (row: EngineRow, n: number): Found => ({
  ...{ period: periodAt(row.at), dimension: '' },
  ...{ numerator: Number(row[`n_${n}`]), denominator: Number(row[`d_${n}`]) },
});

/** A day, or the number of a window as text. */
const periodAt = (at: number): string =>
  at < 0 ? String(at) : new Date(at * 86_400_000).toISOString().slice(0, 10);

function fromDays(measure: Measure, found: readonly Found[], { ways, windows, by }: Together): Figure {
  const { value, previous, last_year: lastYear } = windows;
  const periods = periodStarts(ways.earliest, value.to, 'day');
  const days = fillPeriods(measure, { periods, values: [''] }, found);
  const over = (window: Window) => valueOver(measure, days, window);
  return {
    ...{ value: over(value), previous: over(previous), last_year: over(lastYear) },
    series: seriesOver(measure, days, { ...value, by }),
  };
}

function fromWindows(measure: Measure, found: readonly Found[], { windows, by }: Together): Figure {
  const { value, previous, last_year: lastYear } = windows;
  const numbers = Object.values(windowNumbers).map(String);
  const steps = periodStarts(value.from, value.to, by);
  const rows = fillPeriods(measure, { periods: [...numbers, ...steps], values: [''] }, found);
  const [own, before, yearBefore] = rows as [Valued, Valued, Valued, ...Valued[]];
  return {
    value: own.value,
    previous: previous.from < firstDay ? null : before.value,
    last_year: lastYear.from < firstDay ? null : yearBefore.value,
    series: rows.slice(numbers.length).map(({ period, value: at }) => ({ period, value: at })),
  };
}
