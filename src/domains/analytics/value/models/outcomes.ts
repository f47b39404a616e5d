/** Nobody is told of what happens once in a million; nor of more purchases than one a day for ten years, the farthest horizon, and some. */
const REST = 1e-6;
const MOST = 5000;

/** Somebody who has left buys nothing; of those who are there, `ofAlive` says how many buy 0, 1, 2, ... times. */
export function outcomesOf(alive: number, ofAlive: Iterator<number>): number[] {
  const found: number[] = [];
  let told = 0;
  while (1 - told > REST && found.length < MOST) {
    const share = alive * (ofAlive.next().value as number) + (found.length === 0 ? 1 - alive : 0);
    told += share;
    found.push(share);
  }
  return found;
}

/** Below exp(-745) a number is 0. */
const LEAST = -700;

/** Probabilities of 0, 1, 2, ... purchases at a gamma rate in a time during which nobody leaves: negative binomial. */
export function* purchasesAtRate(
  { r, alpha }: { readonly r: number; readonly alpha: number },
  time: number,
): Generator<number> {
  const odds = time / (alpha + time);
  let [n, log] = [0, r * Math.log(alpha / (alpha + time))];
  // Of whoever buys every day, few purchases are as unlikely as no number can say: their shares are 0, and the way up is by logarithms.
  for (; log < LEAST; n += 1) {
    yield 0;
    log += Math.log(((r + n) / (n + 1)) * odds);
  }
  for (let share = Math.exp(log); ; n += 1) {
    yield share;
    share *= ((r + n) / (n + 1)) * odds;
  }
}

/** The smallest count that so much of the probability lies at or below. */
export function quantileOf(outcomes: readonly number[], share: number): number {
  let below = 0;
  for (const [n, it] of outcomes.entries()) {
    below += it;
    if (below >= share) return n;
  }
  return outcomes.length - 1;
}
