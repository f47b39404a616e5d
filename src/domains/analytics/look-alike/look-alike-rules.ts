import type { InterestDimension } from '../../../contract/interests.ts';
import type { LookAlike } from '../../../contract/look-alike.ts';
import type { Direction } from '../interests/likeness-sql.ts';

/** What sets members apart from all, and how well it finds others. Pure. */

/** Mean vectors of a feature: of the members learnt from, of all members, of everybody. */
export interface FeatureMeans {
  readonly dimension: InterestDimension;
  readonly value: string;
  readonly learnt: number;
  readonly members: number;
  readonly all: number;
}

/** More features than that say nothing but noise, and make a long question. */
const FEATURES = 500;

const SHOWN = 12;

/** One in so many members is held out of the check. */
export const FOLDS = 5;

/** Of fewer held out, a lift is mostly luck. */
export const ENOUGH_HELD = 30;

/** From the mean of everybody to that of the members, of length 1, rounded: sums of another order have other last digits. */
export function directionTo(means: readonly FeatureMeans[], of: 'learnt' | 'members'): Direction {
  const apart = means
    .map((it) => ({ name: `${it.dimension}:${it.value}`, by: it[of] - it.all }))
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by) || (a.name < b.name ? -1 : 1))
    .slice(0, FEATURES);
  const length = Math.hypot(...apart.map((it) => it.by));
  const rounded = (by: number) => Math.round((by / length) * 1e9) / 1e9;
  return new Map(length < 1e-9 ? [] : apart.map(({ name, by }) => [name, rounded(by)]));
}

export const driversOf = (means: readonly FeatureMeans[]): LookAlike['drivers'] =>
  means
    .map(({ dimension, value, members, all }) => ({ dimension, value, more: members - all }))
    .filter((it) => it.more > 0.001)
    .sort((a, b) => b.more - a.more || (a.value < b.value ? -1 : 1))
    .slice(0, SHOWN)
    .map((it) => ({ ...it, more: Math.round(it.more * 1e4) / 1e4 }));

/** Parts of the ranking that are said. */
export const TOPS = [0.01, 0.05, 0.1, 0.2] as const;

export interface Ranking {
  readonly ranked: number;
  readonly held: number;
  /** Sum of the places of those held out, 1 the first. */
  readonly places: number;
  /** Held out among the first part, by `TOPS`. */
  readonly found: readonly number[];
}

/** Places of a part of the ranking. */
const placesOf = (share: number, ranked: number): number => Math.ceil(share * ranked);

export function checkOf({ ranked, held, places, found }: Ranking): LookAlike['check'] {
  const others = ranked - held;
  if (held === 0 || others === 0) return null;
  const before = places - (held * (held + 1)) / 2;
  return {
    ...{ held_out: held, ranked, auc: 1 - before / (held * others) },
    tops: TOPS.map((share, n) => ({
      ...{ share, found: found[n]! },
      lift: found[n]! / held / (placesOf(share, ranked) / ranked),
    })),
  };
}
