/** What is given back of a paid period. Pure; whole numbers without rounding on the way. */

export interface PaidPeriod {
  /** What was paid: minor units, or points. */
  readonly paid: number;
  /** The same in minor units. */
  readonly worthMinor: number;
  /** What its benefits that were used were worth: shipping, coupons, member prices. */
  readonly takenMinor: number;
  readonly beginsAt: Date;
  readonly endsAt: Date;
}

/**
 * The smaller of two, rounded down, in what was paid:
 *
 *   by time: paid × time left ÷ whole time
 *   by use:  paid × (worth − benefits used) ÷ worth, nothing where more was used than paid
 *
 * A period that has not begun is given back whole, one that is over not at all. Never more than paid, never below nothing.
 */
export function refundOf({ paid, worthMinor, takenMinor, beginsAt, endsAt }: PaidPeriod, now: Date): number {
  const whole = endsAt.getTime() - beginsAt.getTime();
  const left = Math.min(whole, Math.max(0, endsAt.getTime() - now.getTime()));
  const byTime = shareOf(paid, left, whole);
  const byUse = worthMinor === 0 ? 0 : shareOf(paid, Math.max(0, worthMinor - takenMinor), worthMinor);
  return Math.min(byTime, byUse);
}

const shareOf = (paid: number, part: number, whole: number): number =>
  Number((BigInt(paid) * BigInt(part)) / BigInt(whole));
