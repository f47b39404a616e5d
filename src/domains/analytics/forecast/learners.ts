import type { WholeEffects } from './backtest.ts';
import { type Effects, effectsOf, type FlagRow } from './effects.ts';
import { type Grain, lengthOf } from './history.ts';

/** What many products together teach of flags: as of every look back, from no day behind it. */
export interface Learner {
  /** Effects learnt without the last so many days. */
  without(dropped: number): Effects;
}

/** A category's learner leans on the shop's. Each look back is worked out once, for all products of the category. */
export function learnerOf(days: readonly number[], flags: FlagRow, parent?: Learner): Learner {
  const known = new Map<number, Effects>();
  return {
    without(dropped) {
      const found =
        known.get(dropped) ??
        effectsOf(days.slice(0, days.length - dropped), flags, parent?.without(dropped));
      known.set(dropped, found);
      return found;
    },
  };
}

/** A learner as a series of so many periods asks it: series end on the same day, but begin on their own. */
export const asSeenBy =
  (learner: Learner | undefined, periods: number, grain: Grain): WholeEffects =>
  (seen) =>
    learner?.without((periods - seen) * lengthOf(grain));
