/** Nobody is told of what happens once in a million; and a customer of 2,000 purchases is no customer. */
const REST = 1e-6;
const MOST = 2000;

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

/** Probabilities of 0, 1, 2, ... purchases at a gamma rate in a time during which nobody leaves: negative binomial. */
export function* purchasesAtRate(
  { r, alpha }: { readonly r: number; readonly alpha: number },
  time: number,
): Generator<number> {
  const odds = time / (alpha + time);
  let share = (alpha / (alpha + time)) ** r;
  for (let n = 0; ; n += 1) {
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
