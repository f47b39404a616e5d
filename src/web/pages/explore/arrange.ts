import type { PivotAnswer, PivotCell, View } from '../../../contract/explore.ts';
import { otherValue } from '../../../contract/explore-words.ts';
import { findScoreBands } from '../../../contract/score-bands.ts';
import { isTime } from './view-rules.ts';

/** An answer laid out as rows and columns. Pure: every number was counted by the server, nothing is added up here. */

export type Keys = readonly (string | null)[];
export type Numbers = PivotCell['numbers'];

export interface Arranged {
  /** Values of each row's dimensions; null = total from there on. One empty row without dimensions. */
  readonly rows: readonly Keys[];
  readonly columns: readonly Keys[];
  /** Numbers of a cell, one a measure; undefined where nothing happened. */
  readonly at: (row: Keys, column: Keys) => Numbers | undefined;
}

type Layout = Pick<View, 'sort'> & {
  readonly question: Pick<View['question'], 'rows' | 'columns' | 'totals'>;
};

export function arrange(answer: PivotAnswer, { question, sort }: Layout): Arranged {
  const depth = question.rows.length;
  const cells = new Map(answer.cells.map(({ keys, numbers }) => [JSON.stringify(keys), numbers]));
  const down = answer.cells.filter(({ keys }) => keys.slice(depth).every((key) => key === null));
  const across = answer.cells.filter(({ keys }) => keys.slice(0, depth).every((key) => key === null));
  const { totals } = question;
  return {
    rows: headings(axisOf(down, question.rows, 0), { answer, sort, totals }),
    columns: headings(axisOf(across, question.columns, depth), { answer, sort: null, totals }),
    at: (row, column) => cells.get(JSON.stringify([...row, ...column])),
  };
}

interface Axis {
  readonly dimensions: readonly string[];
  readonly entries: readonly { readonly keys: Keys; readonly numbers: Numbers }[];
}

const axisOf = (cells: readonly PivotCell[], dimensions: readonly string[], from: number): Axis => ({
  dimensions,
  entries: cells.map(({ keys, numbers }) => ({ keys: keys.slice(from, from + dimensions.length), numbers })),
});

interface Order {
  readonly answer: PivotAnswer;
  readonly sort: View['sort'];
  readonly totals: boolean;
}

function headings({ dimensions, entries }: Axis, order: Order): Keys[] {
  const count = dimensions.length;
  if (count === 0) return [[]];
  const walk = (prefix: readonly string[]): Keys[] => {
    const depth = prefix.length;
    const own = entries.filter(({ keys }) => prefix.every((key, at) => keys[at] === key));
    const totals = own.filter(
      ({ keys }) => keys[depth] != null && keys.slice(depth + 1).every((key) => key === null),
    );
    const values = sorted(
      totals.map(({ keys, numbers }): Valued => [keys[depth]!, numbers]),
      dimensions[depth]!,
      order,
    );
    return values.flatMap((value) => {
      const path = [...prefix, value];
      if (path.length === count) return [path];
      const inner = walk(path);
      return order.totals && inner.length > 1 ? [...inner, padded(path, count)] : inner;
    });
  };
  const all = walk([]);
  return order.totals || all.length === 0 ? [...all, padded([], count)] : all;
}

const padded = (path: readonly string[], count: number): Keys => [
  ...path,
  ...Array.from({ length: count - path.length }, () => null),
];

/** Time and bands of scores run as they do unless a measure is sorted by; all others come last, what has no value before them. */
function sorted(values: readonly Valued[], dimension: string, { answer, sort }: Order): string[] {
  if (isTime(dimension) && sort === null) {
    const place = new Map(answer.periods.map((period, n) => [period, n]));
    return values.map(([value]) => value).sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  }
  const bands = sort === null ? findScoreBands(dimension)?.bands.map(({ value }) => value) : undefined;
  if (bands !== undefined)
    return values
      .map(([value]) => value)
      .sort((a, b) => last(a) - last(b) || bands.indexOf(b) - bands.indexOf(a));
  const order = sort?.by === 'name' ? byName(sort.down) : bySize(answer, sort);
  return values
    .toSorted((a, b) => last(a[0]) - last(b[0]) || order(a, b) || compare(a[0], b[0]))
    .map(([it]) => it);
}

type Valued = readonly [value: string, numbers: Numbers];

const byName =
  (isDown: boolean) =>
  ([a]: Valued, [b]: Valued): number =>
    (isDown ? -1 : 1) * a.localeCompare(b, 'zh-CN');

/** By a measure, the first unless told; the greatest first unless told. */
function bySize({ measures }: PivotAnswer, sort: View['sort']) {
  const sign = sort?.down === false ? 1 : -1;
  const at = Math.max(0, measures.indexOf(sort?.by ?? ''));
  return ([, a]: Valued, [, b]: Valued): number => sign * (size(a, at) - size(b, at)) || 0;
}

const last = (value: string): number => (value === otherValue ? 2 : value === '' ? 1 : 0);
const size = (numbers: Numbers, at: number): number => numbers[at]?.value ?? Number.NEGATIVE_INFINITY;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How many following headings share the first `depth + 1` keys of the one at `from`. */
export function runLength(headings: readonly Keys[], from: number, depth: number): number {
  const own = JSON.stringify(headings[from]!.slice(0, depth + 1));
  let to = from + 1;
  while (to < headings.length && JSON.stringify(headings[to]!.slice(0, depth + 1)) === own) to += 1;
  return to - from;
}

/** Whether a heading begins such a run. */
export const beginsRun = (headings: readonly Keys[], at: number, depth: number): boolean =>
  at === 0 ||
  JSON.stringify(headings[at - 1]!.slice(0, depth + 1)) !== JSON.stringify(headings[at]!.slice(0, depth + 1));
