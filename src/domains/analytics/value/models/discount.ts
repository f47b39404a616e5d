import { gaussLegendre } from './quadrature.ts';

const RULE = gaussLegendre(8);

/** Continuous rate a unit of time of so many days, for a yearly one: money of a year hence is worth 1 / (1 + yearly). */
export const rateOf = (yearly: number, days: number): number => (Math.log1p(yearly) * days) / 365.25;

/**
 * Purchases expected within the horizon, each worth less by `rate` the later it comes: the integral of exp(-rate t) dE(t), by
 * parts. Over a horizon and not for ever: DERT of Fader, Hardie, Lee, RFM and CLV, Journal of Marketing Research 42 (2005),
 * is its limit.
 */
export function discountedPurchases(
  expected: (ahead: number) => number,
  { rate, horizon }: { readonly rate: number; readonly horizon: number },
): number {
  const last = expected(horizon) * Math.exp(-rate * horizon);
  if (rate === 0) return last;
  let sum = 0;
  for (const [n, point] of RULE.points.entries()) {
    const at = (horizon * (1 + point)) / 2;
    sum += RULE.weights[n]! * Math.exp(-rate * at) * expected(at);
  }
  return last + (rate * horizon * sum) / 2;
}
