import type { BenefitKindName, BenefitOf, Gift } from '../../../../contract/benefits.ts';
import type { Text } from '../../../../platform/errors.ts';

/** The customers of a tier, with what they bought in the twelve months before. */
export interface YearOfTier {
  readonly customers: number;
  /** Paid less refunds, minor units. */
  readonly salesMinor: number;
  /** Paid and not cancelled. */
  readonly orders: number;
  /** Paid for shipping, minor units. */
  readonly shippingMinor: number;
  /** What the points of these sales are worth at the plain rate, minor units. */
  readonly pointsMinor: number;
  /** Minor units. */
  giftMinor(gift: Gift): number;
}

/** An order as it was paid, minor units. */
export interface SentOrder {
  readonly paidMinor: number;
  /** Of that, for shipping. */
  readonly shippingMinor: number;
}

/** One kind of benefit: its words, and what it does. What has no effect of its own is told to whoever asks. */
export interface Kind<B> {
  readonly kind: BenefitKindName;
  readonly label: Text;
  /** Says the benefit as the public rule does; `money` writes minor units of the shop's currency. */
  sentence(it: B, money: (minor: number) => string): Text;
  /** What it costs in a year at the most, minor units; what has no such figure is left out. */
  yearly?(it: B, of: YearOfTier): number | undefined;
  /** What sending an order by it costs, minor units, as far as the shop says so. */
  sending?(it: B, order: SentOrder): number;
  /** What is given, on which occasion. */
  readonly gift?: {
    readonly on: 'birthday' | 'upgrade' | 'month';
    /** Undefined: none, as it stands. */
    of(it: B): Gift | undefined;
    /** So many at once; one unless told. */
    count?(it: B): number;
  };
}

export type BenefitKind<K extends BenefitKindName> = Kind<BenefitOf<K>>;

export const sayGift = (gift: Gift): Text =>
  'points' in gift ? { zh: `${gift.points} 积分`, en: `${gift.points} points` } : gift.name;
