import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { type NewEntitlement, openEntitlements } from '../../ledgers/index.ts';
import type { Paid } from './pay-period.ts';
import type { Period } from './period-rules.ts';
import { addEntitlements, addPeriod, type Entitlement } from './period-store.ts';
import type { Plan } from './plan-store.ts';
import { paymentUsed } from './plus-problems.ts';

export interface Opening {
  readonly subscriptionId: number;
  readonly no: number;
  readonly plan: Plan;
  readonly period: Period;
  readonly paid: Paid;
}

/**
 * A period with all that it entitles to, each coupon in its month: granted with the payment, so that no job has to run for a
 * promise to be there. Problems: plus-payment-used.
 */
export async function openPeriod(tx: Tx, shopId: number, it: Opening): Promise<Result<undefined>> {
  const { subscriptionId, no, plan, period, paid } = it;
  const { planId, version } = plan;
  const { beginsAt, endsAt } = period;
  const row = { subscriptionId, no, planId, version, beginsAt, endsAt, ...paid };
  if (!(await addPeriod(tx, shopId, row))) return fail(paymentUsed);
  const grants = grantsOf(it);
  if (grants.length === 0) return ok(undefined);
  const ids = await openEntitlements(tx, shopId, grants);
  const links = grants.map(({ what, benefit, coupon, worthMinor }) => ({
    ...{ entitlementId: ids.get(what)!, subscriptionId, no, benefit, coupon, worthMinor },
  }));
  await addEntitlements(tx, shopId, links);
  return ok(undefined);
}

type Grant = NewEntitlement & Pick<Entitlement, 'benefit' | 'coupon' | 'worthMinor'>;

function grantsOf({ subscriptionId, no, plan: { terms }, period }: Opening): Grant[] {
  const of = `plus:${subscriptionId}:${no}`;
  const { beginsAt, endsAt, months } = period;
  const shipping: Grant[] =
    terms.free_shipping === null
      ? []
      : [
          {
            ...{ what: `${of}:free-shipping`, count: terms.free_shipping.count, opensAt: beginsAt, endsAt },
            ...{ benefit: 'free-shipping', coupon: null, worthMinor: terms.free_shipping.worth_minor },
          },
        ];
  const coupons = terms.coupons.flatMap(({ coupon, count, worth_minor: worthMinor }) =>
    months.map((span, month): Grant => {
      const what = `${of}:coupon:${coupon}:${month}`;
      return { what, count, ...span, benefit: 'coupon', coupon, worthMinor };
    }),
  );
  return [...shipping, ...coupons];
}
