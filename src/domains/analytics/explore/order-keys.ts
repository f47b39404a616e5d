import type { PivotAnswer } from '../../../contract/explore.ts';
import { otherValue } from '../../../contract/explore-words.ts';
import { findScoreBands } from '../../../contract/score-bands.ts';
import { isTime } from './groupings.ts';

type Keys = readonly (string | null)[];

interface Axis {
  /** Place of its first dimension, and of the one after its last. */
  readonly from: number;
  readonly to: number;
}

/**
 * Headings of one axis in the order the console shows: time by the calendar, bands of scores from the greatest, other values by the first measure of their
 * total, the greatest first; then what has no value, all others, and last the total.
 */
export function orderKeys(answer: PivotAnswer, { from, to }: Axis): Keys[] {
  const { cells, dimensions, periods } = answer;
  const sizes = new Map(cells.map(({ keys, numbers }) => [JSON.stringify(keys), numbers[0]?.value ?? 0]));
  const whole = dimensions.map(() => null);
  const sizeOf = (head: Keys) =>
    sizes.get(JSON.stringify(whole.toSpliced(from, head.length, ...(head as null[])))) ?? 0;
  const headings = [...new Set(cells.map(({ keys }) => JSON.stringify(keys.slice(from, to))))];
  const compare = (a: Keys, b: Keys): number => {
    const at = a.findIndex((value, n) => value !== b[n]);
    if (at < 0) return 0;
    const [one, two] = [a[at] ?? null, b[at] ?? null];
    if (rank(one) !== rank(two)) return rank(one) - rank(two);
    if (isTime(dimensions[from + at]!)) return periods.indexOf(one ?? '') - periods.indexOf(two ?? '');
    const bands = findScoreBands(dimensions[from + at]!)?.bands.map(({ value }) => value);
    if (bands !== undefined) return bands.indexOf(two ?? '') - bands.indexOf(one ?? '');
    return sizeOf(b.slice(0, at + 1)) - sizeOf(a.slice(0, at + 1)) || ((one ?? '') < (two ?? '') ? -1 : 1);
  };
  return headings.map((it) => JSON.parse(it) as Keys).sort(compare);
}

const rank = (value: string | null): number =>
  value === null ? 3 : value === otherValue ? 2 : value === '' ? 1 : 0;
