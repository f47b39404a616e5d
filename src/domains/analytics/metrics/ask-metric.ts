import { caught, fail, ok, orThrow, problem, type Result } from '../../../platform/errors.ts';
import { findMeasure } from '../catalog/catalogue.ts';
import type { DimensionCode } from '../catalog/dimensions.ts';
import type { Measure } from '../catalog/measure.ts';
import { type Scope, type Step, scopeOf } from '../facts/scope.ts';
import { askRetained, countsEvents, droppedPart, notKept } from '../retained/ask-retained.ts';
import { askCurrencies, type OtherCurrency } from './ask-currencies.ts';
import { compileMetric } from './compile-metric.ts';
import { countDays } from './count-days.ts';
import { addDays, periodName, periodStarts, previousStart } from './days.ts';
import { type Found, fillPeriods, type Valued } from './fill-periods.ts';
import { isOpen, wordsOf } from './first-days.ts';
import { isMarked } from './marked-facts.ts';
import { markedUntil } from './marked-until.ts';
import { type MarkedAsking, remembered } from './memory.ts';
import { issuesOf, type MetricQuestion } from './question.ts';
import { addsUp, rowsOver } from './sum-days.ts';

/** One period (and value of the dimension, under the dimension's own name) of a measure. */
export type MetricRow = Readonly<Record<string, string | number | null>> & {
  readonly period: string;
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
};

export interface MetricAnswer {
  readonly measure: string;
  readonly unit: Measure['unit'];
  /** ISO 4217; money is in its minor units. */
  readonly currency: string;
  readonly rows: MetricRow[];
  /** Only where documents of another currency were left out. */
  readonly other_currencies?: OtherCurrency[];
}

/** What is settled once a question is known to be sound. */
interface Plan {
  readonly measure: Measure;
  readonly by: Step;
  readonly scope: Scope;
  readonly periods: readonly string[];
}

/** Answers one measure over shop days. Problem: `unusable-question`, with every issue. */
export async function askMetric(question: MetricQuestion): Promise<Result<MetricAnswer>> {
  const issues = issuesOf(question);
  if (issues.length > 0) return fail(problem('unusable-question', 422, unusable, issues));
  const { from, to, shop } = question;
  const until = markedUntil(shop, to);
  const { others, mark } = await askCurrencies(question, { from, to, until });
  const rows = await askRemembered({ ...question, mark, until });
  return rows.ok ? ok(present(question, rows.value, others)) : rows;
}

/** With the mark of the shop's data, which was read before. */
type MarkedQuestion = MetricQuestion & MarkedAsking;

/** The rows of a question known to be sound, as they were counted of the same data before, or anew. */
export async function askRemembered(question: MarkedQuestion): Promise<Result<Valued[]>> {
  const { measure: code, from, to, by = 'none', dimension } = question;
  const measure = findMeasure(code)!;
  if (!isMarked(measure, dimension)) return askRows(question);
  const isSince = dimension === undefined || from >= splitSince(question.until);
  if (dimension === 'new-returning') {
    if (isSince && isOpen(measure, by as Step)) return caught(() => askFirstDays(question, measure));
  } else if (isSince && addsUp(measure)) return caught(() => askDays(question, measure));
  const what = ['metric', code, from, to, by, dimension];
  return caught(async () => [
    ...(await remembered(question, what, async () => orThrow(await askRows(question)))),
  ]);
}

/** From the days of the shop, which serve every range. */
async function askDays(question: MarkedQuestion, measure: Measure): Promise<Valued[]> {
  const { from, to, by = 'none', dimension } = question;
  const over = { from, to, by: by as Step, isSplit: dimension !== undefined };
  if (dimension === undefined) return rowsOver(measure, (await countDays(question, [measure]))[0]!, over);
  return rowsOver(measure, await splitDays(question, planOf({ ...question, by: 'day' })), over);
}

/** New and returning: of each day with the first days of who bought, which tell any week or month. */
async function askFirstDays(question: MarkedQuestion, measure: Measure): Promise<Valued[]> {
  const { from, to } = question;
  const by = question.by as 'day' | 'week' | 'month';
  const plan = planOf({ ...question, by: 'day' });
  const days = await splitDays(question, { ...plan, scope: { ...plan.scope, isOpen: true } });
  return rowsOver(measure, wordsOf(days, { from, to, by }), { from, to, by, isSplit: true });
}

/** Every day since `splitSince` by a dimension, counted once. */
const splitDays = (question: MarkedQuestion, plan: Plan): Promise<readonly Found[]> =>
  remembered(question, ['days', plan.measure.code, question.dimension], () =>
    run({ ...question, from: splitSince(question.until), to: question.until }, plan),
  );

/** Three years of days by a dimension are some 40,000 rows; what begins before is asked by itself. */
const splitSince = (until: string): string => addDays(until, -1100);

/** The rows of a question known to be sound, and nothing else: for whoever asks several at once. */
export async function askRows(question: MetricQuestion): Promise<Result<Valued[]>> {
  const plan = planOf(question);
  const dropped = countsEvents(plan.measure) ? await droppedPart(question, plan.by) : undefined;
  if (dropped && dropped.issues.length > 0)
    return fail(problem('unusable-question', 422, unusable, dropped.issues));
  const found = dropped ? await runBehind(question, plan, dropped.horizon) : await run(question, plan);
  return ok(fillPeriods(plan.measure, spanOf(plan, found), found));
}

const unusable = { zh: '这个问题无法回答，详见 issues', en: 'This question cannot be answered; see issues' };

function planOf(question: MetricQuestion): Plan {
  const by = (question.by ?? 'none') as Step;
  const scope = scopeOf(question.shop.timeZone, by, question.dimension as DimensionCode | undefined);
  const periods = periodStarts(question.from, question.to, by);
  return { measure: findMeasure(question.measure)!, by, scope, periods };
}

/** Without a dimension every period has one row; with one, every value that occurs. */
const spanOf = ({ scope, periods }: Plan, found: readonly Found[]) => ({
  periods,
  values: scope.splits.length === 0 ? [''] : [...new Set(found.map((row) => row.dimension))].sort(),
});

interface EngineRow {
  readonly period_start: string;
  readonly value_of: string;
  readonly numerator: string;
  readonly denominator: string;
}

async function run(question: MetricQuestion, { measure, by, scope }: Plan): Promise<Found[]> {
  const { clickhouse, shop, from, to, signal } = question;
  const rows = await clickhouse.query<EngineRow>({
    sql: compileMetric(measure, scope),
    shopId: shop.shopId,
    params: { currency: shop.currency, from, to, previous: previousStart(from, to, by) },
    ...(signal && { signal }),
  });
  return rows.map((row) => ({
    period: row.period_start,
    dimension: row.value_of,
    numerator: Number(row.numerator),
    denominator: Number(row.denominator),
  }));
}

/** Where retention dropped the older events: what was kept of them, then what the others say. */
async function runBehind(question: MetricQuestion, plan: Plan, horizon: string): Promise<Found[]> {
  const kept = await askRetained(question, plan.by, horizon);
  if (question.to < horizon) return kept;
  return [...kept, ...notKept(await run({ ...question, from: horizon }, plan), horizon)];
}

function present(question: MetricQuestion, rows: Valued[], others: OtherCurrency[]): MetricAnswer {
  const { shop, to, dimension, by = 'none' } = question;
  const measure = findMeasure(question.measure)!;
  const named = rows.map(({ period, dimension: value, ...rest }) => ({
    period: periodName(period, by as Step, to),
    ...(dimension !== undefined && { [dimension]: value }),
    ...rest,
  }));
  const answer = { measure: measure.code, unit: measure.unit, currency: shop.currency, rows: named };
  return others.length > 0 ? { ...answer, other_currencies: others } : answer;
}
