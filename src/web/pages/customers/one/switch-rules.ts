import { isPaymentNumber } from './start-rules.ts';

type When = 'now' | 'renewal';

/** What is chosen of a change of plan. */
export interface Switch {
  readonly planId: number | null;
  readonly when: When;
  /** Number of the payment at the shop's payment service. */
  readonly payment: string;
}

export const nothingSwitched: Switch = { planId: null, when: 'renewal', payment: '' };

interface Plan {
  readonly plan_id: number;
  readonly terms: {
    readonly price:
      | { readonly kind: 'money'; readonly minor: number }
      | { readonly kind: 'points'; readonly points: number };
  };
}

interface Amount {
  readonly minor: number;
  readonly points: number;
}

interface Own {
  /** Null: it cannot be changed at once. */
  readonly switch_credit: Amount | null;
  /** In which the period under way was paid. */
  readonly paid_in: 'money' | 'points' | null;
}

/** What is left to pay of the price; below nothing where more is left of the period than it costs. */
export function restOf({ terms: { price } }: Plan, { switch_credit: credit }: Own): Amount {
  return price.kind === 'money'
    ? { minor: price.minor - (credit?.minor ?? 0), points: 0 }
    : { minor: 0, points: price.points - (credit?.points ?? 0) };
}

/** When it can be changed, what is usual first: at once where something is left to pay, in what the period was paid in. */
export function whensOf(plan: Plan, it: Own): When[] {
  const { minor, points } = restOf(plan, it);
  const isNow = it.switch_credit !== null && plan.terms.price.kind === it.paid_in && minor + points > 0;
  return isNow ? ['now', 'renewal'] : ['renewal'];
}

export const isSwitchReady = (it: Switch, { terms }: Plan): boolean =>
  it.when === 'renewal' || terms.price.kind === 'points' || isPaymentNumber(it.payment);

/** What the server is told, but for the key. */
export const switchesTo = (it: Switch, plan: Plan, own: Own) => ({
  ...{ plan_id: plan.plan_id, when: it.when },
  payment:
    it.when === 'now' && plan.terms.price.kind === 'money'
      ? { ref: it.payment.trim(), minor: restOf(plan, own).minor }
      : null,
});
