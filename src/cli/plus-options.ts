import type { PlusPayment } from '../contract/plus.ts';
import { ProblemError, problem } from '../platform/errors.ts';
import { text, wholeNumber } from './option.ts';

/** What commands of PLUS ask for: a payment is its number and its amount, both or neither. */

export const paymentOptions = {
  payment: text('REF', { zh: '支付服务的支付单号', en: 'number of the payment at your payment service' }),
  'paid-minor': wholeNumber({ zh: '支付金额，分', en: 'what was paid, in minor units' }),
};

export function paymentOf(it: {
  readonly payment: string | undefined;
  readonly 'paid-minor': number | undefined;
}): PlusPayment | null {
  const { payment: ref, 'paid-minor': minor } = it;
  if (ref === undefined && minor === undefined) return null;
  if (ref === undefined || minor === undefined || !/^[\x21-\x7e]{1,100}$/.test(ref))
    throw new ProblemError(notAPayment);
  return { ref, minor };
}

const notAPayment = problem('wrong-usage', 400, {
  zh: '支付需同时写 --payment 与 --paid-minor',
  en: 'A payment is --payment and --paid-minor together',
});
