import type { Measure } from '../catalog/measure.ts';

/** What the engine found for one period and one value of the dimension; sums as numbers. */
export interface Found {
  readonly period: string;
  readonly dimension: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** Every period asked for, by its first day, and every value of the dimension ('' alone without one). */
export interface Span {
  readonly periods: readonly string[];
  readonly values: readonly string[];
}

/** One answered row: `value` null where a ratio divides by nothing. */
export interface Valued extends Omit<Found, 'denominator'> {
  readonly value: number | null;
  readonly denominator: number | null;
}

/**
 * One row for every period and every value of the dimension that occurs at all: totals are zero where nothing
 * happened, ratios null, levels stay where they were. Without a dimension the only value is ''.
 */
export function fillPeriods(measure: Measure, span: Span, found: readonly Found[]): Valued[] {
  const byKey = new Map(found.map((row) => [`${row.period} ${row.dimension}`, row]));
  const standing = new Map<string, number>();
  const rowOf = (period: string, dimension: string): Valued => {
    const row = byKey.get(`${period} ${dimension}`) ?? nothing;
    const numerator = (standing.get(dimension) ?? 0) + row.numerator;
    if (measure.kind === 'level') standing.set(dimension, numerator);
    return { period, dimension, ...divided(measure, numerator, row.denominator) };
  };
  return span.periods.flatMap((period) => span.values.map((dimension) => rowOf(period, dimension)));
}

const nothing = { numerator: 0, denominator: 0 };

function divided(measure: Measure, numerator: number, denominator: number) {
  if (measure.kind !== 'ratio') return { value: numerator, numerator, denominator: null };
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
}
