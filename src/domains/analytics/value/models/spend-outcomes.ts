import { ndtri, psi, trigamma } from './special-functions.ts';

/** Mean and variance of the logarithm of an amount. */
export interface LogAmount {
  readonly mean: number;
  readonly variance: number;
}

/**
 * What somebody's purchases come to, in logarithms. Given the model, n of them are gamma(p n) at a scale whose inverse is
 * gamma(q + p x) with gamma + x mean: logarithms of both have their moments whatever q is, where those of the amounts
 * themselves may not exist. Averaged over how often they buy, if they buy at all (`outcomes`).
 */
export function countPart(outcomes: readonly number[], p: number): LogAmount {
  let [all, mean, square, spread] = [0, 0, 0, 0];
  for (let n = 1; n < outcomes.length; n += 1) {
    const share = outcomes[n]!;
    const log = psi(p * n);
    all += share;
    mean += share * log;
    square += share * log * log;
    spread += share * trigamma(p * n);
  }
  if (all === 0) return { mean: 0, variance: 0 };
  return { mean: mean / all, variance: Math.max(0, square / all - (mean / all) ** 2) + spread / all };
}

/** Of the customer's own scale: q and gamma brought up to date with what they spent. */
export const scalePart = (q: number, gamma: number): LogAmount => ({
  mean: Math.log(gamma) - psi(q),
  variance: trigamma(q),
});

/**
 * The amount below which `share` of the cases lie: nothing with probability `nothing`, lognormal with these moments
 * otherwise.
 */
export function amountAt(share: number, nothing: number, { mean, variance }: LogAmount): number {
  if (share <= nothing || nothing >= 1) return 0;
  return Math.exp(mean + Math.sqrt(variance) * ndtri((share - nothing) / (1 - nothing)));
}
