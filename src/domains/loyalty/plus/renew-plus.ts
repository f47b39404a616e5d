import type { PlusPayment } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Problem, type Result } from '../../../platform/errors.ts';
import { type Acted, actOf, digestOf, type PlusAsk } from './act-store.ts';
import { addRenewal } from './add-renewal.ts';
import { readNextPlan } from './plan-store.ts';
import { isOver, noSuchSubscription, notAutomatic, renewedAlready } from './plus-problems.ts';
import { settleSubscription } from './settle-plus.ts';
import { holdSubscription, readSubscription, type Subscription } from './subscription-store.ts';

export interface Renewing {
  readonly shopId: number;
  readonly timeZone: string;
  readonly subscriptionId: number;
  readonly payment: PlusPayment | null;
  /** Charged by an agreement, not by the customer now. */
  readonly automatic: boolean;
  readonly ask: PlusAsk;
}

/**
 * The next period, once per key: of the plan they chose for it, in the version the customer was told of, otherwise of the one that is sold now. Who renews
 * takes back that they cancelled. A refusal must take the transaction back. Problems: no-such-subscription, key-reused,
 * plus-over, plus-renewed-already, plus-not-automatic, plus-not-told, those of payment, not-enough-points, clock-went-back.
 */
export async function renewPlus(tx: Tx, it: Renewing): Promise<Result<Acted>> {
  const { shopId, subscriptionId, payment, automatic, ask } = it;
  const asked = digestOf({ renew: [subscriptionId, payment, automatic] });
  if ((await holdSubscription(tx, shopId, subscriptionId)) === undefined) return fail(noSuchSubscription);
  const before = await actOf(tx, shopId, { key: ask.key, asked });
  if (!before.ok) return before;
  if (before.value !== undefined) return ok(before.value);
  await settleSubscription(tx, { ...it, now: ask.now });
  const subscription = (await readSubscription(tx, shopId, subscriptionId))!;
  const refused = whyNot(subscription, it);
  if (refused !== undefined) return fail(refused);
  const plan = await readNextPlan(tx, shopId, subscription);
  return addRenewal(tx, { ...it, subscription, plan, asked });
}

function whyNot(it: Subscription, { automatic, ask: { now } }: Renewing): Problem | undefined {
  if (it.endedAt !== null) return isOver(it.state);
  if (it.lastBeginsAt > now) return renewedAlready;
  return automatic && (it.state === 'cancelled' || !it.autoRenew) ? notAutomatic : undefined;
}
