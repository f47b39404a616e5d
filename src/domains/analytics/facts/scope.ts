import { quote } from '../../../platform/clickhouse/literal.ts';
import { customerOf, ofCustomers } from '../../customers/index.ts';
import type { DimensionCode, SplitCode } from '../catalog/dimensions.ts';
import type { Filter, Split } from './split.ts';

/** How long one row of an answer covers. `none`: the whole of [from, to]. Weeks start on Monday. */
export const steps = ['day', 'week', 'month', 'quarter', 'year', 'none'] as const;

export type Step = (typeof steps)[number];

/** A zone as an SQL literal: ClickHouse takes no column or parameter for it. */
export interface Zoned {
  readonly zone: string;
}

/** What a fact is asked: which shop days, cut into which periods, along what, of which rows. All SQL, no values. */
export interface Scope extends Zoned {
  readonly by: Step;
  /** What rows are split by: nothing, one thing, or several at once. */
  readonly splits: readonly Split[];
  readonly filters: readonly Filter[];
  /** First and last shop day, as SQL of type Date. */
  readonly from: string;
  readonly to: string;
  /**
   * Periods that overlap, in the place of steps: from SQL of a day, SQL of the array of numbers of all those it lies in.
   * Only for facts whose rows lie on one day (key-figures-sql.ts); a row counts in each of them.
   */
  readonly periodsOf?: (day: string) => string;
  /** Of days: who is new or returning is left open where it hangs on the period a day is put into (first-days.ts). */
  readonly isOpen?: true;
}

/** The scope of a question; the days are bound as `{from:Date}` and `{to:Date}`. */
export function scopeOf(timeZone: string, by: Step, dimension: DimensionCode | undefined): Scope {
  const splits = dimension === undefined ? [] : [{ code: dimension }];
  return { zone: quote(timeZone), by, splits, filters: [], from: '{from:Date}', to: '{to:Date}' };
}

/** The shop day of an instant, as SQL. */
export const dayOf = (instant: string, { zone }: Zoned): string => `toDate(${instant}, ${zone})`;

/** The first day of the period a day lies in, as SQL; of periods that overlap the number of each, one row a period. */
export function periodOf(day: string, scope: Pick<Scope, 'by' | 'from' | 'periodsOf'>): string {
  if (scope.periodsOf !== undefined) return `arrayJoin(${scope.periodsOf(day)})`;
  if (scope.by === 'day') return day;
  if (scope.by === 'week') return `toStartOfWeek(${day}, 1)`;
  if (scope.by === 'month') return `toStartOfMonth(${day})`;
  if (scope.by === 'quarter') return `toStartOfQuarter(${day})`;
  if (scope.by === 'year') return `toStartOfYear(${day})`;
  return scope.from;
}

/** The last day of a period given by its first, as SQL. */
export function lastDayOf(period: string, scope: Pick<Scope, 'by' | 'to'>): string {
  if (scope.by === 'day') return period;
  if (scope.by === 'week') return `${period} + 6`;
  if (scope.by === 'month') return `toLastDayOfMonth(${period})`;
  if (scope.by === 'quarter') return `addMonths(${period}, 3) - 1`;
  if (scope.by === 'year') return `addMonths(${period}, 12) - 1`;
  return scope.to;
}

/**
 * The first day of the period after a period given by its first, as SQL. Without periods: after the days before
 * [from, to] comes [from, to], and then what lies behind `to`.
 */
export function nextPeriod(period: string, scope: Pick<Scope, 'by'>): string {
  if (scope.by === 'day') return `${period} + 1`;
  if (scope.by === 'week') return `${period} + 7`;
  if (scope.by === 'month') return `addMonths(${period}, 1)`;
  if (scope.by === 'quarter') return `addMonths(${period}, 3)`;
  if (scope.by === 'year') return `addMonths(${period}, 12)`;
  return `if(${period} < {from:Date}, {from:Date}, {to:Date} + 1)`;
}

/** Whether rows are split by, or narrowed to, one of these. */
export const asks = (
  { splits, filters }: Pick<Scope, 'splits' | 'filters'>,
  codes: readonly SplitCode[],
): boolean => [...splits, ...filters].some(({ code }) => codes.includes(code));

/** The one thing rows are split by; undefined for nothing, or several. */
export const onlySplit = ({ splits }: Pick<Scope, 'splits'>): SplitCode | undefined =>
  splits.length === 1 ? splits[0]!.code : undefined;

export { customerOf, ofCustomers };
