import type { PivotQuestion } from '../../../contract/explore.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { findMeasure } from '../catalog/catalogue.ts';
import type { Measure } from '../catalog/measure.ts';
import { type Scope, type Step, scopeOf } from '../facts/scope.ts';
import { type PeriodStep, previousStart } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { type Refusal, refusalOf } from './can-split.ts';
import { dimensionsOf, type Grouping, isTime, splitsAsked } from './groupings.ts';
import type { Days } from './shift-days.ts';

/** A sound question, settled: which measures can be answered, and what its lists are called in SQL. */
export interface Plan extends Asking {
  readonly question: PivotQuestion;
  readonly measures: readonly Measure[];
  readonly refused: readonly Refusal[];
  /** Rows, then columns. */
  readonly dimensions: readonly string[];
  readonly time: PeriodStep | undefined;
}

export function planOf(asking: Asking, question: PivotQuestion): Plan {
  const dimensions = dimensionsOf(question);
  const asked = {
    splits: splitsAsked(dimensions),
    filters: splitsAsked(question.filters.map(({ dimension }) => dimension)),
    folded: splitsAsked(question.top.map(({ dimension }) => dimension)),
  };
  const measures = question.measures.map((code) => findMeasure(code)!);
  const refused = measures.flatMap((it) => refusalOf(it, asked) ?? []);
  const names = new Set(refused.map(({ measure }) => measure));
  return {
    ...{ ...asking, question, dimensions, refused },
    measures: measures.filter(({ code }) => !names.has(code)),
    time: dimensions.find(isTime),
  };
}

/** Names of the values kept of a dimension, where others are folded. */
export type Kept = ReadonlyMap<string, readonly string[]>;

/** What one table asks: its periods and splits, and the lists bound as `{filter_0:Array(String)}`, `{kept_0:...}`. */
export function scopeOfTable(plan: Plan, grouping: Grouping, kept: Kept): Scope {
  const codes = grouping.map((at) => plan.dimensions[at]!);
  const folded = [...kept.keys()];
  const splits = splitsAsked(codes).map((code) =>
    kept.has(code) ? { code, kept: `{kept_${folded.indexOf(code)}:Array(String)}` } : { code },
  );
  return { ...scopeOf(plan.shop.timeZone, stepOf(codes), undefined), splits, filters: filtersOf(plan) };
}

export const filtersOf = ({ question }: Plan): Scope['filters'] =>
  question.filters.map(({ dimension, out }, n) => ({
    code: splitsAsked([dimension])[0]!,
    values: `{filter_${n}:Array(String)}`,
    isOut: out,
  }));

export const stepOf = (codes: readonly string[]): Step => codes.find(isTime) ?? 'none';

interface Binding {
  readonly days: Days;
  readonly by: Step;
  readonly kept: Kept;
  /** Cuts of scores, where RFM groups are asked for. */
  readonly scale: Readonly<Record<string, Param>>;
}

export function paramsOf(
  { shop, question }: Plan,
  { days, by, kept, scale }: Binding,
): Record<string, Param> {
  const { from, to } = days;
  const filters = question.filters.map(({ values }, n) => [`filter_${n}`, values] as const);
  const lists = [...kept.values()].map((values, n) => [`kept_${n}`, values] as const);
  return {
    ...{ currency: shop.currency, from, to, previous: previousStart(from, to, by) },
    ...Object.fromEntries([...filters, ...lists]),
    ...scale,
  };
}

/** Whether anything is split by or narrowed to RFM groups. */
export const asksScores = ({ dimensions, question }: Plan): boolean =>
  dimensions.includes('rfm-group') || question.filters.some(({ dimension }) => dimension === 'rfm-group');
