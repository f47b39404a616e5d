import type { Slope } from './maximise.ts';
import { byRepeats } from './repeats.ts';
import { lgam, psi } from './special-functions.ts';

/** Customers who came back: how often, and what they spent a time on average, in major units of the currency. */
export interface Spending {
  readonly x: Int32Array;
  readonly mean: Float64Array;
  /** Customers alike in both. */
  readonly customers: Float64Array;
}

export const letters = ['p', 'q', 'gamma'] as const;

/** Where the search begins: at the shape of most shops, and the shop's own mean. */
export const startOf = (mean: number): number[] => [4, 4, Math.max((mean * 3) / 4, 1e-6)];

/**
 * What a customer spends a time varies about a mean of their own (gamma: p), and these means about the shop's (inverse
 * gamma: q, gamma). Colombo, Jiang (1999); Fader, Hardie, The Gamma-Gamma Model of Monetary Value (2013), eq. 1a.
 */
export function logLikelihood({ x, mean, customers }: Spending, [p, q, gamma]: readonly number[]): Slope {
  const fixed = byRepeats({ x }, (count) => {
    const px = p! * count;
    return [
      lgam(px + q!) - lgam(px) - lgam(q!) + q! * Math.log(gamma!),
      psi(px + q!) - psi(px),
      psi(px + q!) - psi(q!) + Math.log(gamma!),
    ];
  });
  let [value, dp, dq, dGamma] = [0, 0, 0, 0];
  for (let n = 0; n < x.length; n += 1) {
    const [log, byP, byQ] = fixed(x[n]!) as [number, number, number];
    const times = customers[n]!;
    const px = p! * x[n]!;
    const [logSpent, logAll] = [Math.log(x[n]! * mean[n]!), Math.log(gamma! + x[n]! * mean[n]!)];
    value += times * (log + px * logSpent - Math.log(mean[n]!) - (px + q!) * logAll);
    dp += times * x[n]! * (byP + logSpent - logAll);
    dq += times * (byQ - logAll);
    dGamma += times * (q! / gamma! - (px + q!) / (gamma! + x[n]! * mean[n]!));
  }
  return { value, gradient: [dp, dq, dGamma] };
}

/** Below that shape the mean of what somebody spends is hardly finite, or less than nothing, and the model says no more than where its middle lies. */
export const LEAST_SHAPE = 1.05;

/** What somebody is expected to spend a time: their own mean, drawn towards the shop's by as much as they are unknown. */
export function expectedSpend(
  [p, q, gamma]: readonly number[],
  { x, mean }: { x: number; mean: number },
): number {
  const [shape, sum] = [p! * x + q!, gamma! + x * mean];
  return shape < LEAST_SHAPE ? p! * sum * Math.exp(-psi(shape)) : (p! * sum) / (shape - 1);
}
