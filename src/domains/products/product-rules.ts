import { createHash } from 'node:crypto';

/** Facts about a product; null and empty = nobody said. Prices in minor units of `currency`. */
export interface ProductFacts {
  readonly title: string | null;
  readonly brand: string | null;
  /** From the root down, at most four. */
  readonly category: readonly string[];
  readonly currency: string | null;
  readonly priceMinor: number | null;
  readonly costMinor: number | null;
  readonly stock: number | null;
  readonly status: 'on-sale' | 'off-sale' | null;
}

/** What one source said: only the fields it has. */
export type ProductSaying = { readonly [K in keyof ProductFacts]?: NonNullable<ProductFacts[K]> };

export interface ProductStatement {
  readonly said: ProductSaying;
  /** ISO 8601 with milliseconds. */
  readonly at: string;
  /** Order of arrival. */
  readonly heardNo: number;
  /** Picked up from an order or an event, not said about the product itself. */
  readonly learnt: boolean;
}

export const noFacts: ProductFacts = {
  ...{ title: null, brand: null, category: [], currency: null },
  ...{ priceMinor: null, costMinor: null, stock: null, status: null },
};

const fields = Object.keys(noFacts) as (keyof ProductFacts)[];

/**
 * The facts that follow from what was said, in whatever order it arrived. Learnt words only fill gaps, and the first
 * heard wins (files of orders rename a product to 'damaged' or '?' in passing); stated ones win by source time, field
 * by field where they say something. Said at the same instant, the later heard wins: a correction.
 */
export function foldProduct(statements: readonly ProductStatement[]): ProductFacts {
  const ordered = [...statements].sort(byWeight);
  return Object.assign({}, noFacts, ...ordered.map(({ said }) => pickFields(said)));
}

function byWeight(a: ProductStatement, b: ProductStatement): number {
  if (a.learnt !== b.learnt) return a.learnt ? -1 : 1;
  if (a.learnt) return b.heardNo - a.heardNo;
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.heardNo - b.heardNo;
}

/** The known fields of a record that say something, in one order: equal sayings are equal texts. */
export function pickFields(record: ProductSaying): ProductSaying {
  return Object.fromEntries(
    fields.filter((field) => says(record[field])).map((field) => [field, record[field]]),
  );
}

const says = (value: unknown) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

export const sameFacts = (a: ProductFacts, b: ProductFacts) =>
  fields.every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]));

/** 16 bytes as hex that tell one saying from another. */
export const digestOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

/**
 * Which products are one thing, from pairs said to be the same: each product in a pair with the smallest number of
 * its group.
 */
export function groupSame(pairs: readonly (readonly [number, number])[]): Map<number, number> {
  const parent = new Map<number, number>();
  const root = (id: number): number => {
    const up = parent.get(id) ?? id;
    return up === id ? id : root(up);
  };
  for (const [a, b] of pairs) {
    const [low, high] = [Math.min(root(a), root(b)), Math.max(root(a), root(b))];
    parent
      .set(low, low)
      .set(high, low)
      .set(a, parent.get(a) ?? a)
      .set(b, parent.get(b) ?? b);
  }
  return new Map([...parent.keys()].map((id) => [id, root(id)]));
}
