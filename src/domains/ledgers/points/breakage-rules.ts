/**
 * Breakage: points that will expire unspent. Every point is followed by its age in months since it became active. The
 * chance to be spent at an age is what was spent at that age over what was still there to be spent (Kaplan and Meier's
 * estimate, points for persons), so that points still held count for the ages they have lived through. A held point breaks
 * with the product of the chances not to be spent at the ages it still has. Ages nobody has reached yet take the chance
 * of all ages together. Pure.
 */

export interface LotLife {
  readonly what: 'spent' | 'expired' | 'held';
  /** Months. */
  readonly age: number;
  /** Of what is held: its age when it expires; null: never. */
  readonly ends: number | null;
  readonly points: number;
}

export interface Breakage {
  /** Held points expected to expire, rounded. */
  readonly points: number;
  /** Points whose end was seen. */
  readonly seenPoints: number;
  /** Share of points that are ever spent by the chances of all ages seen. */
  readonly everSpent: number;
}

/**
 * Of all points, the share whose end must have been seen: a shop that begins has spent 30 of 33,000 in its first month,
 * and would be told that the rest expires.
 */
const LEAST_SEEN = 0.05;

/** Undefined while of fewer than a twentieth of all points the end was seen, spent or expired. */
export function expectBreakage(lives: readonly LotLife[]): Breakage | undefined {
  const seen = lives.filter(({ what }) => what !== 'held');
  const seenPoints = seen.reduce((sum, { points }) => sum + points, 0);
  if (seenPoints <= 0 || seenPoints < LEAST_SEEN * sum(lives)) return undefined;
  const chances = chancesByAge(lives);
  const chance = (age: number) => chances.byAge[age] ?? chances.ofAll;
  const points = lives.reduce(
    (sum, it) => sum + (it.what === 'held' ? it.points * breaks(it, chance) : 0),
    0,
  );
  const left = chances.byAge.reduce((share, it) => share * (1 - it), 1);
  return { points: Math.round(points), seenPoints, everSpent: 1 - left };
}

/** The chance that a held point is spent at no age it still has. */
function breaks({ age, ends }: LotLife, chance: (age: number) => number): number {
  if (ends === null) return 0;
  let left = 1;
  for (let at = age; at <= ends; at += 1) left *= 1 - chance(at);
  return left;
}

/** Spent at an age over all that were there at it. Refunds may leave less than nothing spent: that is no chance. */
function chancesByAge(lives: readonly LotLife[]): { byAge: number[]; ofAll: number } {
  const oldest = Math.max(...lives.map(({ age }) => age));
  let [spentEver, risked] = [0, 0];
  const byAge = Array.from({ length: oldest + 1 }, (_, age) => {
    const there = sum(lives.filter((it) => it.age >= age));
    const spent = Math.max(0, sum(lives.filter((it) => it.what === 'spent' && it.age === age)));
    spentEver += spent;
    risked += there;
    return there > 0 ? Math.min(1, spent / there) : 0;
  });
  return { byAge, ofAll: risked > 0 ? spentEver / risked : 0 };
}

const sum = (lives: readonly LotLife[]): number => lives.reduce((total, { points }) => total + points, 0);
