import type { Measure } from '../catalog/measure.ts';
import type { FactName } from '../facts/fact.ts';
import type { Step } from '../facts/scope.ts';
import { periodStarts, startOfPeriod } from './days.ts';
import type { Window } from './earlier-windows.ts';
import { type Found, fillPeriods, type Valued } from './fill-periods.ts';

/**
 * Windows made of days already counted, so that a figure, its series and what it is compared with are one question and
 * not four. Pure.
 */

/** Facts whose rows lie on one day and count there once, whatever window is asked: days of them add up to any window. */
const additive: ReadonlySet<FactName> = new Set([
  'orders',
  'refunds',
  'spend',
  'new-customers',
  'known-customers',
]);

/** Whether the days of a measure add up to any window. Buyers do not: who buys on two days is one buyer of the week. */
export const addsUp = ({ parts }: Measure): boolean => parts.every(({ fact }) => additive.has(fact));

/** The value over a window, of every day there ever was that is among `days`. Levels are those of its last day. */
export const valueOver = (measure: Measure, days: readonly Found[], window: Window): number | null =>
  rowsOver(measure, days, { ...window, by: 'none' })[0]!.value;

/** The periods of a window by a step, from its days; with a dimension, for every value of it that occurs in the window. */
export function rowsOver(
  measure: Measure,
  days: readonly Found[],
  { from, to, by, isSplit = false }: Window & { readonly by: Step; readonly isSplit?: boolean },
): Valued[] {
  const sums = new Map<string, Found>();
  for (const day of days) {
    if (day.period > to || (day.period < from && measure.kind !== 'level')) continue;
    const period = startOfPeriod(day.period < from ? from : day.period, by, from);
    const key = `${period} ${day.dimension}`;
    sums.set(key, added(day, sums.get(key), period));
  }
  const found = [...sums.values()];
  const values = isSplit ? [...new Set(found.map((it) => it.dimension))].sort() : [''];
  return fillPeriods(measure, { periods: periodStarts(from, to, by), values }, found);
}

const added = (day: Found, sum: Found | undefined, period: string): Found => ({
  ...{ period, dimension: day.dimension },
  numerator: day.numerator + (sum?.numerator ?? 0),
  denominator: day.denominator + (sum?.denominator ?? 0),
});
