import type { PlusEntitlement, PlusSavings } from '../../../contract/plus.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { readUsed } from './act-store.ts';
import { readEntitlements } from './period-store.ts';
import { type Plan, readNextPlan, readPlans } from './plan-store.ts';
import { presentEntitlement, presentSavings } from './present-plus.ts';
import { hadTrial, type Subscription, subscriptionsOf } from './subscription-store.ts';

interface Showing {
  readonly shopId: number;
  /** All of the customer's. */
  readonly personIds: readonly number[];
  readonly now: Date;
}

/** A subscription that runs, with what it saved and what is left of it. */
export interface Running {
  readonly subscription: Subscription;
  /** What it changes to with its next period. */
  readonly nextPlan: Plan | undefined;
  readonly saved: PlusSavings;
  readonly entitlements: readonly PlusEntitlement[];
}

/** What runs of a customer's PLUS, newest first: one statement for who has none, for pages that are asked for often. */
export async function readRunning(tx: Tx, { shopId, personIds, now }: Showing): Promise<Running[]> {
  const all = await subscriptionsOf(tx, shopId, { personIds });
  const running: Running[] = [];
  for (const subscription of all.filter(({ endedAt }) => endedAt === null)) {
    const { subscriptionId } = subscription;
    const saved = presentSavings(await readUsed(tx, shopId, subscriptionId));
    const open = await readEntitlements(tx, shopId, { subscriptionIds: [subscriptionId], at: now });
    const isOther = subscription.nextPlanId !== null;
    const nextPlan = isOther ? await readNextPlan(tx, shopId, subscription) : undefined;
    running.push({ subscription, nextPlan, saved, entitlements: open.map(presentEntitlement) });
  }
  return running;
}

/** A plan that a customer could start, and whether with its trial. */
export interface PlanOffer {
  readonly plan: Plan;
  readonly hasTrial: boolean;
}

/** What a customer could start of the plans that are offered. */
export async function readOffers(tx: Tx, { shopId, personIds }: Omit<Showing, 'now'>): Promise<PlanOffer[]> {
  const plans = (await readPlans(tx, shopId)).filter(({ isOffered }) => isOffered);
  const tries = plans.some(({ terms }) => terms.trial_days > 0);
  const mayTry = tries && !(await hadTrial(tx, shopId, personIds));
  return plans.map((plan) => ({ plan, hasTrial: mayTry && plan.terms.trial_days > 0 }));
}
