import type { PivotAnswer, PivotCell, PivotQuestion } from '../../../contract/explore.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { caught, fail, type Result } from '../../../platform/errors.ts';
import { countOtherCurrencies } from '../metrics/ask-currencies.ts';
import { periodName, periodStarts } from '../metrics/days.ts';
import { countsEvents } from '../retained/ask-retained.ts';
import { readHorizon } from '../retained/retained-store.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { cellsOf, type FoundRow, keyed } from './fold-cells.ts';
import { type Grouping, groupingsOf, isTime } from './groupings.ts';
import { keptValues } from './kept-values.ts';
import { labelsOf } from './labels.ts';
import {
  type Kept,
  type PivotAsking,
  type Plan,
  paramsOf,
  planOf,
  scopeOfTable,
  stepOf,
} from './plan-pivot.ts';
import { pivotIssues } from './question-rules.ts';
import { runTable } from './run-table.ts';
import { type Scale, scaleOf } from './scale.ts';
import { type Days, daysBefore } from './shift-days.ts';

/**
 * Answers a free question: every cell, subtotal and total is counted by the engine over its own rows, and nothing is
 * added up that does not add up. Problems: `unusable-question` with every issue, `too-many-cells`.
 */
export async function askPivot(asking: PivotAsking, question: PivotQuestion): Promise<Result<PivotAnswer>> {
  const checked = orUnusable(question, pivotIssues(question));
  if (!checked.ok) return fail(checked.problem);
  const plan = await withoutDropped(planOf(asking, question));
  return caught(() => answer(plan));
}

/** Events before the horizon are gone: what counts them is refused, and not answered with what is left. */
async function withoutDropped(plan: Plan): Promise<Plan> {
  if (!plan.measures.some(countsEvents)) return plan;
  const horizon = await readHorizon(plan.clickhouse, plan.shop.shopId);
  if (horizon === undefined || plan.question.from >= horizon) return plan;
  const dropped = plan.measures.filter(countsEvents).map(({ code }) => ({
    ...{ measure: code, code: 'before-retention' as const },
    message: {
      zh: `${horizon} 之前的行为事件已按保存期限删除，请从该日开始`,
      en: `Events before ${horizon} were dropped by retention; ask from that day on`,
    },
  }));
  const measures = plan.measures.filter((it) => !countsEvents(it));
  return { ...plan, measures, refused: [...plan.refused, ...dropped] };
}

async function answer(plan: Plan): Promise<PivotAnswer> {
  const { question, shop, time } = plan;
  const { from, to, compare } = question;
  const before = compare === 'none' ? null : daysBefore(question, compare, time);
  const scale = await scaleOf(plan, to);
  const kept = await keptValues(plan, scale.params);
  const then = before === null ? scale : await scaleOf(plan, before.to);
  const tables = groupingsOf(question).map((grouping) => ({ plan, grouping, kept }));
  const [cells, others] = await Promise.all([
    Promise.all(tables.map((table) => bothSides(table, { scale, before, then }))),
    countOtherCurrencies(plan, from, to),
  ]);
  const all = cells.flat();
  return {
    ...{ from, to, before, currency: shop.currency },
    ...{ measures: plan.measures.map(({ code }) => code), dimensions: [...plan.dimensions] },
    periods: time === undefined ? [] : periodStarts(from, to, time).map((it) => periodName(it, time, to)),
    ...{
      cells: all,
      labels: await labelsOf(plan, all),
      refused: [...plan.refused],
      other_currencies: others,
      scores: presentRuns(scale),
    },
  };
}

const presentRuns = ({ runs }: Scale): PivotAnswer['scores'] =>
  [...runs].map(([model, run]) => ({
    ...{ model, as_of: run?.asOf ?? null, version: run?.version ?? null },
    confidence: run?.confidence ?? null,
  }));

interface TableOf {
  readonly plan: Plan;
  readonly grouping: Grouping;
  readonly kept: Kept;
}

interface Sides {
  readonly scale: Scale;
  readonly before: Days | null;
  /** As of the end of the days before. */
  readonly then: Scale;
}

async function bothSides(table: TableOf, { scale, before, then }: Sides): Promise<PivotCell[]> {
  const { plan, grouping } = table;
  const [now, earlier] = await Promise.all([
    oneSide(table, plan.question, scale.params),
    before === null ? undefined : oneSide(table, before, then.params),
  ]);
  const { from, to } = plan.question;
  const by = stepOf(grouping.map((at) => plan.dimensions[at]!));
  const names = periodStarts(from, to, by).map((it) => periodName(it, by, to));
  const headings = { isTime: plan.dimensions.map(isTime), names, measures: plan.measures };
  return cellsOf({ now, before: earlier }, grouping, headings);
}

async function oneSide(
  { plan, grouping, kept }: TableOf,
  days: Days,
  scale: Readonly<Record<string, Param>>,
): Promise<Map<string, FoundRow['sums']>> {
  const scope = scopeOfTable(plan, grouping, kept);
  const params = paramsOf(plan, { days, by: scope.by, kept, scale });
  const rows = await runTable(plan, { measures: plan.measures, scope, params });
  return keyed(rows, { measures: plan.measures, periods: periodStarts(days.from, days.to, scope.by) });
}
