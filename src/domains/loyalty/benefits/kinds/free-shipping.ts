import type { BenefitKind } from './benefit-kind.ts';

/** Told to the checkout, which takes nothing for shipping then; where there are so many a month, each is a grant that the checkout uses once (grant-coupons.ts). */
export const freeShipping: BenefitKind<'free-shipping'> = {
  kind: 'free-shipping',
  label: { zh: '包邮', en: 'Free shipping' },
  sentence({ from_minor: from, monthly }, money) {
    const [zh, en] =
      from === 0
        ? ['包邮', 'free shipping']
        : [`满 ${money(from)} 包邮`, `free shipping from ${money(from)}`];
    if (monthly === undefined) return { zh, en };
    return {
      zh: `每月 ${monthly.count} 次${zh}`,
      en: `${en}, ${monthly.count} ${monthly.count === 1 ? 'time' : 'times'} a month`,
    };
  },
  /** Fees that are not taken, or what the shop pays for parcels: the greater one. */
  yearly: ({ monthly, cost_minor: cost = 0 }, { customers, orders, shippingMinor }) =>
    monthly === undefined
      ? Math.max(shippingMinor, orders * cost)
      : Math.min(shippingMinor, 12 * customers * monthly.count * monthly.cost_minor),
  sending: ({ from_minor: from, monthly, cost_minor: cost = 0 }, { paidMinor, shippingMinor }) =>
    monthly === undefined && shippingMinor === 0 && paidMinor >= from ? cost : 0,
  gift: {
    on: 'month',
    of: ({ monthly }) =>
      monthly && {
        name: { zh: '包邮一次', en: 'One free shipping' },
        cost_minor: monthly.cost_minor,
        days: 31,
      },
    count: ({ monthly }) => monthly?.count ?? 0,
  },
};
