import type { CustomerPlus } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { customersOf } from '../../customers/index.ts';
import { readActs, readUsed } from './act-store.ts';
import { readEntitlements, readPeriods } from './period-store.ts';
import { readNextPlan } from './plan-store.ts';
import { presentWhole, type Whole } from './present-plus.ts';
import { quoteRefund } from './refund-plus.ts';
import { hadTrial, type Subscription, subscriptionsOf } from './subscription-store.ts';
import { quoteCredit } from './switch-plus.ts';

interface Showing {
  readonly shopId: number;
  readonly timeZone: string;
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

async function readWhole(tx: Tx, it: Showing, subscription: Subscription): Promise<Whole> {
  const { shopId, timeZone, now } = it;
  const { subscriptionId, state, endedAt, lastBeginsAt } = subscription;
  const isRunning = endedAt === null && lastBeginsAt <= now;
  const canSwitch = isRunning && state !== 'trialing' && lastBeginsAt < now;
  return {
    subscription,
    periods: await readPeriods(tx, shopId, subscriptionId),
    used: await readUsed(tx, shopId, subscriptionId),
    entitlements: await readEntitlements(tx, shopId, { subscriptionIds: [subscriptionId], at: now }),
    refunds: await quoteRefund(tx, shopId, { subscriptionId, now }),
    credit: canSwitch ? await quoteCredit(tx, shopId, { ...subscription, timeZone, now }) : null,
    next: isRunning ? await readNextPlan(tx, shopId, subscription) : undefined,
    acts: await readActs(tx, shopId, subscriptionId),
  };
}
