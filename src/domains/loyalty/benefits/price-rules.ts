import type { Benefit, BenefitOf } from '../../../contract/benefits.ts';

/** What a member pays. Pure. */

/** The rule that makes a product of this category cheapest; undefined: the list price stands. The first of equal ones. */
export function bestPrice(
  benefits: readonly Benefit[],
  category: readonly string[],
): BenefitOf<'member-price'> | undefined {
  return benefits
    .filter((it) => it.kind === 'member-price')
    .filter((it) => it.category.every((name, level) => category[level] === name))
    .reduce<BenefitOf<'member-price'> | undefined>(
      (best, it) => (best === undefined || it.percent < best.percent ? it : best),
      undefined,
    );
}

/** Rounded down to the minor unit: for the member. */
export const priceOf = (listMinor: number, percent: number): number =>
  Number((BigInt(listMinor) * BigInt(percent)) / 100n);
