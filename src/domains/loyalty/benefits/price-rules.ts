import type { Benefit, BenefitOf } from '../../../contract/benefits.ts';

/** What a member pays. Pure. */

/** A public rule by which members pay less for what lies in a category. */
export interface PriceRule {
  readonly name: { readonly zh: string; readonly en: string };
  readonly percent: number;
  /** From the root down, and what lies below it; empty: all products. */
  readonly category: readonly string[];
}

type PriceBenefit = BenefitOf<'member-price'> | BenefitOf<'limited-offer'>;

/** Whether a benefit is a rule of prices on a shop day: a limited-time offer on its days alone. */
export const isPriceOn = (it: Benefit, day: string): it is PriceBenefit =>
  it.kind === 'member-price' || (it.kind === 'limited-offer' && it.from <= day && day <= it.until);

export const priceRulesOn = (benefits: readonly Benefit[], day: string): PriceRule[] =>
  benefits.filter((it) => isPriceOn(it, day));

/** The rule that makes a product of this category cheapest; undefined: the list price stands. The first of equal ones. */
export const bestPrice = <R extends PriceRule>(
  rules: readonly R[],
  category: readonly string[],
): R | undefined =>
  rules
    .filter((it) => it.category.every((name, level) => category[level] === name))
    .reduce<R | undefined>(
      (best, it) => (best === undefined || it.percent < best.percent ? it : best),
      undefined,
    );

/** Rounded down to the minor unit: for the member. */
export const priceOf = (listMinor: number, percent: number): number =>
  Number((BigInt(listMinor) * BigInt(percent)) / 100n);
