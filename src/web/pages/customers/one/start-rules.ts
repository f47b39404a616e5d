/** What is chosen of a start of PLUS. */
export interface Start {
  readonly planId: number | null;
  readonly isTrial: boolean;
  /** Number of the payment at the shop's payment service. */
  readonly payment: string;
  /** The customer agreed to automatic renewal. */
  readonly renews: boolean;
}

export const nothingChosen: Start = { planId: null, isTrial: false, payment: '', renews: false };

interface Plan {
  readonly plan_id: number;
  readonly terms: {
    readonly price:
      | { readonly kind: 'money'; readonly minor: number }
      | { readonly kind: 'points'; readonly points: number };
  };
}

const wantsPayment = ({ isTrial }: Start, { terms }: Plan): boolean =>
  !isTrial && terms.price.kind === 'money';

/** In signs the server takes. */
export const isPaymentNumber = (text: string): boolean => /^[\x21-\x7e]{1,100}$/.test(text.trim());

/** A number is told where money was taken. */
export const isReady = (it: Start, plan: Plan): boolean =>
  !wantsPayment(it, plan) || isPaymentNumber(it.payment);

/** What the server is told, but for the key. What was taken is the price: another amount starts nothing. */
export const beginsWith = (it: Start, plan: Plan) => ({
  ...{ plan_id: plan.plan_id, trial: it.isTrial, auto_renew: it.renews },
  payment:
    wantsPayment(it, plan) && plan.terms.price.kind === 'money'
      ? { ref: it.payment.trim(), minor: plan.terms.price.minor }
      : null,
});
