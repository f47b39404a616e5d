import type { PointsAct } from '../../../contract/points.ts';
import type { Db } from '../../../platform/db/postgres.ts';
import { fail, type Result } from '../../../platform/errors.ts';
import { askLedger, type PointsAsk } from './ask-ledger.ts';
import { outOfRange } from './points-problems.ts';

export interface Spending {
  /** Any person of the customer; all of the customer's points may be taken. */
  readonly personId: number;
  readonly points: number;
  readonly ask: PointsAsk;
}

/**
 * Takes points from the lots that expire first, all or nothing. Problems: points-out-of-range, key-reused,
 * no-such-customer, not-enough-points, clock-went-back.
 */
export async function spendPoints(db: Db, shopId: number, it: Spending): Promise<Result<PointsAct>> {
  if (it.points < 0) return fail(outOfRange);
  return askLedger(db, shopId, {
    call: { act: 'spend', of: it.personId, points: it.points },
    ask: it.ask,
  });
}

/** Holds points until `endsAt` at the latest. Problems as of spending. */
export async function reservePoints(
  db: Db,
  shopId: number,
  it: Spending & { readonly endsAt: Date },
): Promise<Result<PointsAct>> {
  if (it.points < 0) return fail(outOfRange);
  const more = { ends_at: it.endsAt };
  return askLedger(db, shopId, {
    call: { act: 'reserve', of: it.personId, points: it.points, more },
    ask: it.ask,
  });
}

export interface Ending {
  /** The act that reserved. */
  readonly actId: number;
  readonly ask: PointsAsk;
}

/** Spends what was reserved. Problems: key-reused, no-such-reservation, reservation-over, reservation-of-mall, clock-went-back. */
export const confirmReservation = (db: Db, shopId: number, { actId, ask }: Ending) =>
  askLedger(db, shopId, { call: { act: 'confirm', of: actId }, ask });

/** Gives what was reserved back, with the expiry it had. Problems as of confirming. */
export const cancelReservation = (db: Db, shopId: number, { actId, ask }: Ending) =>
  askLedger(db, shopId, { call: { act: 'cancel', of: actId }, ask });

export interface PointsRefund {
  /** The act that spent, or that confirmed a reservation. */
  readonly actId: number;
  /** Null: all that is left of it. */
  readonly points: number | null;
  readonly ask: PointsAsk;
}

/**
 * Gives spent points back to the lots they came from, in proportion to what each still lacks, with their own expiry: what
 * would be over comes back and expires at once, and the answer says so. Problems: points-out-of-range, key-reused,
 * no-such-spending, refund-exceeds-spent, account-closed, clock-went-back.
 */
export async function refundPoints(db: Db, shopId: number, it: PointsRefund): Promise<Result<PointsAct>> {
  if ((it.points ?? 1) < 0) return fail(outOfRange);
  return askLedger(db, shopId, { call: { act: 'refund', of: it.actId, points: it.points }, ask: it.ask });
}
