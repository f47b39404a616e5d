import type { PivotCell } from '../../../contract/explore.ts';
import type { Measure } from '../catalog/measure.ts';
import type { Grouping } from './groupings.ts';

/** What the engine found for one period and one value of each split: sums as numbers, a pair for each measure. */
export interface FoundRow {
  readonly period: string;
  readonly values: readonly string[];
  readonly sums: readonly (readonly [numerator: number, denominator: number])[];
}

export interface Table {
  readonly measures: readonly Measure[];
  /** Periods in order, by first day; one without a time dimension. */
  readonly periods: readonly string[];
}

/** Rows of one table by their key: place of the period, then the values. Levels stand until they change. */
export function keyed(
  found: readonly FoundRow[],
  { measures, periods }: Table,
): Map<string, FoundRow['sums']> {
  const hasLevel = measures.some(({ kind }) => kind === 'level');
  const byKey = new Map<string, FoundRow['sums']>();
  for (const rows of Map.groupBy(found, ({ values }) => JSON.stringify(values)).values()) {
    const own = new Map(rows.map((row) => [row.period, row.sums]));
    const standing = measures.map(() => 0);
    for (const [place, period] of periods.entries()) {
      const sums = own.get(period);
      if (sums === undefined && !hasLevel) continue;
      byKey.set(
        JSON.stringify([place, ...rows[0]!.values]),
        measures.map((measure, n) => {
          const [upper, lower] = sums?.[n] ?? [0, 0];
          standing[n]! += upper;
          return [measure.kind === 'level' ? standing[n]! : upper, lower];
        }),
      );
    }
  }
  return byKey;
}

export interface Side {
  readonly now: ReadonlyMap<string, FoundRow['sums']>;
  /** Keyed by the same places of periods; undefined without a comparison. */
  readonly before: ReadonlyMap<string, FoundRow['sums']> | undefined;
}

export interface Headings {
  /** The dimension at each place is time. */
  readonly isTime: readonly boolean[];
  readonly names: readonly string[];
  readonly measures: readonly Measure[];
}

/** Cells of one table, those that only the comparison has among them. */
export function cellsOf({ now, before }: Side, grouping: Grouping, headings: Headings): PivotCell[] {
  const keys = new Set([...now.keys(), ...(before?.keys() ?? [])]);
  return [...keys].map((key) => {
    const numbers = headings.measures.map((measure, n) => ({
      ...divided(measure, now.get(key)?.[n] ?? [0, 0]),
      before: before === undefined ? null : divided(measure, before.get(key)?.[n] ?? [0, 0]).value,
    }));
    return { keys: keysOf(JSON.parse(key), grouping, headings), numbers };
  });
}

function keysOf(
  [place, ...values]: [number, ...string[]],
  grouping: Grouping,
  { isTime, names }: Headings,
): (string | null)[] {
  const left = [...values];
  return isTime.map((time, at) => (grouping.includes(at) ? (time ? names[place]! : left.shift()!) : null));
}

function divided({ kind }: Measure, [numerator, denominator]: readonly [number, number]) {
  if (kind !== 'ratio') return { value: numerator, numerator, denominator: null };
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
}
