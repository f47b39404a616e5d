import type { PlusEndReason } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { addAct } from './act-store.ts';
import { addRenewal } from './add-renewal.ts';
import { readNextPlan } from './plan-store.ts';
import {
  endSubscription,
  holdSubscription,
  readSubscription,
  type Subscription,
} from './subscription-store.ts';
import { isTold } from './tell-renewal.ts';
import { isTooLate } from './tell-rules.ts';

export interface Settling {
  readonly shopId: number;
  readonly timeZone: string;
  readonly subscriptionId: number;
  readonly now: Date;
}

/**
 * Lets come what is due: at the end of what is paid a plan in points is renewed, where the customer agreed and was told, and
 * everything else ends. Done by whoever acts first, the job included; asked again it changes nothing.
 */
export async function settleSubscription(tx: Tx, it: Settling): Promise<void> {
  const { shopId, subscriptionId, now } = it;
  await holdSubscription(tx, shopId, subscriptionId);
  const subscription = await readSubscription(tx, shopId, subscriptionId);
  if (subscription === undefined || subscription.endedAt !== null || subscription.paidTo > now) return;
  const outcome = await renewOrEnd(tx, it, subscription);
  if (outcome === 'renewed' || outcome === 'later') return;
  const { lastNo: no, paidTo } = subscription;
  await endSubscription(tx, shopId, { subscriptionId, state: 'expired', reason: outcome, at: paidTo });
  const act = { subscriptionId, no, kind: 'expire', endsAt: paidTo, at: now, reason: outcome } as const;
  orThrow(await addAct(tx, shopId, { ...act, by: 'system' }));
}

async function renewOrEnd(
  tx: Tx,
  it: Settling,
  subscription: Subscription,
): Promise<PlusEndReason | 'renewed' | 'later'> {
  const { shopId, now } = it;
  const { state, autoRenew, paidTo } = subscription;
  if (state === 'cancelled') return 'cancelled';
  const plan = await readNextPlan(tx, shopId, subscription);
  if (!autoRenew || plan.terms.price.kind === 'money') return 'unpaid';
  if (!(await isTold(tx, shopId, subscription, now))) return 'not-told';
  if (isTooLate(paidTo, now)) return 'too-late';
  const renewal = { ...it, subscription, plan, payment: null, automatic: true, ask: { by: 'system', now } };
  const done = await addRenewal(tx, renewal);
  if (done.ok) return 'renewed';
  // The ledger has seen a later instant: it is asked again when the clock has come there.
  if (done.problem.code === 'clock-went-back') return 'later';
  if (done.problem.code === 'plus-not-told') throw new Error('a renewal that was decided was not made');
  return done.problem.code === 'not-enough-points' ? 'not-enough-points' : 'points-refused';
}
