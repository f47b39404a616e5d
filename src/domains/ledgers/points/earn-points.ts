import type { PointsAct } from '../../../contract/points.ts';
import type { Db } from '../../../platform/db/postgres.ts';
import { fail, type Result } from '../../../platform/errors.ts';
import { askLedger, type PointsAsk } from './ask-ledger.ts';
import { outOfRange } from './points-problems.ts';

/** A bound on what is granted under a name: per customer, or for the shop as a whole. */
export interface PointsCap {
  readonly name: string;
  readonly most: number;
  readonly whole: boolean;
}

export interface Earning {
  /** The person who earns; the points stay theirs through merges. */
  readonly personId: number;
  readonly points: number;
  /** When they were earned; now unless told. */
  readonly earnedAt?: Date | undefined;
  /** End of the return window, until which they are pending; now unless told. */
  readonly activeFrom?: Date | undefined;
  /** Null: never. */
  readonly expiresAt: Date | null;
  readonly caps?: readonly PointsCap[];
}

/**
 * Grants a lot of points, or what the caps leave of it (perhaps nothing). Problems: points-out-of-range, key-reused,
 * no-such-customer, points-overflow, expires-too-soon, clock-went-back.
 */
export async function earnPoints(
  db: Db,
  shopId: number,
  { earning, ask }: { readonly earning: Earning; readonly ask: PointsAsk },
): Promise<Result<PointsAct>> {
  const { personId, points, earnedAt, activeFrom, expiresAt, caps = [] } = earning;
  if (points < 0) return fail(outOfRange);
  const more = { earned_at: earnedAt, active_from: activeFrom, expires_at: expiresAt, caps };
  return askLedger(db, shopId, { call: { act: 'earn', of: personId, points, more }, ask });
}
