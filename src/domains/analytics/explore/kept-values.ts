import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { findExplored } from '../catalog/catalogue.ts';
import { scopeOf } from '../facts/scope.ts';
import type { FoundRow } from './fold-cells.ts';
import { splitsAsked } from './groupings.ts';
import { filtersOf, type Kept, type Plan, paramsOf } from './plan-pivot.ts';
import { runTable } from './run-table.ts';

/**
 * The values that stand for themselves, for each top list: the greatest over all days asked for, with the filters of
 * the question. Ties go to the one that sorts first.
 */
export async function keptValues(plan: Plan, scale: Readonly<Record<string, Param>>): Promise<Kept> {
  const lists = await Promise.all(plan.question.top.map((top) => greatest(plan, top, scale)));
  return new Map(plan.question.top.map(({ dimension }, n) => [dimension, lists[n]!]));
}

async function greatest(
  plan: Plan,
  { dimension, count, measure }: Plan['question']['top'][number],
  scale: Readonly<Record<string, Param>>,
): Promise<string[]> {
  const asked = findExplored(measure ?? plan.question.measures[0]!)!;
  const ranking = plan.measures.includes(asked) ? asked : plan.measures[0];
  if (ranking === undefined) return [];
  const splits = splitsAsked([dimension]).map((code) => ({ code }));
  const scope = { ...scopeOf(plan.shop.timeZone, 'none', undefined), splits, filters: filtersOf(plan) };
  const params = paramsOf(plan, { days: plan.question, by: 'none', kept: new Map(), scale });
  const rows = await runTable(plan, { measures: [ranking], scope, params });
  const isRatio = ranking.kind === 'ratio';
  return rows
    .map((row) => ({ value: row.values[0]!, size: sizeOf(row, isRatio) }))
    .sort((a, b) => b.size - a.size || (a.value < b.value ? -1 : 1))
    .slice(0, count)
    .map(({ value }) => value);
}

function sizeOf({ sums }: FoundRow, isRatio: boolean): number {
  const [upper, lower] = sums[0]!;
  if (!isRatio) return upper;
  return lower === 0 ? Number.NEGATIVE_INFINITY : upper / lower;
}
