import type { SumName } from './branches.ts';

/** What customers of a cohort come to in one period: customers there, and sums of documents (minor units). All of it adds up. */
export type Sums = Readonly<Record<SumName | 'customers', number>>;

/** One cell; of offset -1 the cohort itself, whose `customers` are all of it. */
export interface Cell {
  readonly cohort: number;
  /** Value of the breakdown; '' without one. */
  readonly group: string;
  /** Periods since that of the cohort. */
  readonly offset: number;
  readonly sums: Sums;
}

/** Cells by place, groups together. */
export type Placed = ReadonlyMap<string, Sums>;

export const nothing: Sums = { customers: 0, orders: 0, net: 0, known: 0, cost: 0, unknown: 0, back: 0 };

const names = Object.keys(nothing) as (keyof Sums)[];

export const plus = (one: Sums, other: Sums): Sums =>
  Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as Sums;

const keyOf = (cohort: number, offset: number): string => `${cohort}:${offset}`;

export function place(cells: readonly Cell[]): Placed {
  const placed = new Map<string, Sums>();
  for (const { cohort, offset, sums } of cells) {
    const key = keyOf(cohort, offset);
    placed.set(key, plus(placed.get(key) ?? nothing, sums));
  }
  return placed;
}

/** What stands at a place: nothing where nothing fell into it. */
export const sumsAt = (placed: Placed, cohort: number, offset: number): Sums =>
  placed.get(keyOf(cohort, offset)) ?? nothing;

/** How many customers a cohort has. */
export const sizeOf = (placed: Placed, cohort: number): number => sumsAt(placed, cohort, -1).customers;
