import type { TierDowngrade, TierReason } from '../../../contract/tiers.ts';
import { addDays } from '../../analytics/index.ts';

/** Where a customer stands on a shop's ladder. Pure; `outcome-sql.ts` says the same for everybody, and a property holds the two to each other. */

/** Places on the ladder are counted from 0; null: none, or one that the ladder does not have any more. */
export type Rank = number | null;

/** What the measure says of a customer; null: they are not judged (objected to profiling, and the measure is a profile). */
export type Figures = {
  readonly figure: number;
  /** What it will be `notice_days` on if nothing happens until then. */
  readonly ahead: number;
  /** What it would be had nothing been given back. */
  readonly ungiven: number;
} | null;

export interface Held {
  readonly rank: Rank;
  /** Shop day from which the rank may be lost; null: it is safe. */
  readonly dropOn: string | null;
}

export interface LadderRules {
  /** Figure from which each rank is earned, ascending from 0. */
  readonly floors: readonly number[];
  readonly downgrade: TierDowngrade;
  /** Notice and grace together. */
  readonly waitDays: number;
}

export interface Outcome {
  readonly rank: number;
  readonly dropOn: string | null;
  readonly reason: TierReason | null;
}

/** The highest rank whose floor the figure reaches. */
export const rankOf = (figure: number, floors: readonly number[]): number =>
  Math.max(0, floors.filter((floor) => floor <= figure).length - 1);

/**
 * Up at once. Down at once to the level earned where only refunds took it away: what was given back was never earned.
 * Else down once the day told in the notice has come, by a step or to the level earned. Whoever is, or within the days
 * of notice will be, below their rank gets such a day; whoever is not, loses it. Twice on one day is once.
 */
export function nextStanding(held: Held, figures: Figures, at: { rules: LadderRules; day: string }): Outcome {
  const { rules, day } = at;
  if (figures === null)
    return { rank: held.rank ?? 0, dropOn: null, reason: held.rank === null ? 'joined' : null };
  const earned = rankOf(figures.figure, rules.floors);
  const { rank, reason } = moveOf(held, { earned, ungiven: rankOf(figures.ungiven, rules.floors) }, at);
  const lowest = Math.min(earned, rankOf(figures.ahead, rules.floors));
  if (rules.downgrade === 'none' || lowest >= rank) return { rank, reason, dropOn: null };
  const dropOn = rank === held.rank ? held.dropOn : null;
  // The day after at the earliest, so that asking twice on a day takes no second step.
  return { rank, reason, dropOn: dropOn ?? addDays(day, Math.max(1, rules.waitDays)) };
}

function moveOf(
  { rank: held, dropOn }: Held,
  { earned, ungiven }: { earned: number; ungiven: number },
  { rules, day }: { rules: LadderRules; day: string },
): { rank: number; reason: TierReason | null } {
  if (held === null) return { rank: earned, reason: 'joined' };
  if (earned > held) return { rank: earned, reason: 'earned' };
  if (earned === held) return { rank: held, reason: null };
  if (ungiven >= held) return { rank: earned, reason: 'refunded' };
  if (rules.downgrade === 'none' || dropOn === null || day < dropOn) return { rank: held, reason: null };
  return { rank: rules.downgrade === 'one-step' ? held - 1 : earned, reason: 'dropped' };
}

/** What the persons of a customer held when they were last asked. */
export interface HeldByPersons {
  readonly own: Held;
  /** What the customer had before somebody was merged into them; null: nobody was. */
  readonly alone: Rank;
  /** Best of those who have been merged into them since. */
  readonly joined: Rank;
  /** Best of those who were merged into them before and still are. */
  readonly merged: Rank;
  /** Somebody who was merged into them no longer is. */
  readonly cameApart: boolean;
}

/** Merged customers keep the best of theirs; once they come apart each has what it had before, and what its own facts earn. */
export function heldBefore({ own, alone, joined, merged, cameApart }: HeldByPersons): Held {
  const rank = cameApart ? best(alone ?? own.rank, merged, joined) : best(own.rank, joined);
  return { rank, dropOn: !cameApart && rank === own.rank ? own.dropOn : null };
}

const best = (...ranks: readonly Rank[]): Rank =>
  ranks.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
