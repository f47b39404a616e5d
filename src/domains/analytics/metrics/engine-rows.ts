import type { Found } from './fill-periods.ts';

/** A row of the questions of compile-figures.ts. */
export interface EngineRow extends Readonly<Record<`n_${number}` | `d_${number}`, string>> {
  /** Days since 1970, or the number of a window. */
  readonly at: number;
}

/** What the rows tell of the measure at place `n`; windows go by their number as text. */
export const foundOf = (rows: readonly EngineRow[], n: number): Found[] =>
  rows.map((row) => ({
    ...{ period: periodAt(row.at), dimension: '' },
    ...{ numerator: Number(row[`n_${n}`]), denominator: Number(row[`d_${n}`]) },
  }));

const periodAt = (at: number): string =>
  at < 0 ? String(at) : new Date(at * 86_400_000).toISOString().slice(0, 10);
