import { type Db, type Tx, withShop } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import { fail, ok, orThrow, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { cancelReservation, confirmReservation, moveStock } from '../../ledgers/index.ts';
import { noSuchRedemption, redemptionOver } from './mall-problems.ts';
import type { Redeemed } from './redeem.ts';
import { endRedemption, putAside, type Redemption, readOver, readRedemption } from './redemption-store.ts';

export interface Ending {
  readonly shopId: number;
  readonly redemptionId: number;
  /** ended: its time is over. */
  readonly state: 'confirmed' | 'cancelled' | 'ended';
  readonly now: Date;
}

/**
 * Confirms what is held: points are spent and the thing is gone; or gives both back. Asked again it answers as it stands. A
 * refusal must take the transaction back. Problems: no-such-redemption, redemption-over, clock-went-back.
 */
export async function endHeld(tx: Tx, it: Ending): Promise<Result<Redeemed>> {
  const { shopId, redemptionId, state, now } = it;
  const isEnded = await endRedemption(tx, shopId, { redemptionId, state, at: now });
  const redemption = await readRedemption(tx, shopId, { id: redemptionId });
  if (redemption === undefined) return fail(noSuchRedemption);
  if (!isEnded && redemption.state === state) return ok({ redemption, again: true });
  if (!isEnded) return fail(redemptionOver(redemption.state === 'held' ? 'ended' : redemption.state));
  const { stockId, count } = redemption;
  const move = state === 'confirmed' ? 'take' : 'release';
  if (!(await moveStock(tx, shopId, { stockId, move, count }))) throw new Error('held stock is not there');
  const points = await endPoints(tx, it, redemption);
  return points.ok ? ok({ redemption, again: false }) : points;
}

/** Points whose time is over, or whose account was closed by an erasure, have gone back already. */
async function endPoints(tx: Tx, { shopId, state, now }: Ending, it: Redemption): Promise<Result<unknown>> {
  const ask = { key: ` mall:${it.redemptionId}:${state}`, cause: 'mall', ref: `mall:${it.redemptionId}` };
  const end = state === 'confirmed' ? confirmReservation : cancelReservation;
  const done = await end(tx, shopId, { actId: it.actId!, ask: { ...ask, by: 'system', at: now } });
  if (!done.ok && done.problem.code === 'reservation-over' && state !== 'confirmed') return ok(undefined);
  return done;
}

interface EndingOver {
  readonly shopId: number;
  readonly at: Date;
  readonly signal: AbortSignal;
}

/** Ends what nobody confirmed in time, each in its own transaction; one that fails is put aside, later and later. */
export async function endOver({ db, log }: Pick<Platform, 'db' | 'log'>, it: EndingOver): Promise<void> {
  const { shopId, at, signal } = it;
  for (const redemptionId of await withShop(db, shopId, (tx) => readOver(tx, shopId, at))) {
    if (signal.aborted) return;
    try {
      await endAlone(db, { shopId, redemptionId, state: 'ended', now: at });
    } catch (err) {
      log.warn({ err, shopId, redemptionId }, 'a redemption whose time is over could not be ended');
      await withShop(db, shopId, (tx) => putAside(tx, shopId, { redemptionId, at }));
    }
  }
}

async function endAlone(db: Db, ending: Ending): Promise<void> {
  await withShopAgain(db, ending.shopId, async (tx) => {
    const done = await endHeld(tx, ending);
    // Confirmed or cancelled by somebody in this very moment: over is over.
    if (!done.ok && done.problem.code !== 'redemption-over') orThrow(done);
  });
}
