import { sql } from 'kysely';
import type { PointsAct, ShortfallPolicy } from '../../../contract/points.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, type Result } from '../../../platform/errors.ts';
import { askLedger, type PointsAsk } from './ask-ledger.ts';
import { outOfRange } from './points-problems.ts';

export interface Revoking {
  /** The act that granted. */
  readonly actId: number;
  readonly points: number;
  /** What happens with points that were spent already. */
  readonly shortfall: ShortfallPolicy;
  readonly ask: PointsAsk;
}

/**
 * Takes back what was granted: from its own lot first (what expired of it brought nobody anything), then from the
 * customer's other lots, and the rest by policy. Problems: points-out-of-range, key-reused, no-such-earning,
 * revoke-exceeds-earned, account-closed, clock-went-back.
 */
export async function revokePoints(tx: Tx, shopId: number, it: Revoking): Promise<Result<PointsAct>> {
  if (it.points < 0) return fail(outOfRange);
  const more = { shortfall: it.shortfall };
  return askLedger(tx, shopId, {
    call: { act: 'revoke', of: it.actId, points: it.points, more },
    ask: it.ask,
  });
}

export interface Repaying {
  readonly personId: number;
  readonly points: number;
  /** `paid`: in money, outside; `forgiven`: the shop bears it. */
  readonly how: 'paid' | 'forgiven';
  readonly ask: PointsAsk;
}

/** Settles what a customer is short of, debt first. Problems: no-such-customer, repays-too-much, as above. */
export async function repayPoints(tx: Tx, shopId: number, it: Repaying): Promise<Result<PointsAct>> {
  if (it.points < 0) return fail(outOfRange);
  const call = { act: 'repay', of: it.personId, points: it.points, more: { how: it.how }, asks: it.how };
  return askLedger(tx, shopId, { call, ask: it.ask });
}

/** Moves the end of the return window of what was granted, as long as it is pending. */
export async function rescheduleLot(
  tx: Tx,
  shopId: number,
  { actId, activeFrom }: { readonly actId: number; readonly activeFrom: Date },
): Promise<void> {
  await sql`select ledgers.points_reschedule(${shopId}, ${actId}, ${activeFrom})`.execute(tx);
}
