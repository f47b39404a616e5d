import type { FlagRow } from './effects.ts';

/** Days in a row without a sale that chance does not explain, behind which it was sold again: most likely it was sold out. */
export interface Gap {
  /** Places in the series, inclusive. */
  readonly from: number;
  readonly to: number;
}

/** Days before a gap that say how often it is sold. */
const BEFORE = 28;
const LEAST_DAYS = 4;
/** A series has some hundreds of rows of days without a sale: by chance one series in some hundreds shows such a gap. */
const CHANCE = 0.00001;

export function gapsOf(days: readonly number[], flags: FlagRow): Gap[] {
  const gaps: Gap[] = [];
  for (let at = BEFORE; at < days.length; at++) {
    if (days[at] !== 0) continue;
    const to = lastZero(days, at);
    if (to < days.length - 1 && isUnlikely(ordinary(days, flags, at), usualDays(flags, at, to)))
      gaps.push({ from: at, to });
    at = to;
  }
  return gaps;
}

function lastZero(days: readonly number[], from: number): number {
  let to = from;
  while (days[to + 1] === 0) to += 1;
  return to;
}

/** Around Spring Festival nobody buys: days of flags say nothing of stock. */
const usualDays = (flags: FlagRow, from: number, to: number): number =>
  Array.from({ length: to - from + 1 }, (_, n) => flags[from + n]).filter((it) => it === undefined).length;

/** What the ordinary days of the four weeks before sold. */
const ordinary = (days: readonly number[], flags: FlagRow, at: number): number[] =>
  days.slice(at - BEFORE, at).filter((_, n) => flags[at - BEFORE + n] === undefined);

function isUnlikely(before: readonly number[], length: number): boolean {
  // One more day without a sale, so that a product sold every day has some chance of none.
  const sold = before.filter((it) => it > 0).length / (before.length + 1);
  return length >= LEAST_DAYS && (1 - sold) ** length < CHANCE;
}

/** The series with gaps filled by the mean of the same weekday in the four weeks before: what would have been sold. */
export function filled(days: readonly number[], gaps: readonly Gap[]): number[] {
  const full = [...days];
  for (const { from, to } of gaps)
    for (let at = from; at <= to; at++) {
      const before = [7, 14, 21, 28].map((back) => full[at - back]).filter((it) => it !== undefined);
      full[at] = before.reduce((sum, it) => sum + it, 0) / Math.max(1, before.length);
    }
  return full;
}
