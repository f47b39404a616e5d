import type { ExploreCatalogue, View } from '../../../contract/explore.ts';
import type { Arranged, Keys } from './arrange.ts';

/** What a cell shows of its value: the value, its share of the total, the sum so far, its rank. Pure. */

export type Measure = ExploreCatalogue['measures'][number];
export type Show = View['show'];

export interface Shown {
  readonly value: number | null;
  /** The value of the period compared with; null without one, and for what is calculated. */
  readonly before: number | null;
  /** What `value` is. */
  readonly as: Show;
}

/** What can be said of a measure: shares and sums of a ratio would say nothing, sums so far only of what adds up. */
export function canShow(measure: Measure, show: Show): boolean {
  if (show === 'share') return measure.kind !== 'ratio';
  return show === 'running' ? measure.is_additive : true;
}

interface Place {
  readonly row: Keys;
  readonly column: Keys;
  /** Place of the measure in the answer. */
  readonly at: number;
}

/** The shown number of one cell. A measure of which it cannot be said shows its value. */
export function shownAt(
  table: Arranged,
  { row, column, at }: Place,
  { measure, show }: { measure: Measure; show: Show },
): Shown {
  const numbers = table.at(row, column)?.[at];
  const value = numbers?.value ?? (measure.kind === 'ratio' || numbers ? null : 0);
  const plain: Shown = { value, before: numbers?.before ?? null, as: 'value' };
  if (show === 'value' || !canShow(measure, show)) return plain;
  return { value: calculated[show](table, { row, column, at }, value), before: null, as: show };
}

const figureAt = (table: Arranged, { row, column, at }: Place): number | null =>
  table.at(row, column)?.[at]?.value ?? null;

const calculated = {
  share(table: Arranged, place: Place, value: number | null): number | null {
    const whole = figureAt(table, { ...place, row: place.row.map(() => null) });
    return value === null || whole === null || whole === 0 ? null : value / whole;
  },
  running(table: Arranged, place: Place, value: number | null): number | null {
    if (isTotal(place.row)) return value;
    const before = siblings(table, place.row);
    const upTo = before.slice(0, before.findIndex((it) => it.at(-1) === place.row.at(-1)) + 1);
    return upTo.reduce((sum, row) => sum + (figureAt(table, { ...place, row }) ?? 0), 0);
  },
  /** 1 is the greatest; equals share a rank. */
  rank(table: Arranged, place: Place, value: number | null): number | null {
    if (isTotal(place.row) || value === null) return null;
    const others = siblings(table, place.row).map(
      (row) => figureAt(table, { ...place, row }) ?? Number.NEGATIVE_INFINITY,
    );
    return 1 + others.filter((it) => it > value).length;
  },
};

export const isTotal = (keys: Keys): boolean => keys.includes(null);

/** Rows under the same heading, totals left out. */
const siblings = ({ rows }: Arranged, row: Keys): Keys[] =>
  rows.filter((it) => !isTotal(it) && it.slice(0, -1).every((key, at) => key === row[at]));
