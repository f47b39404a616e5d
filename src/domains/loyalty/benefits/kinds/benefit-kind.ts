import type { BenefitKindName, BenefitOf, Gift } from '../../../../contract/benefits.ts';
import type { Text } from '../../../../platform/errors.ts';

/** One kind of benefit: its words, and what it does. What has no effect of its own is told to whoever asks. */
export interface Kind<B> {
  readonly kind: BenefitKindName;
  readonly label: Text;
  /** Says the benefit as the public rule does; `money` writes minor units of the shop's currency. */
  sentence(it: B, money: (minor: number) => string): Text;
  /** What is given, on which occasion. */
  readonly gift?: { readonly on: 'birthday' | 'upgrade' | 'month'; of(it: B): Gift };
}

export type BenefitKind<K extends BenefitKindName> = Kind<BenefitOf<K>>;

export const sayGift = (gift: Gift): Text =>
  'points' in gift ? { zh: `${gift.points} 积分`, en: `${gift.points} points` } : gift.name;
