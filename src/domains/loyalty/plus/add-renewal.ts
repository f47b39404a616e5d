import type { PlusPayment } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, type Result } from '../../../platform/errors.ts';
import { type Acted, addAct, type PlusAsk } from './act-store.ts';
import { openPeriod } from './open-period.ts';
import { payPeriod } from './pay-period.ts';
import { periodAfter } from './period-rules.ts';
import type { Plan } from './plan-store.ts';
import { notTold, renewedAlready } from './plus-problems.ts';
import { renewSubscription, type Subscription } from './subscription-store.ts';
import { isTold } from './tell-renewal.ts';
import { toldBy } from './tell-rules.ts';

export interface AddingRenewal {
  readonly shopId: number;
  readonly timeZone: string;
  readonly payment: PlusPayment | null;
  /** Charged by an agreement, not by the customer now: wants notice. */
  readonly automatic: boolean;
  readonly subscription: Subscription;
  readonly plan: Plan;
  /** Without a key: Shuke's own doing. */
  readonly ask: Omit<PlusAsk, 'key'> & { readonly key?: string };
  readonly asked?: string;
}

/** Pays and adds the period; the caller holds the subscription. A refusal of payment has changed nothing, any other must take the transaction back. */
export async function addRenewal(tx: Tx, it: AddingRenewal): Promise<Result<Acted>> {
  const { shopId, timeZone, subscription, plan, automatic, ask } = it;
  const { subscriptionId, personId, lastNo, paidTo: beginsAt, paidDay: day, monthDay } = subscription;
  const no = lastNo + 1;
  const paying = {
    personId,
    period: `${subscriptionId}:${no}`,
    price: plan.terms.price,
    payment: it.payment,
  };
  const paid = await payPeriod(tx, shopId, { ...paying, now: ask.now });
  if (!paid.ok) return paid;
  if (automatic && !(await isTold(tx, shopId, subscription, ask.now))) return fail(notTold);
  const period = periodAfter({ beginsAt, day, monthDay, period: plan.terms.period, timeZone });
  const isRenewed = await renewSubscription(tx, shopId, {
    ...{ subscriptionId, lastNo, planId: plan.planId, beginsAt },
    ...{ paidTo: period.endsAt, paidDay: period.lastDay },
    toldBy: automatic ? toldBy(ask.now) : undefined,
  });
  if (!isRenewed) return fail(automatic ? notTold : renewedAlready);
  const opened = await openPeriod(tx, shopId, { subscriptionId, no, plan, period, paid: paid.value });
  if (!opened.ok) return opened;
  return addAct(tx, shopId, {
    ...{
      subscriptionId,
      no,
      kind: 'renew',
      key: ask.key,
      asked: it.asked,
      endsAt: period.endsAt,
      at: ask.now,
    },
    ...{ minor: paid.value.paidMinor, points: paid.value.paidPoints, by: ask.by },
  });
}
