import type { PlusPayment } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Problem, type Result } from '../../../platform/errors.ts';
import { shopDay } from '../../analytics/index.ts';
import { holdPersonsOf } from '../../customers/index.ts';
import { type Acted, actOf, addAct, digestOf, type PlusAsk } from './act-store.ts';
import { openPeriod } from './open-period.ts';
import { nothing, payPeriod } from './pay-period.ts';
import { dayOfMonth, type Period, periodAfter, trialFrom } from './period-rules.ts';
import { type Plan, readPlan } from './plan-store.ts';
import { noSuchPlan, noTrial, notOffered, paymentUnwanted, running, trialUsed } from './plus-problems.ts';
import { settleSubscription } from './settle-plus.ts';
import { addSubscription, hadTrial, subscriptionsOf } from './subscription-store.ts';

export interface Starting {
  readonly shopId: number;
  readonly timeZone: string;
  readonly customerId: number;
  readonly planId: number;
  readonly trial: boolean;
  readonly autoRenew: boolean;
  readonly payment: PlusPayment | null;
  readonly ask: PlusAsk;
}

/**
 * Starts PLUS for a customer who has none that runs, once per key. All is decided behind the lock of the customer's persons. A
 * refusal must take the transaction back. Problems: no-such-customer, key-reused, no-such-plan, plan-not-offered,
 * plus-running, plus-no-trial, plus-trial-used, those of payment, not-enough-points, clock-went-back.
 */
export async function startPlus(tx: Tx, it: Starting): Promise<Result<Acted>> {
  const { shopId, customerId, planId, trial, autoRenew, payment } = it;
  const asked = digestOf({ start: [customerId, planId, trial, autoRenew, payment] });
  const before = await actOf(tx, shopId, { key: it.ask.key, asked });
  if (!before.ok) return before;
  if (before.value !== undefined) return ok(before.value);
  const persons = await holdPersonsOf(tx, shopId, customerId);
  if (!persons.ok) return persons;
  // Whoever held them may have asked under the same key.
  const meanwhile = await actOf(tx, shopId, { key: it.ask.key, asked });
  if (!meanwhile.ok) return meanwhile;
  if (meanwhile.value !== undefined) return ok(meanwhile.value);
  const plan = await readPlan(tx, shopId, { planId });
  const refused = await whyNot(tx, it, { plan, personIds: persons.value });
  return refused === undefined ? begin(tx, it, { plan: plan!, asked }) : fail(refused);
}

interface Whose {
  readonly plan: Plan | undefined;
  readonly personIds: readonly number[];
}

async function whyNot(tx: Tx, it: Starting, { plan, personIds }: Whose): Promise<Problem | undefined> {
  const { shopId, timeZone, trial, payment } = it;
  if (plan === undefined) return noSuchPlan;
  if (!plan.isOffered) return notOffered;
  if (trial && plan.terms.trial_days === 0) return noTrial;
  if (trial && payment !== null) return paymentUnwanted;
  for (const { subscriptionId, endedAt } of await subscriptionsOf(tx, shopId, { personIds }))
    if (endedAt === null) await settleSubscription(tx, { shopId, timeZone, subscriptionId, now: it.ask.now });
  const isRunning = (await subscriptionsOf(tx, shopId, { personIds })).some(
    ({ endedAt }) => endedAt === null,
  );
  if (isRunning) return running;
  return trial && (await hadTrial(tx, shopId, personIds)) ? trialUsed : undefined;
}

async function begin(
  tx: Tx,
  it: Starting,
  { plan, asked }: { readonly plan: Plan; readonly asked: string },
): Promise<Result<Acted>> {
  const { shopId, customerId: personId, planId, trial, autoRenew, ask } = it;
  const { period, monthDay } = firstPeriod(it, plan);
  const no = trial ? 0 : 1;
  const subscriptionId = await addSubscription(tx, shopId, {
    ...{ personId, planId, autoRenew, monthDay, no, beginsAt: period.beginsAt, by: ask.by },
    ...{ state: trial ? 'trialing' : 'active', paidTo: period.endsAt, paidDay: period.lastDay },
  });
  const paying = { personId, period: `${subscriptionId}:${no}`, price: plan.terms.price };
  const paid = trial
    ? ok(nothing)
    : await payPeriod(tx, shopId, { ...paying, payment: it.payment, now: ask.now });
  if (!paid.ok) return paid;
  const opened = await openPeriod(tx, shopId, { subscriptionId, no, plan, period, paid: paid.value });
  if (!opened.ok) return opened;
  return addAct(tx, shopId, {
    ...{ subscriptionId, no, kind: 'start', key: ask.key, asked, endsAt: period.endsAt, at: ask.now },
    ...{ minor: paid.value.paidMinor, points: paid.value.paidPoints, by: ask.by },
  });
}

/** Periods that follow a trial are counted from its last day. */
function firstPeriod(
  { timeZone, trial, ask: { now } }: Starting,
  { terms }: Plan,
): { period: Period; monthDay: number } {
  const day = shopDay(now, { timeZone });
  const period = trial
    ? trialFrom(now, terms.trial_days, timeZone)
    : periodAfter({ beginsAt: now, day, monthDay: dayOfMonth(day), period: terms.period, timeZone });
  return { period, monthDay: dayOfMonth(trial ? period.lastDay : day) };
}
