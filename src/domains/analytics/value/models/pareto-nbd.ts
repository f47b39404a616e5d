import type { CountModel, Seen } from './count-model.ts';
import type { Counts } from './counts.ts';
import type { Slope } from './maximise.ts';
import { outcomesOf, purchasesAtRate } from './outcomes.ts';
import { gaussLegendre } from './quadrature.ts';
import { byRepeats } from './repeats.ts';
import { lgam, psi } from './special-functions.ts';

/**
 * Purchases come at a rate of each customer's own (gamma: r, alpha), until they leave at any moment, at a rate of their own
 * (gamma: s, beta). Schmittlein, Morrison, Colombo, Management Science 33 (1987); Fader, Hardie, A Note on Deriving the
 * Pareto/NBD Model (2005), eq. 14, 20, 41.
 */
export const paretoNbd: CountModel = {
  name: 'pareto-nbd',
  letters: ['r', 'alpha', 's', 'beta'],
  start: (meanKnown) => [0.5, meanKnown / 3, 0.6, meanKnown / 3],
  logLikelihood,
  alive: (parameters, seen) => 1 - goneOf(parameters, seen),
  expected: ([r, alpha, s, beta], seen, ahead) =>
    (1 - goneOf([r!, alpha!, s!, beta!], seen)) *
    ((r! + seen.x) / (alpha! + seen.t)) *
    timeStayed(s!, beta! + seen.t, ahead),
  outcomes: ([r, alpha, s, beta], seen, ahead) => {
    const alive = 1 - goneOf([r!, alpha!, s!, beta!], seen);
    const now = { r: r! + seen.x, alpha: alpha! + seen.t, s: s!, beta: beta! + seen.t };
    return outcomesOf(alive, ofThoseAlive(now, ahead));
  },
  expectedOfAnybody: ([r, alpha, s, beta], ahead) => (r! / alpha!) * timeStayed(s!, beta!, ahead),
};

/** Expected time a customer stays within the next `ahead`, their rate of leaving being gamma with s and `from`. */
function timeStayed(s: number, from: number, ahead: number): number {
  if (Math.abs(s - 1) < 1e-9) return from * Math.log1p(ahead / from);
  return (-from * Math.expm1(-(s - 1) * Math.log1p(ahead / from))) / (s - 1);
}

/**
 * The published form of the likelihood has a difference of two hypergeometric functions in the place of the integral over
 * the moment of leaving, from the last purchase to the end, of s (alpha+u)^-(r+x) (beta+u)^-(s+1) du. The integral has no
 * case where alpha < beta, loses no digits, and its derivatives are integrals of the same kind. Over log(m + u), m the
 * smaller of alpha and beta, it falls like exp(-c u): the more so, the more points it takes to nine digits
 * (pareto-nbd.test.ts holds it to the hypergeometric form and to many points).
 */
const rules = [
  { fall: 3, rule: gaussLegendre(8) },
  { fall: 10, rule: gaussLegendre(14) },
  { fall: 40, rule: gaussLegendre(28) },
  { fall: Number.POSITIVE_INFINITY, rule: gaussLegendre(64) },
];

const ruleFor = (fall: number) => rules.find((it) => fall <= it.fall)!.rule;

/**
 * Of each pattern G(r+x) alpha^r beta^s / G(r) * ((alpha+T)^-(r+x) (beta+T)^-s + the integral). Everything is divided by the
 * first term, so that nothing under- or overflows.
 */
function logLikelihood({ x, tx, t, customers }: Counts, [r, alpha, s, beta]: readonly number[]): Slope {
  const p = [r!, alpha!, s!, beta!] as const;
  const fixed = byRepeats({ x }, (count) => [
    lgam(r! + count) - lgam(r!) + r! * Math.log(alpha!) + s! * Math.log(beta!),
    psi(r! + count) - psi(r!) + Math.log(alpha!),
  ]);
  let [value, dr, dAlpha, ds, dBeta] = [0, 0, 0, 0, 0];
  for (let n = 0; n < x.length; n += 1) {
    const times = customers[n]!;
    const [log, byR] = fixed(x[n]!) as [number, number];
    const [whole, mr, mAlpha, ms, mBeta] = ends(p, x[n]!, tx[n]!, t[n]!);
    value += times * (log + whole!);
    dr += times * (byR + mr!);
    dAlpha += times * (r! / alpha! + mAlpha!);
    ds += times * (Math.log(beta!) + ms!);
    dBeta += times * (s! / beta! + mBeta!);
  }
  return { value, gradient: [dr, dAlpha, ds, dBeta] };
}

const out = new Float64Array(5);

/** log(stayed + left), and its derivatives by r, alpha, s and beta. The array is the same at every call. */
function ends(
  [r, alpha, s, beta]: readonly [number, number, number, number],
  x: number,
  tx: number,
  t: number,
): Float64Array {
  const power = r + x;
  const [logA, logB] = [Math.log(alpha + t), Math.log(beta + t)];
  const m = Math.min(alpha, beta);
  const isA = m === alpha;
  const [low, high] = [Math.log(m + tx), isA ? logA : logB];
  const [half, middle] = [(high - low) / 2, (high + low) / 2];
  const { points, weights } = ruleFor((power + s + 1) * (high - low));
  const more = Math.abs(alpha - beta);
  let [left, byR, byAlpha, byS, byBeta] = [0, 0, 0, 0, 0];
  for (let i = 0; i < points.length; i += 1) {
    // One of alpha + u and beta + u is what the points lie in; its logarithm is there already.
    const logNear = middle + half * points[i]!;
    const near = Math.exp(logNear);
    const far = near + more;
    const logFar = Math.log(far);
    const la = isA ? logNear : logFar;
    const lb = isA ? logFar : logNear;
    const part = weights[i]! * Math.exp(logNear + power * (logA - la) + s * logB - (s + 1) * lb);
    left += part;
    byR -= part * la;
    byAlpha -= part / (isA ? near : far);
    byS -= part * lb;
    byBeta -= part / (isA ? far : near);
  }
  const scale = half * s;
  const sum = 1 + scale * left;
  out[0] = -power * logA - s * logB + Math.log(sum);
  out[1] = (-logA + scale * byR) / sum;
  out[2] = (power * (-1 / (alpha + t) + scale * byAlpha)) / sum;
  out[3] = (-logB + scale * byS + half * left) / sum;
  out[4] = (-s / (beta + t) + scale * (s + 1) * byBeta) / sum;
  return out;
}

/** Probability that somebody has left. */
function goneOf(parameters: readonly number[], { x, tx, t }: Seen): number {
  const [r, alpha, s, beta] = parameters as [number, number, number, number];
  const whole = ends([r, alpha, s, beta], x, tx, t)[0]!;
  const stayed = -(r + x) * Math.log(alpha + t) - s * Math.log(beta + t);
  return -Math.expm1(stayed - whole);
}

interface Rates {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}

const LEAVING = gaussLegendre(24);

/**
 * Probabilities of n purchases of somebody who is a customer now: those at their rate while they stay, over the moment of
 * leaving, the whole of `ahead` where they do not leave within it. The density s beta^s (beta+u)^-(s+1) of the moment is
 * s exp(-s v) over v = log(1 + u / beta), which 24 points sum to the last digits.
 */
function* ofThoseAlive({ r, alpha, s, beta }: Rates, ahead: number): Generator<number> {
  const last = Math.log1p(ahead / beta);
  const stays = [{ share: Math.exp(-s * last), rate: purchasesAtRate({ r, alpha }, ahead) }];
  for (const [n, point] of LEAVING.points.entries()) {
    const at = (last * (1 + point)) / 2;
    const share = ((last * LEAVING.weights[n]!) / 2) * s * Math.exp(-s * at);
    stays.push({ share, rate: purchasesAtRate({ r, alpha }, beta * Math.expm1(at)) });
  }
  for (;;) yield stays.reduce((sum, it) => sum + it.share * (it.rate.next().value as number), 0);
}
