import type { PlusPayment, PlusSwitchWhen } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Problem, type Result } from '../../../platform/errors.ts';
import { shopDay } from '../../analytics/index.ts';
import { closeEntitlements } from '../../ledgers/index.ts';
import { type Acted, actOf, addAct, digestOf, type PlusAsk } from './act-store.ts';
import { openPeriod } from './open-period.ts';
import { type Paid, payPeriod } from './pay-period.ts';
import { dayOfMonth, endOf, type Period, periodAfter } from './period-rules.ts';
import { cutPeriod, entitlementIdsOf } from './period-store.ts';
import { type Plan, readPlan } from './plan-store.ts';
import {
  creditExceeds,
  inTrial,
  isOver,
  noSuchPlan,
  noSuchSubscription,
  notOffered,
  priceKindsDiffer,
  renewalTold,
  renewedAlready,
  samePlan,
} from './plus-problems.ts';
import { giveBack, type PeriodRefund, quoteRefund } from './refund-plus.ts';
import { settleSubscription } from './settle-plus.ts';
import {
  chooseNextPlan,
  holdSubscription,
  readSubscription,
  renewsAs,
  type Subscription,
  switchSubscription,
} from './subscription-store.ts';

export interface Switching {
  readonly shopId: number;
  readonly timeZone: string;
  readonly subscriptionId: number;
  readonly planId: number;
  readonly when: PlusSwitchWhen;
  readonly payment: PlusPayment | null;
  readonly ask: PlusAsk;
}

/**
 * Another plan for a subscription, once per key. At once: the period under way ends, what a refund would give back of it by the
 * end of today counts towards the price of the new one, which begins now. With the renewal: nothing is paid now, and the plan that
 * runs takes such a choice back. A refusal must take the transaction back. Problems: no-such-subscription, key-reused, no-such-plan,
 * plan-not-offered, plus-over, plus-same-plan, plus-in-trial, plus-renewed-already, plus-price-kinds-differ, plus-credit-exceeds,
 * plus-renewal-told, those of payment, not-enough-points, clock-went-back.
 */
export async function switchPlus(tx: Tx, it: Switching): Promise<Result<Acted>> {
  const { shopId, subscriptionId, planId, when, payment, ask } = it;
  const asked = digestOf({ switch: [subscriptionId, planId, when, payment] });
  if ((await holdSubscription(tx, shopId, subscriptionId)) === undefined) return fail(noSuchSubscription);
  const before = await actOf(tx, shopId, { key: ask.key, asked });
  if (!before.ok) return before;
  if (before.value !== undefined) return ok(before.value);
  await settleSubscription(tx, { ...it, now: ask.now });
  const subscription = (await readSubscription(tx, shopId, subscriptionId))!;
  const plan = await readPlan(tx, shopId, { planId });
  const refused = whyNot(it, subscription, plan);
  if (refused !== undefined) return fail(refused);
  const asking = { ...it, subscription, plan: plan!, asked };
  return when === 'now' ? switchNow(tx, asking) : choose(tx, asking);
}

function whyNot(it: Switching, subscription: Subscription, plan: Plan | undefined): Problem | undefined {
  if (subscription.endedAt !== null) return isOver(subscription.state);
  if (plan === undefined) return noSuchPlan;
  if (plan.planId === (it.when === 'now' ? subscription.planId : renewsAs(subscription))) return samePlan;
  const takesBack = plan.planId === subscription.planId;
  if (!plan.isOffered && !takesBack) return notOffered;
  return it.when === 'now' ? whyNotNow(it, subscription, plan) : undefined;
}

function whyNotNow({ ask: { now } }: Switching, it: Subscription, { terms }: Plan): Problem | undefined {
  if (it.state === 'trialing') return inTrial;
  if (it.lastBeginsAt >= now) return renewedAlready;
  return it.terms.price.kind === terms.price.kind ? undefined : priceKindsDiffer;
}

interface Asked extends Switching {
  readonly subscription: Subscription;
  readonly plan: Plan;
  readonly asked: string;
}

async function choose(tx: Tx, it: Asked): Promise<Result<Acted>> {
  const { shopId, subscriptionId, planId, subscription, ask, asked } = it;
  const nextPlanId = planId === subscription.planId ? null : planId;
  if (!(await chooseNextPlan(tx, shopId, { subscriptionId, nextPlanId }))) return fail(renewalTold);
  const { lastNo: no, paidTo: endsAt } = subscription;
  const act = { subscriptionId, no, kind: 'choose', planId, endsAt } as const;
  return addAct(tx, shopId, { ...act, key: ask.key, asked, at: ask.now, by: ask.by });
}

/** What is credited of the period under way, if anything: the day it is asked on counts as used, so that it is one amount all day. */
export async function quoteCredit(
  tx: Tx,
  shopId: number,
  it: Pick<Subscription, 'subscriptionId' | 'lastNo'> & { readonly timeZone: string; readonly now: Date },
): Promise<PeriodRefund[]> {
  const { subscriptionId, timeZone } = it;
  const now = endOf(shopDay(it.now, { timeZone }), timeZone);
  const refunds = await quoteRefund(tx, shopId, { subscriptionId, now });
  return refunds.filter(({ period }) => period.no === it.lastNo);
}

async function switchNow(tx: Tx, it: Asked): Promise<Result<Acted>> {
  const { shopId, timeZone, subscription, plan, ask } = it;
  const { price } = plan.terms;
  const cost = price.kind === 'money' ? price.minor : price.points;
  const [refund] = await quoteCredit(tx, shopId, { ...subscription, timeZone, now: ask.now });
  const credit = refund?.amount ?? 0;
  if (credit >= cost) return fail(creditExceeds(credit));
  const given = refund === undefined ? ok(undefined) : await giveBack(tx, it, refund);
  if (!given.ok) return given;
  const paid = await payRest(tx, it, credit);
  return paid.ok ? begin(tx, it, { paid: paid.value, rest: cost - credit }) : paid;
}

/** Points that were credited lie in their lots again, and are spent anew. */
const payRest = (tx: Tx, it: Asked, credit: number): Promise<Result<Paid>> =>
  payPeriod(tx, it.shopId, {
    ...{ personId: it.subscription.personId, period: `${it.subscriptionId}:${it.subscription.lastNo + 1}` },
    ...{ price: it.plan.terms.price, payment: it.payment, creditMinor: credit, now: it.ask.now },
  });

async function begin(
  tx: Tx,
  it: Asked,
  { paid, rest }: { readonly paid: Paid; readonly rest: number },
): Promise<Result<Acted>> {
  const { shopId, subscriptionId, planId, plan, ask, asked } = it;
  const { lastNo } = it.subscription;
  const { period, monthDay } = periodNow(it);
  const { endsAt, lastDay: paidDay } = period;
  const entitlementIds = await entitlementIdsOf(tx, shopId, {
    subscriptionIds: [subscriptionId],
    no: lastNo,
  });
  await closeEntitlements(tx, shopId, { entitlementIds, at: ask.now });
  await cutPeriod(tx, shopId, { subscriptionId, no: lastNo, at: ask.now });
  const next = { subscriptionId, lastNo, planId, monthDay, paidTo: endsAt, paidDay };
  if (!(await switchSubscription(tx, shopId, next))) return fail(renewedAlready);
  const no = lastNo + 1;
  const opened = await openPeriod(tx, shopId, { subscriptionId, no, plan, period, paid });
  if (!opened.ok) return opened;
  const isMoney = paid.paidMinor !== null;
  return addAct(tx, shopId, {
    ...{ subscriptionId, no, kind: 'switch', key: ask.key, asked, endsAt, at: ask.now, by: ask.by },
    ...{ minor: isMoney ? rest : null, points: isMoney ? null : rest },
  });
}

function periodNow({ timeZone, plan, ask: { now } }: Asked): { period: Period; monthDay: number } {
  const day = shopDay(now, { timeZone });
  const monthDay = dayOfMonth(day);
  const { period } = plan.terms;
  return { period: periodAfter({ beginsAt: now, day, monthDay, period, timeZone }), monthDay };
}
