import type { Measure } from '../catalog/measure.ts';
import type { FactName } from '../facts/fact.ts';
import { isOfBuyers } from './buyer-days.ts';
import { countDays } from './days.ts';
import type { Window } from './earlier-windows.ts';
import { addsUp } from './sum-days.ts';

/** How the figures of one request are counted. Pure. */

/** The first day the engine's Date can hold; nobody sold anything before. */
export const firstDay = '1970-01-01';

/** A window with what it is compared with. */
export interface Windows {
  readonly value: Window;
  readonly previous: Window;
  readonly last_year: Window;
}

export interface Ways {
  /** First day of the earliest window that the engine can hold. */
  readonly earliest: string;
  /** Measures whose days add up to any window: counted by day once, over all the windows. */
  readonly byDays: readonly Measure[];
  /** Measures told from who bought on each day, of days that ended: those of today change with every order. */
  readonly byBuyers: readonly Measure[];
  /** Measures counted in each window and each step of the series, all in one scan of their facts. */
  readonly byWindows: readonly Measure[];
  /** Measures of which each window is a question of its own: they look beyond the window, or count kept answers. */
  readonly apart: readonly Measure[];
}

/** Facts of which each row lies on one day, and counts in every window that holds the day. */
const ofOneDay: ReadonlySet<FactName> = new Set([
  ...(['orders', 'refunds', 'spend', 'new-customers', 'buyers', 'recommenders'] as const),
]);

/** Ten years of days are what one question may bring. */
const mostDays = 3_660;

export function waysOf(
  measures: readonly Measure[],
  windows: Windows,
  { keepsBuyers }: { readonly keepsBuyers: boolean },
): Ways {
  const first = [windows.previous.from, windows.last_year.from, windows.value.from].sort()[0]!;
  const isShort = first >= firstDay && countDays(first, windows.value.to) <= mostDays;
  const byDays = isShort ? measures.filter(addsUp) : [];
  const byBuyers = keepsBuyers ? measures.filter(isOfBuyers) : [];
  const others = measures.filter((it) => !byDays.includes(it) && !byBuyers.includes(it));
  const byWindows = others.filter(isOfOneDay);
  const apart = others.filter((it) => !byWindows.includes(it));
  return { earliest: first < firstDay ? firstDay : first, byDays, byBuyers, byWindows, apart };
}

const isOfOneDay = ({ parts }: Measure): boolean => parts.every(({ fact }) => ofOneDay.has(fact));
