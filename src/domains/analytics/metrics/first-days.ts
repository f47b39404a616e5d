import type { Measure } from '../catalog/measure.ts';
import type { Step } from '../facts/scope.ts';
import { periodEnd, startOfPeriod } from './days.ts';
import type { Window } from './earlier-windows.ts';
import type { Found } from './fill-periods.ts';

/**
 * New or returning from days counted once: a row of a day says the customer's first day where the period decides
 * (`Scope.isOpen`), so that days, weeks and months of every range need no scan of their own. Pure.
 */

type OpenStep = 'day' | 'week' | 'month';

const steps: readonly string[] = ['day', 'week', 'month'];

/** Whether a measure by a step can be told from such days: sums of documents, by steps no longer than a month. */
export const isOpen = ({ parts }: Measure, by: Step): by is OpenStep =>
  steps.includes(by) && parts.every(({ fact }) => fact === 'orders' || fact === 'refunds');

/** The rows within a window, each with the word its period gives it: new in the one that holds the first day. */
export const wordsOf = (days: readonly Found[], window: Window & { readonly by: OpenStep }): Found[] =>
  days
    .filter(({ period }) => period >= window.from && period <= window.to)
    .map((it) => ({ ...it, dimension: wordOf(it, window) }));

function wordOf({ period: day, dimension }: Found, { from, to, by }: Window & { readonly by: OpenStep }) {
  if (!/^\d/.test(dimension)) return dimension;
  const start = startOfPeriod(day, by, from);
  const end = periodEnd(start, by);
  if (dimension > (end < to ? end : to)) return 'none';
  return dimension >= (start > from ? start : from) ? 'new' : 'returning';
}
