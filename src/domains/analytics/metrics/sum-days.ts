import type { Measure } from '../catalog/measure.ts';
import type { FactName } from '../facts/fact.ts';
import type { Step } from '../facts/scope.ts';
import { startOfPeriod } from './days.ts';
import type { Window } from './earlier-windows.ts';
import type { Valued } from './fill-periods.ts';

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

/** The value over a window of which every day is among `days` (by day, in order). Levels are those of its last day. */
export function valueOver(measure: Measure, days: readonly Valued[], { from, to }: Window): number | null {
  return valueOfDays(
    measure,
    days.filter((it) => it.period >= from && it.period <= to),
  );
}

function valueOfDays({ kind }: Measure, days: readonly Valued[]): number | null {
  if (kind === 'level') return days.at(-1)?.numerator ?? null;
  const numerator = days.reduce((sum, it) => sum + it.numerator, 0);
  if (kind === 'total') return numerator;
  const denominator = days.reduce((sum, it) => sum + (it.denominator ?? 0), 0);
  return denominator === 0 ? null : numerator / denominator;
}

interface Point {
  /** First day of the period. */
  readonly period: string;
  readonly value: number | null;
}

/** The series of a window by a step, from its days. */
export function seriesOver(
  measure: Measure,
  days: readonly Valued[],
  { from, to, by }: Window & { readonly by: Step },
): Point[] {
  const periods = new Map<string, Valued[]>();
  for (const day of days) {
    if (day.period < from || day.period > to) continue;
    const start = startOfPeriod(day.period, by, from);
    periods.set(start, [...(periods.get(start) ?? []), day]);
  }
  return [...periods].map(([period, own]) => ({ period, value: valueOfDays(measure, own) }));
}
