import type { PointsAct } from '../../../contract/points.ts';
import type { Db } from '../../../platform/db/postgres.ts';
import type { Result } from '../../../platform/errors.ts';
import { askLedger, type PointsAsk } from './ask-ledger.ts';

export interface Adjusting {
  readonly personId: number;
  /** Below nothing: fewer points, from those that expire first. */
  readonly points: number;
  /** Of points that are added; null: never. */
  readonly expiresAt: Date | null;
}

/**
 * Points more or fewer by the word of staff. Problems: points-out-of-range, key-reused, no-such-customer,
 * not-enough-points, points-overflow, expires-too-soon, clock-went-back.
 */
export const adjustPoints = (
  db: Db,
  shopId: number,
  { adjusting, ask }: { readonly adjusting: Adjusting; readonly ask: PointsAsk },
): Promise<Result<PointsAct>> => {
  const { personId, points, expiresAt } = adjusting;
  return askLedger(db, shopId, {
    call: { act: 'adjust', of: personId, points, more: { expires_at: expiresAt } },
    ask,
  });
};
