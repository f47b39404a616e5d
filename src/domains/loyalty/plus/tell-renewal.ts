import type { PlanTerms } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { queueNotices, wasSent } from '../../messaging/index.ts';
import { addAct } from './act-store.ts';
import { readNextPlan } from './plan-store.ts';
import { sayPrice } from './say-plan.ts';
import { holdSubscription, noteTold, readSubscription, type Subscription } from './subscription-store.ts';
import { toldBy } from './tell-rules.ts';

export interface Telling {
  readonly shopId: number;
  readonly currency: string;
  readonly subscriptionId: number;
  readonly now: Date;
}

/**
 * Queues the notice that a subscription renews by itself, and notes it in the same transaction with the version whose price it
 * says: that is what is charged, whatever becomes of the plan meanwhile. Once a period, however often it is run.
 */
export async function tellRenewal(tx: Tx, { shopId, currency, subscriptionId, now }: Telling): Promise<void> {
  await holdSubscription(tx, shopId, subscriptionId);
  const subscription = await readSubscription(tx, shopId, subscriptionId);
  if (subscription === undefined) return;
  const { lastNo, personId, paidTo, paidDay } = subscription;
  const { version, terms } = await readNextPlan(tx, shopId, subscription);
  if (!(await noteTold(tx, shopId, { subscriptionId, lastNo, version, at: now }))) return;
  const values = { ...wordsOf(terms, currency), last_day: paidDay };
  const notice = { personId, key: keyOf(subscription), values, validUntil: paidTo };
  await queueNotices(tx, { shopId, template: 'plus-renewal', notices: [notice], by: 'system', now });
  const act = { subscriptionId, no: lastNo, kind: 'tell', endsAt: paidTo, at: now, by: 'system' } as const;
  orThrow(await addAct(tx, shopId, act));
}

const keyOf = ({ subscriptionId, lastNo }: Pick<Subscription, 'subscriptionId' | 'lastNo'>): string =>
  `plus-renewal:${subscriptionId}:${lastNo}`;

/**
 * Whether the customer was told in time for a renewal by itself now: queued, and gone out by one channel at least. A shop that
 * shut its channels, and whoever objected to being written to, has told and heard nothing.
 */
export async function isTold(tx: Tx, shopId: number, it: Subscription, now: Date): Promise<boolean> {
  const by = toldBy(now);
  return it.toldAt !== null && it.toldAt <= by && wasSent(tx, shopId, { key: keyOf(it), by });
}

/** In both languages: which of them is read is decided when it is sent. */
function wordsOf({ name, price }: PlanTerms, currency: string): Record<string, string> {
  const said = sayPrice(price, currency);
  return { plan_zh: name.zh, plan_en: name.en, price_zh: said.zh, price_en: said.en };
}
