import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { moveStock, readConfirming, refundPoints } from '../../ledgers/index.ts';
import { noSuchRedemption, notConfirmed } from './mall-problems.ts';
import type { Redeemed } from './redeem.ts';
import { noteReturn, type Redemption, readRedemption } from './redemption-store.ts';

export interface Returning {
  readonly shopId: number;
  readonly redemptionId: number;
  /** Whether the items can be given to somebody else. */
  readonly restock: boolean;
  readonly by: string;
  readonly now: Date;
}

/**
 * What was confirmed comes back whole: points to the lots they came from, with their own expiry, and the items to stock where
 * that is wanted; both or neither. Asked again it answers as it stands. A refusal must take the transaction back. Problems:
 * no-such-redemption, mall-not-confirmed, clock-went-back.
 */
export async function returnRedemption(tx: Tx, it: Returning): Promise<Result<Redeemed>> {
  const { shopId, redemptionId, restock, by, now } = it;
  const isNoted = await noteReturn(tx, shopId, { redemptionId, isRestocked: restock, at: now });
  const redemption = await readRedemption(tx, shopId, { id: redemptionId });
  if (redemption === undefined) return fail(noSuchRedemption);
  if (!isNoted && redemption.state === 'returned') return ok({ redemption, again: true });
  if (!isNoted) return fail(notConfirmed(redemption.state));
  const { stockId, count } = redemption;
  if (restock && !(await moveStock(tx, shopId, { stockId, move: 'restock', count })))
    throw new Error('what was taken had never gone');
  const points = await refund(tx, it, redemption);
  if (!points.ok) return points;
  const subject = `mall-redemption:${redemptionId}`;
  await recordAct(tx, { shopId, actor: by, act: 'mall.return', subject, details: { restock } });
  return ok({ redemption, again: false });
}

/** Staff may have refunded the act before, in the ledger; an account that was closed by an erasure takes nothing back. */
async function refund(tx: Tx, { shopId, now }: Returning, it: Redemption): Promise<Result<unknown>> {
  const actId = await readConfirming(tx, shopId, it.actId!);
  if (actId === undefined) throw new Error('what was confirmed was never spent');
  const ref = `mall:${it.redemptionId}`;
  const ask = { key: ` ${ref}:returned`, cause: 'mall', ref, by: 'system', at: now };
  const done = await refundPoints(tx, shopId, { actId, points: null, ask });
  return !done.ok && nothingLeft.has(done.problem.code) ? ok(undefined) : done;
}

const nothingLeft = new Set(['refund-exceeds-spent', 'account-closed']);
