import { type BenefitKind, sayGift } from './benefit-kind.ts';

/** Once a month of the shop's days to everybody on the tier (grant-coupons.ts). */
export const exclusiveCoupon: BenefitKind<'exclusive-coupon'> = {
  kind: 'exclusive-coupon',
  label: { zh: '专属优惠券', en: 'Exclusive coupon' },
  sentence: ({ gift }) => ({
    zh: `每月专属优惠券：${sayGift(gift).zh}`,
    en: `exclusive coupon every month: ${sayGift(gift).en}`,
  }),
  yearly: ({ gift }, { customers, giftMinor }) => 12 * customers * giftMinor(gift),
  gift: { on: 'month', of: ({ gift }) => gift },
};
