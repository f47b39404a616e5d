/** What a member pays. Pure. */

/** A public rule by which members pay less for what lies in a category. */
export interface PriceRule {
  readonly name: { readonly zh: string; readonly en: string };
  readonly percent: number;
  /** From the root down, and what lies below it; empty: all products. */
  readonly category: readonly string[];
}

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
