/** A range a parameter may lie in. */
export type Bound = readonly [low: number, high: number];

const FIRST_STEP = 0.25;
/** Where an earlier part of the same series has told the place. */
const NEAR_STEP = 0.03;
const LAST_STEP = 0.006;

/**
 * The least of a loss inside bounds, by pattern search (Hooke and Jeeves 1961): each parameter is tried a step up and down,
 * and the step, a share of its range, is halved when none is better. No gradient, a hundred evaluations for four parameters;
 * the smoothing parameters it is used for matter to two digits.
 */
export function minimise(
  loss: (at: readonly number[]) => number,
  start: readonly number[],
  { bounds, isNear = false }: { bounds: readonly Bound[]; isNear?: boolean },
): number[] {
  let at = [...start];
  let best = loss(at);
  for (let step = isNear ? NEAR_STEP : FIRST_STEP; step >= LAST_STEP; ) {
    let isBetter = false;
    for (let n = 0; n < at.length; n++) {
      for (const there of neighbours(at, n, step * (bounds[n]![1] - bounds[n]![0]), bounds[n]!)) {
        const value = loss(there);
        if (value >= best) continue;
        [at, best, isBetter] = [there, value, true];
        break;
      }
    }
    if (!isBetter) step /= 2;
  }
  return at;
}

function neighbours(at: readonly number[], n: number, by: number, [low, high]: Bound): number[][] {
  return [at[n]! + by, at[n]! - by]
    .map((value) => Math.min(high, Math.max(low, value)))
    .filter((value) => value !== at[n])
    .map((value) => at.map((it, m) => (m === n ? value : it)));
}
