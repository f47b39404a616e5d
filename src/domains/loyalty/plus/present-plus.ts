import type {
  CustomerSubscription,
  PlanView,
  PlusAct,
  PlusEntitlement,
  PlusSavings,
  SubscriptionView,
} from '../../../contract/plus.ts';
import type { Act, Acted, Used } from './act-store.ts';
import type { Entitlement, PeriodRow } from './period-store.ts';
import type { Plan } from './plan-store.ts';
import { type PeriodRefund, sumOf } from './refund-plus.ts';
import type { Subscription } from './subscription-store.ts';

export const presentPlan = (it: Plan): PlanView => ({
  ...{ plan_id: it.planId, version: it.version, is_offered: it.isOffered, terms: it.terms },
  made_at: it.madeAt.toISOString(),
});

const presentAct = (it: Act): PlusAct => ({
  ...{
    act_id: it.actId,
    subscription_id: it.subscriptionId,
    kind: it.kind,
    period: it.no,
    benefit: it.benefit,
  },
  ...{ coupon: it.coupon, count: it.count, minor: it.minor, points: it.points, left: it.left },
  ...{ ends_at: it.endsAt.toISOString(), reason: it.reason, at: it.at.toISOString(), plan_id: it.planId },
  given_back_at: it.givenBackAt?.toISOString() ?? null,
});

export const presentActed = ({ act, again }: Acted): PlusAct => ({
  ...presentAct(act),
  ...(again && { again }),
});

/** `customers`: the customer of each person. */
export const presentSubscription = (
  it: Subscription,
  customers: ReadonlyMap<number, number>,
): SubscriptionView => ({
  subscription_id: it.subscriptionId,
  customer_id: it.personId === 0 ? null : (customers.get(it.personId) ?? it.personId),
  ...{
    plan_id: it.planId,
    next_plan_id: it.nextPlanId,
    plan: it.terms.name,
    version: it.version,
    state: it.state,
    auto_renew: it.autoRenew,
  },
  ...{ begins_at: it.beginsAt.toISOString(), ends_at: it.paidTo.toISOString(), last_day: it.paidDay },
  told_at: it.toldAt?.toISOString() ?? null,
  ended_at: it.endedAt?.toISOString() ?? null,
  end_reason: it.endReason,
});

export const presentEntitlement = (it: Entitlement): PlusEntitlement => ({
  ...{
    benefit: it.benefit,
    coupon: it.coupon,
    granted: it.granted,
    left: it.left,
    worth_minor: it.worthMinor,
  },
  ends_at: it.endsAt.toISOString(),
});

/** What benefits brought, by kind. */
export function presentSavings(used: readonly Omit<Used, 'no'>[]): PlusSavings {
  const of = (benefit: Used['benefit']) =>
    used.filter((it) => it.benefit === benefit).reduce((sum, { minor }) => sum + minor, 0);
  const [shipping, coupons, prices] = [of('free-shipping'), of('coupon'), of('member-price')];
  return {
    ...{ free_shipping_minor: shipping, coupons_minor: coupons, member_price_minor: prices },
    total_minor: shipping + coupons + prices,
  };
}

export interface Whole {
  readonly subscription: Subscription;
  readonly periods: readonly PeriodRow[];
  readonly used: readonly Used[];
  readonly entitlements: readonly Entitlement[];
  readonly refunds: readonly PeriodRefund[];
  /** What a change of plan today counts off; null: it cannot be changed at once. */
  readonly credit: readonly PeriodRefund[] | null;
  /** The plan that the next period is to be of; undefined: it is over, or that period is paid. */
  readonly next: Plan | undefined;
  readonly acts: readonly Act[];
}

export function presentWhole(it: Whole, customers: ReadonlyMap<number, number>): CustomerSubscription {
  const { periods, refunds, subscription } = it;
  const sum = (of: (period: PeriodRow) => number | null) =>
    periods.reduce((total, period) => total + (of(period) ?? 0), 0);
  const isOver = subscription.endedAt !== null || refunds.length === 0;
  return {
    ...presentSubscription(subscription, customers),
    paid_in: subscription.lastNo === 0 ? null : subscription.terms.price.kind,
    paid: { minor: sum((of) => of.paidMinor), points: sum((of) => of.paidPoints) },
    refunded: {
      minor: sum((of) => (of.paidMinor === null ? 0 : of.refunded)),
      points: sum((of) => (of.paidPoints === null ? 0 : of.refunded)),
    },
    saved: presentSavings(it.used),
    refund_now: isOver ? null : sumOf(refunds),
    renewal: it.next
      ? { plan_id: it.next.planId, plan: it.next.terms.name, price: it.next.terms.price }
      : null,
    switch_credit: it.credit === null ? null : sumOf(it.credit),
    entitlements: it.entitlements.map(presentEntitlement),
    acts: it.acts.map(presentAct),
  };
}
