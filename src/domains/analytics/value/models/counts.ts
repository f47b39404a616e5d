/**
 * What a purchase-count model needs of customers: how often they came back (x), when they were last seen (tx) and how long
 * they have been known (t), in the model's unit of time, both counted from the first purchase. Customers who are alike in
 * all three are one pattern with a count: a shop of a million has some hundred thousand of them.
 */
export interface Counts {
  readonly x: Int32Array;
  readonly tx: Float64Array;
  readonly t: Float64Array;
  /** Customers of each pattern. */
  readonly customers: Float64Array;
}

export interface Pattern {
  readonly x: number;
  readonly tx: number;
  readonly t: number;
  readonly customers: number;
}

/** Patterns as columns; they are read hundreds of times while a model is fitted. */
export const countsOf = (patterns: readonly Pattern[]): Counts => ({
  x: Int32Array.from(patterns, (it) => it.x),
  tx: Float64Array.from(patterns, (it) => it.tx),
  t: Float64Array.from(patterns, (it) => it.t),
  customers: Float64Array.from(patterns, (it) => it.customers),
});

/** Patterns of one piece: some milliseconds of work for the slowest model. */
const PIECE = 1_000;

/** The same in pieces, without a copy. */
export function piecesOf({ x, tx, t, customers }: Counts): Counts[] {
  return Array.from({ length: Math.ceil(x.length / PIECE) }, (_, n) => {
    const [from, to] = [n * PIECE, (n + 1) * PIECE];
    return {
      ...{ x: x.subarray(from, to), tx: tx.subarray(from, to) },
      ...{ t: t.subarray(from, to), customers: customers.subarray(from, to) },
    };
  });
}

export const customersIn = ({ customers }: Counts): number => customers.reduce((sum, n) => sum + n, 0);

/**
 * About so many of the customers, every nth of them as the patterns stand, to begin a search with. Customers and not
 * patterns: those who never came back are a third of a shop and a hundredth of its patterns, and a search that misses
 * them goes where no end is.
 */
export function sampled(counts: Counts, about: number): Counts {
  const step = Math.max(1, customersIn(counts) / about);
  const customers = new Float64Array(counts.customers.length);
  let passed = 0;
  for (const [n, many] of counts.customers.entries()) {
    customers[n] = Math.floor((passed + many) / step) - Math.floor(passed / step);
    passed += many;
  }
  const some = <A extends Int32Array | Float64Array>(column: A): A =>
    column.filter((_, n) => customers[n]! > 0) as A;
  return { x: some(counts.x), tx: some(counts.tx), t: some(counts.t), customers: some(customers) };
}
