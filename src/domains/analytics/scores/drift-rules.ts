import type { Drift } from './score-model.ts';

/** Usual reading of the index: below 0.1 nothing, above 0.2 another population (Siddiqi, Credit Risk Scorecards, 2006). */
const MOST_PSI = 0.2;

/** A quarter of what happened more, or less, than when the model learnt. */
const MOST_ERROR = 0.25;

/** Whether a model must learn anew before its week is over. */
export const hasDrifted = ({ psi, error }: Drift): boolean =>
  (psi !== null && psi > MOST_PSI) || (error !== null && Math.abs(error) > MOST_ERROR);

/** A bin without customers counts as half of one: the logarithm of nothing would say everything. */
const shareOf = (count: number, all: number, bins: number): number => (count + 0.5) / (all + bins / 2);

/**
 * Where nothing changed the index has a mean of about (bins - 1) (1 / n + 1 / m) by chance alone (Yurdakul, Statistical Properties of
 * Population Stability Index, 2018). Where that is more than half of what is called another population it says nothing.
 */
const MOST_CHANCE = MOST_PSI / 2;

/**
 * Population stability index of two counts over the same bins: sum (now - then) ln(now / then) of their shares. Null of so
 * few that chance would make one.
 */
export function stabilityIndex(then: readonly number[], now: readonly number[]): number | null {
  const [before, after] = [sum(then), sum(now)];
  if ((then.length - 1) * (1 / before + 1 / after) > MOST_CHANCE) return null;
  return then.reduce((total, it, n) => {
    const [a, b] = [shareOf(it, before, then.length), shareOf(now[n]!, after, then.length)];
    return total + (b - a) * Math.log(b / a);
  }, 0);
}

const sum = (counts: readonly number[]): number => counts.reduce((all, it) => all + it, 0);
