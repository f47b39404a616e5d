import type { Benefit, BenefitKindName, Gift } from '../../../contract/benefits.ts';
import type { Text } from '../../../platform/errors.ts';
import type { Kind, SentOrder, YearOfTier } from './kinds/benefit-kind.ts';
import { birthdayGift } from './kinds/birthday-gift.ts';
import { dedicatedAgent } from './kinds/dedicated-agent.ts';
import { exclusiveCoupon } from './kinds/exclusive-coupon.ts';
import { freeShipping } from './kinds/free-shipping.ts';
import { limitedOffer } from './kinds/limited-offer.ts';
import { memberPrice } from './kinds/member-price.ts';
import { pointsMultiplier } from './kinds/points-multiplier.ts';
import { priorityShipping } from './kinds/priority-shipping.ts';
import { upgradeGift } from './kinds/upgrade-gift.ts';

/** Every kind of benefit there is. */
const kinds = {
  'birthday-gift': birthdayGift,
  'upgrade-gift': upgradeGift,
  'points-multiplier': pointsMultiplier,
  'member-price': memberPrice,
  'limited-offer': limitedOffer,
  'exclusive-coupon': exclusiveCoupon,
  'priority-shipping': priorityShipping,
  'dedicated-agent': dedicatedAgent,
  'free-shipping': freeShipping,
} satisfies Record<BenefitKindName, { readonly kind: BenefitKindName }>;

const kindOf = ({ kind }: Benefit): Kind<Benefit> => kinds[kind] as unknown as Kind<Benefit>;

export const sayBenefit = (it: Benefit, money: (minor: number) => string): Text =>
  kindOf(it).sentence(it, money);

/** What it costs in a year at the most, minor units; null: no figure says it. */
export const yearlyCost = (it: Benefit, of: YearOfTier): number | null => kindOf(it).yearly?.(it, of) ?? null;

/** What sending an order by it costs, minor units; 0 where the shop says nothing of it. */
export const sendingCost = (it: Benefit, order: SentOrder): number => kindOf(it).sending?.(it, order) ?? 0;

/** What the benefit gives on an occasion; undefined: nothing. */
export function giftOf(it: Benefit, on: 'birthday' | 'upgrade' | 'month'): Gift | undefined {
  const { gift } = kindOf(it);
  return gift?.on === on ? gift.of(it) : undefined;
}

/** How many of the gift at once. */
export const countOf = (it: Benefit): number => kindOf(it).gift?.count?.(it) ?? 1;
