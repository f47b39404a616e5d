import { placesOf } from '../../../contract/currency.ts';
import type { PlanTerms, PlusPrice } from '../../../contract/plus.ts';
import type { Text } from '../../../platform/errors.ts';
import { memberPrice } from '../benefits/kinds/member-price.ts';

/** What a plan costs and brings, in the words in which it is sold. */

export function sayPrice(price: PlusPrice, currency: string): Text {
  if (price.kind === 'points') return { zh: `${price.points} 积分`, en: `${price.points} points` };
  const places = placesOf(currency);
  const amount = `${(price.minor / 10 ** places).toFixed(places)} ${currency}`;
  return { zh: amount, en: amount };
}

const periods: Readonly<Record<PlanTerms['period'], Text>> = {
  month: { zh: '每月', en: 'a month' },
  quarter: { zh: '每季', en: 'a quarter' },
  year: { zh: '每年', en: 'a year' },
};

export const sayPeriod = ({ period }: PlanTerms): Text => periods[period];

/** One sentence for each thing that it brings. */
export function sayTerms(terms: PlanTerms): Text[] {
  const { free_shipping: shipping, points_percent: percent } = terms;
  const prices = terms.member_prices.map((it) =>
    memberPrice.sentence({ kind: 'member-price', ...it }, String),
  );
  const free = shipping && {
    zh: `每期包邮 ${shipping.count} 次`,
    en: `free shipping, ${shipping.count} a period`,
  };
  const coupons = terms.coupons.map(({ coupon, count }) => ({
    zh: `每月优惠券 ${coupon} × ${count}`,
    en: `coupon ${coupon} × ${count} every month`,
  }));
  const points = { zh: `积分 ${percent / 100} 倍`, en: `${percent / 100} times the points` };
  return [...prices, ...(free ? [free] : []), ...coupons, ...(percent > 100 ? [points] : [])];
}
