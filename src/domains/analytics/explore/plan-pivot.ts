import type { PivotQuestion } from '../../../contract/explore.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { findExplored } from '../catalog/catalogue.ts';
import type { Measure } from '../catalog/measure.ts';
import { type Scope, type Step, scopeOf } from '../facts/scope.ts';
import { type PeriodStep, previousStart } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import type { CurrentScore } from '../scores/current-scores.ts';
import { type Refusal, refusalOf } from './can-split.ts';
import { dimensionsOf, type Grouping, isTime, splitsAsked } from './groupings.ts';
import type { Days } from './shift-days.ts';

/** Who asks a free question. */
export interface PivotAsking extends Asking {
  /** What models say: the runs that count as of a shop day. */
  readonly scoresAt: (day: string) => Promise<readonly CurrentScore[]>;
}

/** A sound question, settled: which measures can be answered, and what its lists are called in SQL. */
export interface Plan extends PivotAsking {
  readonly question: PivotQuestion;
  readonly measures: readonly Measure[];
  readonly refused: readonly Refusal[];
  /** Rows, then columns. */
  readonly dimensions: readonly string[];
  readonly time: PeriodStep | undefined;
}

export function planOf(asking: PivotAsking, question: PivotQuestion): Plan {
  const dimensions = dimensionsOf(question);
  const asked = {
    byTime: dimensions.some(isTime),
    splits: splitsAsked(dimensions),
    filters: splitsAsked(question.filters.map(({ dimension }) => dimension)),
    folded: splitsAsked(question.top.map(({ dimension }) => dimension)),
  };
  const measures = question.measures.map((code) => findExplored(code)!);
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
  /** Cuts of RFM scores and runs of models, where they are asked for. */
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
