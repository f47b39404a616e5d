import { lgam } from '../value/models/special-functions.ts';
import type { Counts } from './pair-rules.ts';

/** log of the number of ways to choose k of n. */
const logChoose = (n: number, k: number): number => lgam(n + 1) - lgam(k + 1) - lgam(n - k + 1);

/** log of the chance of just so many orders with both, the other three counts given (hypergeometric). */
const logChance = ({ all, one, other, both }: Counts): number =>
  logChoose(one, both) + logChoose(all - one, other - both) - logChoose(all, other);

/**
 * Fisher's exact test, one-sided: the chance of so many orders with both, or more, if the two had nothing to do with each
 * other. The tail is summed term by term from its largest, each a known multiple of the one before, until terms no longer
 * count; below the mode it is 1 less the other tail, whose terms fall.
 */
export function fisherAtLeast(counts: Counts): number {
  const { all, one, other, both } = counts;
  const least = Math.max(0, one + other - all);
  if (both <= least) return 1;
  if (both > (one * other) / all) return Math.min(1, Math.exp(logChance(counts)) * upward(counts));
  const below = { ...counts, both: both - 1 };
  return Math.max(0, 1 - Math.exp(logChance(below)) * downward(below));
}

/** Sum of the chances from `both` up, in units of the first. */
function upward({ all, one, other, both }: Counts): number {
  let [sum, term] = [1, 1];
  for (let k = both; k < Math.min(one, other) && term > sum * 1e-17; k++) {
    term *= ((one - k) * (other - k)) / ((k + 1) * (all - one - other + k + 1));
    sum += term;
  }
  return sum;
}

/** Sum of the chances from `both` down, in units of the first. */
function downward({ all, one, other, both }: Counts): number {
  let [sum, term] = [1, 1];
  for (let k = both; k > Math.max(0, one + other - all) && term > sum * 1e-17; k--) {
    term *= (k * (all - one - other + k)) / ((one - k + 1) * (other - k + 1));
    sum += term;
  }
  return sum;
}

/**
 * p-values as q-values (Benjamini and Hochberg 1995), in the order given. `tested`: how many tests there were, those whose
 * p-value is 1 and that are not listed among them too.
 */
export function correctForMany(pValues: readonly number[], tested: number): number[] {
  const order = pValues.map((_, at) => at).sort((a, b) => pValues[b]! - pValues[a]!);
  const qValues = new Array<number>(pValues.length);
  let least = 1;
  order.forEach((at, n) => {
    least = Math.min(least, (pValues[at]! * tested) / (order.length - n));
    qValues[at] = least;
  });
  return qValues;
}
