import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { findExplored } from '../catalog/catalogue.ts';
import { scopeOf } from '../facts/scope.ts';
import { splitsAsked } from './groupings.ts';
import { filtersOf, type Kept, type Plan, paramsOf } from './plan-pivot.ts';
import { runGreatest } from './run-table.ts';

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
  return runGreatest(plan, { measure: ranking, scope, params, count });
}
