import type { Effects, FlagRow } from './effects.ts';
import { withoutEffects } from './effects.ts';

export type Grain = 'day' | 'week';

/** What was sold day by day from the first sale on, oldest first; weeks are whole and end on a Sunday. */
export interface History {
  readonly days: readonly number[];
  /** One a day, and on for the days that are to come. */
  readonly flags: FlagRow;
  readonly grain: Grain;
}

export const lengthOf = (grain: Grain): number => (grain === 'week' ? 7 : 1);

/** Periods after which a pattern comes again: a week of days. A year of weeks is told by the flags. */
export const seasonOf = (grain: Grain): number => (grain === 'week' ? 1 : 7);

/** Days put together into periods. */
export function periodsOf(days: readonly number[], grain: Grain): number[] {
  if (grain === 'day') return [...days];
  const weeks = Math.floor(days.length / 7);
  return Array.from({ length: weeks }, (_, n) =>
    days.slice(n * 7, n * 7 + 7).reduce((sum, it) => sum + it, 0),
  );
}

/** The first so many periods. */
export const firstPeriods = (history: History, count: number): History => ({
  ...history,
  days: history.days.slice(0, count * lengthOf(history.grain)),
});

/** Periods as they would be without flags. */
export const plainPeriods = ({ days, flags, grain }: History, effects: Effects): number[] =>
  periodsOf(withoutEffects(days, flags, effects), grain);

/** By how much the flags of each of the next periods multiply what is bought in it; of a week, the mean of its days. */
export function multipliers({ days, flags, grain }: History, effects: Effects, horizon: number): number[] {
  const of = (day: number) => {
    const flag = flags[days.length + day];
    return flag === undefined ? 1 : (effects.get(flag)?.factor ?? 1);
  };
  const length = lengthOf(grain);
  return Array.from({ length: horizon }, (_, n) => {
    const each = Array.from({ length }, (_, m) => of(n * length + m));
    return each.reduce((sum, it) => sum + it, 0) / length;
  });
}
