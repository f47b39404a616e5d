import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { type Acted, addAct, readLastCancel } from './act-store.ts';
import { isOver, noSuchSubscription } from './plus-problems.ts';
import { settleSubscription } from './settle-plus.ts';
import { cancelSubscription, holdSubscription, readSubscription } from './subscription-store.ts';

export interface Cancelling {
  readonly shopId: number;
  readonly timeZone: string;
  readonly subscriptionId: number;
  readonly by: string;
  readonly now: Date;
}

/**
 * Nothing is renewed any more; what is paid runs to its end. At any moment, and asked again it answers the same. Problems:
 * no-such-subscription, plus-over.
 */
export async function cancelPlus(tx: Tx, it: Cancelling): Promise<Result<Acted>> {
  const { shopId, subscriptionId, by, now } = it;
  if ((await holdSubscription(tx, shopId, subscriptionId)) === undefined) return fail(noSuchSubscription);
  await settleSubscription(tx, it);
  const {
    state,
    endedAt,
    lastNo: no,
    paidTo: endsAt,
  } = (await readSubscription(tx, shopId, subscriptionId))!;
  if (endedAt !== null) return fail(isOver(state));
  if (!(await cancelSubscription(tx, shopId, { subscriptionId })))
    return ok({ act: await readLastCancel(tx, shopId, subscriptionId), again: true });
  return addAct(tx, shopId, { subscriptionId, no, kind: 'cancel', endsAt, at: now, by });
}
