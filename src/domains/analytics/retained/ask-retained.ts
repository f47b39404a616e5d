import type { Issue } from '../../../platform/errors.ts';
import type { Measure } from '../catalog/measure.ts';
import type { Step } from '../facts/scope.ts';
import { periodEnd, startOfPeriod } from '../metrics/days.ts';
import type { Found } from '../metrics/fill-periods.ts';
import type { MetricQuestion } from '../metrics/question.ts';
import { readHorizon, readRetained } from './retained-store.ts';

/** Whether a measure counts raw events, which retention drops. */
export const countsEvents = (measure: Measure): boolean =>
  measure.parts.some(({ fact }) => fact === 'active-customers');

/** The days of a question whose events were dropped: whole periods are answered as kept, others cannot be. */
export interface Dropped {
  /** First shop day whose events are there. */
  readonly horizon: string;
  readonly issues: readonly Issue[];
}

/** What of the question lies before the shop's horizon; undefined for nothing. */
export async function droppedPart(question: MetricQuestion, by: Step): Promise<Dropped | undefined> {
  const { clickhouse, shop, from } = question;
  const horizon = await readHorizon(clickhouse, shop.shopId);
  if (horizon === undefined || from >= horizon) return undefined;
  return { horizon, issues: isWhole(question, by, horizon) ? [] : [issueOf(by, horizon)] };
}

/** Answers were kept by day, week and month: a period that the question cuts was not counted then. */
function isWhole({ from, to }: MetricQuestion, by: Step, horizon: string): boolean {
  if (by === 'none' || by === 'quarter' || by === 'year') return false;
  const last = startOfPeriod(to, by, from);
  const endsWhole = last >= horizon || periodEnd(last, by) <= to;
  return startOfPeriod(from, by, from) === from && endsWhole;
}

const issueOf = (by: Step, horizon: string): Issue => ({
  code: 'before-retention',
  field: by === 'day' || by === 'week' || by === 'month' ? 'from' : 'by',
  message: {
    zh: `${horizon} 之前的行为事件已按保存期限删除，只保留了按整日、整周、整月的数字；请按 day、week 或 month 查询完整周期，或从 ${horizon} 开始`,
    en: `Events before ${horizon} were dropped by retention; answers were kept for whole days, weeks and months: ask by day, week or month for whole periods, or from ${horizon} on`,
  },
});

/** The kept answers of the periods that begin before the horizon. */
export const askRetained = (
  { clickhouse, shop, from, dimension = '' }: MetricQuestion,
  step: Step,
  before: string,
): Promise<Found[]> => readRetained(clickhouse, { shopId: shop.shopId, step, dimension, from, before });

/** Of what the raw events from the horizon on say, the periods that begin there: the one it cuts was kept whole. */
export const notKept = (found: readonly Found[], horizon: string): Found[] =>
  found.filter(({ period }) => period >= horizon);
