import type { Measure } from '../catalog/measure.ts';
import type { Step } from '../facts/scope.ts';
import { countBuyers, readBuyerDays } from './buyer-days.ts';
import { compileWindows, windowNumbers } from './compile-figures.ts';
import { countDays } from './count-days.ts';
import { periodEnd, periodStarts } from './days.ts';
import type { Window } from './earlier-windows.ts';
import { type EngineRow, foundOf } from './engine-rows.ts';
import { firstDay, type Ways, type Windows } from './figure-ways.ts';
import { type Found, fillPeriods, type Valued } from './fill-periods.ts';
import { type MarkedAsking, remembered } from './memory.ts';
import { rowsOver, valueOver } from './sum-days.ts';

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

export interface Together extends MarkedAsking {
  readonly ways: Ways;
  readonly windows: Windows;
  readonly by: Step;
}

/** The figures of the measures by days, by buyers, then by windows; a question each, of what is not remembered. */
export async function countTogether(question: Together): Promise<Figure[]> {
  const { byDays, byBuyers, byWindows } = question.ways;
  const [days, buyers, windows] = await Promise.all([
    countDays(question, byDays),
    tellBuyers(question),
    askWindows(question),
  ]);
  return [
    ...byDays.map((measure, n) => fromDays(measure, days[n]!, question)),
    ...byBuyers.map((measure, n) => fromWindows(measure, buyers[n]!, question)),
    ...byWindows.map((measure, n) => fromWindows(measure, foundOf(windows, n), question)),
  ];
}

async function tellBuyers(question: Together): Promise<Found[][]> {
  const { ways, windows, by } = question;
  if (ways.byBuyers.length === 0) return [];
  const kept = await readBuyerDays(question);
  const { from, to } = windows.value;
  const steps = periodStarts(from, to, by).map((start): [string, Window] => {
    const end = by === 'none' ? to : periodEnd(start, by);
    return [start, { from: [start, from].sort()[1]!, to: [end, to].sort()[0]! }];
  });
  const numbered = Object.entries(windowNumbers).map(([name, number]): [string, Window] => [
    String(number),
    windows[name as keyof Windows],
  ]);
  return countBuyers(kept, ways.byBuyers, new Map([...numbered, ...steps]));
}

async function askWindows(question: Together): Promise<readonly EngineRow[]> {
  const { clickhouse, shop, ways, windows, by, signal } = question;
  const { value, previous, last_year: lastYear } = windows;
  const measures = ways.byWindows;
  if (measures.length === 0) return [];
  const what = ['windows', measures.map(({ code }) => code), windows, by];
  return remembered(question, what, () =>
    clickhouse.query<EngineRow>({
      sql: compileWindows(measures, shop.timeZone, by),
      shopId: shop.shopId,
      params: {
        ...{ currency: shop.currency, earliest: ways.earliest, from: value.from, to: value.to },
        ...{ previous_from: held(previous.from), previous_to: held(previous.to) },
        ...{ last_year_from: held(lastYear.from), last_year_to: held(lastYear.to) },
      },
      ...(signal && { signal }),
    }),
  );
}

/** A day the engine's Date can hold; what a window before that comes to is not asked of it. */
const held = (day: string): string => (day < firstDay ? firstDay : day);

function fromDays(measure: Measure, days: readonly Found[], { windows, by }: Together): Figure {
  const { value, previous, last_year: lastYear } = windows;
  const over = (window: Window) => valueOver(measure, days, window);
  const series = rowsOver(measure, days, { ...value, by });
  return {
    ...{ value: over(value), previous: over(previous), last_year: over(lastYear) },
    series: series.map(toPoint),
  };
}

const toPoint = ({ period, value }: Valued): Point => ({ period, value });

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
    series: rows.slice(numbers.length).map(toPoint),
  };
}
