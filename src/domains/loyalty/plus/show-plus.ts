import type { CustomerPlus } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { customersOf } from '../../customers/index.ts';
import { readActs, readUsed } from './act-store.ts';
import { readEntitlements, readPeriods } from './period-store.ts';
import { presentWhole, type Whole } from './present-plus.ts';
import { quoteRefund } from './refund-plus.ts';
import { hadTrial, type Subscription, subscriptionsOf } from './subscription-store.ts';

interface Showing {
  readonly shopId: number;
  readonly currency: string;
  /** All of the customer's. */
  readonly personIds: readonly number[];
  readonly now: Date;
}

/** PLUS of a customer: of all persons they were joined from, with what it brought them beside what they paid. */
export async function showPlus(tx: Tx, it: Showing): Promise<CustomerPlus> {
  const { shopId, personIds, currency } = it;
  const customers = await customersOf(tx, shopId, personIds);
  const found = await subscriptionsOf(tx, shopId, { personIds });
  const subscriptions: CustomerPlus['subscriptions'] = [];
  for (const subscription of found)
    subscriptions.push(presentWhole(await readWhole(tx, it, subscription), customers));
  return { currency, may_try: !(await hadTrial(tx, shopId, personIds)), subscriptions };
}

async function readWhole(tx: Tx, { shopId, now }: Showing, subscription: Subscription): Promise<Whole> {
  const { subscriptionId } = subscription;
  return {
    subscription,
    periods: await readPeriods(tx, shopId, subscriptionId),
    used: await readUsed(tx, shopId, subscriptionId),
    entitlements: await readEntitlements(tx, shopId, { subscriptionIds: [subscriptionId], at: now }),
    refunds: await quoteRefund(tx, shopId, { subscriptionId, now }),
    acts: await readActs(tx, shopId, subscriptionId),
  };
}
