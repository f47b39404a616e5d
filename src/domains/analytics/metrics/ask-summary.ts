import type { SummaryAnswer } from '../../../contract/summary.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { findMeasure } from '../catalog/catalogue.ts';
import { askMetric } from './ask-metric.ts';
import { addDays, countDays, yearBefore } from './days.ts';
import { type Asking, issuesOf } from './question.ts';

export interface SummaryQuestion extends Asking {
  /** Codes of measures. */
  readonly measures: readonly string[];
  /** First and last shop day, inclusive. */
  readonly from: string;
  readonly to: string;
  readonly by: 'day' | 'week' | 'month';
}

/** Each measure is four questions. */
const MOST = 12;

/**
 * Measures over a window with a series each, and their values over the days just before and the same days of the year
 * before; null where those cannot be said, such as behind what retention dropped. Problem: `unusable-question`.
 */
export async function askSummary(question: SummaryQuestion): Promise<Result<SummaryAnswer>> {
  const { measures, from, to, by, shop } = question;
  const codes = [...new Set(measures)];
  const issues = codes.slice(0, MOST + 1).flatMap((measure) => issuesOf({ measure, from, to, by }));
  if (issues.length > 0 || codes.length > MOST)
    return fail(problem('unusable-question', 422, unusable, distinct(issues)));
  const windows = windowsOf(from, to);
  const answered = await Promise.all(codes.map((measure) => one(question, measure, windows)));
  const failed = answered.find((it) => !it.ok);
  if (failed !== undefined && !failed.ok) return failed;
  const rows = answered.flatMap((it) => (it.ok ? [it.value] : []));
  return ok({ currency: shop.currency, window: { from, to }, ...windows, measures: rows });
}

interface Window {
  readonly from: string;
  readonly to: string;
}

const windowsOf = (from: string, to: string): Record<'previous' | 'last_year', Window> => ({
  previous: { from: addDays(from, -countDays(from, to)), to: addDays(from, -1) },
  last_year: { from: yearBefore(from), to: yearBefore(to) },
});

async function one(
  { measures: _, by, ...asking }: SummaryQuestion,
  measure: string,
  windows: ReturnType<typeof windowsOf>,
): Promise<Result<SummaryAnswer['measures'][number]>> {
  const whole = async (window: Window) => {
    const answer = await askMetric({ ...asking, ...window, measure });
    return answer.ok ? (answer.value.rows[0]?.value ?? null) : null;
  };
  const [series, value, previous, lastYear] = await Promise.all([
    askMetric({ ...asking, measure, by }),
    whole(asking),
    whole(windows.previous),
    whole(windows.last_year),
  ]);
  if (!series.ok) return series;
  const { label, unit } = findMeasure(measure)!;
  return ok({
    ...{ measure, label, unit, value, previous, last_year: lastYear },
    series: series.value.rows.map((row) => ({ period: row.period, value: row.value })),
  });
}

const distinct = <T>(issues: readonly T[]): T[] => [
  ...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values(),
];

const unusable = {
  zh: '这个问题无法回答 (最多 12 个指标)，详见 issues',
  en: 'This question cannot be answered (12 measures at most); see issues',
};
