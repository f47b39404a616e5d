import type { CountModel, Seen } from './count-model.ts';
import type { Counts } from './counts.ts';
import type { Slope } from './maximise.ts';
import { outcomesOf, purchasesAtRate } from './outcomes.ts';
import { byRepeats } from './repeats.ts';
import { hyp2f1, lbeta, lgam, psi } from './special-functions.ts';

/**
 * Purchases come at a rate of each customer's own (gamma: r, alpha); behind each of `k` occasions they leave with a
 * probability of their own (beta: a, b). BG/NBD: occasions are the repeats. MBG/NBD: the first purchase is one too, so
 * that somebody who never came back may be gone.
 * BG/NBD: Fader, Hardie, Lee, "Counting Your Customers" the Easy Way, Marketing Science 24 (2005), eq. 6, 9, 10.
 * MBG/NBD: Batislam, Denizel, Filiztekin, Int. Journal of Research in Marketing 24 (2007), eq. 6 to 8.
 */
export const bgNbd = betaGeometric('bg-nbd', (x) => x);
export const mbgNbd = betaGeometric('mbg-nbd', (x) => x + 1);

function betaGeometric(name: string, occasions: (x: number) => number): CountModel {
  const first = occasions(0);
  return {
    name,
    letters: ['r', 'alpha', 'a', 'b'],
    start: (meanKnown) => [0.5, meanKnown / 4, 1, 2.5],
    logLikelihood: (counts, parameters) => logLikelihood(counts, parameters, occasions),
    alive: (parameters, seen) => aliveShare(parameters, seen, occasions(seen.x)),
    expected: (parameters, seen, ahead) =>
      aliveShare(parameters, seen, occasions(seen.x)) *
      ofThoseAlive(parameters, { x: seen.x, known: seen.t, k: occasions(seen.x) }, ahead),
    outcomes: ([r, alpha, a, b], seen, ahead) => {
      const k = occasions(seen.x);
      const alive = aliveShare([r!, alpha!, a!, b!], seen, k);
      return outcomesOf(
        alive,
        ofThoseWhoStay({ r: r! + seen.x, alpha: alpha! + seen.t, a: a!, b: b! + k }, ahead),
      );
    },
    expectedOfAnybody: (parameters, ahead) => {
      const [, , a, b] = parameters as [number, number, number, number];
      const stays = first === 0 ? 1 : b / (a + b);
      return stays * ofThoseAlive(parameters, { x: 0, known: 0, k: first }, ahead);
    },
  };
}

/**
 * Of each pattern G(r+x) alpha^r / G(r) * B(a, b+k) / B(a, b) * (stayed + left), where stayed = (alpha+T)^-(r+x) and
 * left = a / (b+k-1) * (alpha+tx)^-(r+x), absent without an occasion to leave at.
 */
function logLikelihood(
  { x, tx, t, customers }: Counts,
  [r, alpha, a, b]: readonly number[],
  occasions: (x: number) => number,
): Slope {
  const fixed = byRepeats({ x }, (count) => ofRepeats(count, occasions(count), [r!, alpha!, a!, b!]));
  let [value, dr, dAlpha, da, db] = [0, 0, 0, 0, 0];
  for (let n = 0; n < x.length; n += 1) {
    const [log, byR, byA, byB, leave, k] = fixed(x[n]!) as [number, number, number, number, number, number];
    const times = customers[n]!;
    const power = r! + x[n]!;
    const [known, last] = [alpha! + t[n]!, alpha! + tx[n]!];
    const [logKnown, logLast] = [Math.log(known), Math.log(last)];
    const stayed = -power * logKnown;
    const left = leave - power * logLast;
    const sum = k === 0 ? stayed : stayed + Math.log1p(Math.exp(left - stayed));
    const gone = k === 0 ? 0 : Math.exp(left - sum);
    value += times * (log + sum);
    dr += times * (byR - (1 - gone) * logKnown - gone * logLast);
    dAlpha += times * (r! / alpha! - power * ((1 - gone) / known + gone / last));
    da += times * (byA + gone / a!);
    db += times * (byB - (k === 0 ? 0 : gone / (b! + k - 1)));
  }
  return { value, gradient: [dr, dAlpha, da, db] };
}

/** What depends on the count of repeats alone: its logarithm, the derivatives by r, a and b, log(a / (b+k-1)), and k. */
function ofRepeats(
  x: number,
  k: number,
  [r, alpha, a, b]: readonly [number, number, number, number],
): number[] {
  const both = psi(a + b) - psi(a + b + k);
  return [
    lgam(r + x) - lgam(r) + r * Math.log(alpha) + lbeta(a, b + k) - lbeta(a, b),
    psi(r + x) - psi(r) + Math.log(alpha),
    both,
    psi(b + k) - psi(b) + both,
    k === 0 ? 0 : Math.log(a / (b + k - 1)),
    k,
  ];
}

function aliveShare([r, alpha, a, b]: readonly number[], { x, tx, t }: Seen, k: number): number {
  if (k === 0) return 1;
  const left = Math.log(a! / (b! + k - 1)) + (r! + x) * Math.log((alpha! + t) / (alpha! + tx));
  return 1 / (1 + Math.exp(left));
}

interface Alive {
  readonly x: number;
  /** Time known. */
  readonly known: number;
  readonly k: number;
}

/**
 * Expected purchases in `ahead` of somebody who is a customer still. The factor (a+b+k-1)/(a-1) has its pole at a = 1
 * taken away by the bracket, which is 0 there: a step aside of 1e-7 keeps eight digits.
 */
function ofThoseAlive([r, alpha, a, b]: readonly number[], { x, known, k }: Alive, ahead: number): number {
  if (ahead === 0) return 0;
  const now = { r: r! + x, alpha: alpha! + known, a: a!, b: b! + k };
  const stays = now.alpha / (now.alpha + ahead);
  if (-now.r * Math.log(stays) > MOST_EXPONENT) return oneByOne(now, ahead);
  const aside = Math.abs(a! - 1) < 1e-7 ? 1 + 1e-7 : a!;
  try {
    const series = hyp2f1(now.r, now.b, aside + now.b - 1, 1 - stays);
    return ((aside + now.b - 1) / (aside - 1)) * (1 - stays ** now.r * series);
  } catch {
    // Cephes throws rather than lose digits: where customers are all alike.
    return oneByOne(now, ahead);
  }
}

/** Of whoever buys every day for years and is asked about years, the power nears 0 and the series infinity. */
const MOST_EXPONENT = 300;
const REST = 1e-9;

/** The same purchase by purchase: the nth comes if they would buy so often, and stayed behind all before it. All terms are positive. */
function oneByOne(now: Chances, ahead: number): number {
  const rate = purchasesAtRate(now, ahead);
  let [sum, stayed, more] = [0, 1, 1];
  for (let n = 0; more > REST && stayed > REST; n += 1) {
    more -= rate.next().value as number;
    sum += stayed * Math.max(0, more);
    stayed *= (now.b + n) / (now.a + now.b + n);
  }
  return sum;
}

interface Chances {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/**
 * Probabilities of n purchases of somebody who is a customer now, about whom the parameters are brought up to date: BG/NBD's
 * P(X(t) = n) (Fader, Hardie, Lee 2005, eq. 8), each term from the one before it.
 */
function* ofThoseWhoStay({ r, alpha, a, b }: Chances, ahead: number): Generator<number> {
  const rate = purchasesAtRate({ r, alpha }, ahead);
  let [stayed, left, fewer] = [1, 0, 0];
  for (let n = 0; ; n += 1) {
    const bought = rate.next().value as number;
    // Bought exactly n and stayed behind all of them; or would have bought more, and left behind the nth.
    yield stayed * bought + left * Math.max(0, 1 - fewer);
    fewer += bought;
    left = stayed * (a / (a + b + n));
    stayed *= (b + n) / (a + b + n);
  }
}
