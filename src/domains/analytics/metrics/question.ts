import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import type { Issue } from '../../../platform/errors.ts';
import { findMeasure, measures } from '../catalog/catalogue.ts';
import { dimensions } from '../catalog/dimensions.ts';
import { type Step, steps } from '../facts/scope.ts';
import { countDays, isDay } from './days.ts';

/** The shop an analysis is about. */
export interface AnalysedShop {
  readonly shopId: number;
  /** IANA name; its days are the shop's days. */
  readonly timeZone: string;
  /** ISO 4217. Orders, refunds and spend in another currency are in no measure. */
  readonly currency: string;
}

/** What every analysis needs besides its own question. */
export interface Asking {
  readonly clickhouse: ClickHouse;
  readonly shop: AnalysedShop;
  /** Stops the engine when the caller goes away. */
  readonly signal?: AbortSignal | undefined;
}

export interface MetricQuestion extends Asking {
  readonly measure: string;
  /** First and last shop day, inclusive. */
  readonly from: string;
  readonly to: string;
  /** 'day', 'week' (from Monday), 'month', 'quarter', 'year'; absent or 'none' = the whole of [from, to] at once. */
  readonly by?: string | undefined;
  readonly dimension?: string | undefined;
}

/** Longest window by step, in days: 100,000 rows at most come back, dimension values included. */
const longest: Readonly<Record<Step, number>> = {
  day: 3_660,
  week: 18_300,
  month: 36_600,
  quarter: 65_000,
  year: 65_000,
  none: 65_000,
};

/** Everything wrong with a question, not the first thing only. */
export function issuesOf(question: Omit<MetricQuestion, keyof Asking>): Issue[] {
  const { from, to, by = 'none', measure, dimension } = question;
  return [
    ...measureIssues(measure),
    ...dayIssues(from, to),
    ...stepIssues({ from, to, by }),
    ...dimensionIssues(dimension),
  ];
}

/** The issue of a measure's code, if it has one. */
export function measureIssues(code: string): Issue[] {
  if (findMeasure(code)) return [];
  const all = measures.map((it) => it.code).join(', ');
  return [
    {
      code: 'no-such-measure',
      field: 'measure',
      message: { zh: `没有这个指标。可用的指标：${all}`, en: `There is no such measure. There are: ${all}` },
    },
  ];
}

/** Issues of a window of shop days given as two fields. */
export function dayIssues(from: string, to: string): Issue[] {
  const issues = Object.entries({ from, to }).flatMap(([field, day]) => dayIssue(field, day));
  if (issues.length > 0 || from <= to) return issues;
  const message = { zh: '结束日早于开始日。', en: 'The last day lies before the first.' };
  return [{ code: 'days-out-of-order', field: 'to', message }];
}

/** The issue of one shop day, if it has one. */
export function dayIssue(field: string, day: string): Issue[] {
  if (isDay(day)) return [];
  const message = {
    zh: '不是日期，请写作 YYYY-MM-DD (1970 到 2149 年)。',
    en: 'Not a day: write YYYY-MM-DD, from 1970 to 2149.',
  };
  return [{ code: 'not-a-day', field, message }];
}

/** Issues of cutting a window into steps. */
export function stepIssues({ from, to, by }: { from: string; to: string; by: string }): Issue[] {
  if (!steps.includes(by as Step)) {
    const message = { zh: `只能是 ${steps.join(', ')}。`, en: `Must be one of ${steps.join(', ')}.` };
    return [{ code: 'no-such-step', field: 'by', message }];
  }
  if (!isDay(from) || !isDay(to) || countDays(from, to) <= longest[by as Step]) return [];
  const most = longest[by as Step];
  const message = {
    zh: `按 ${by} 最多 ${most} 天。`,
    en: `By ${by}, at most ${most} days can be asked for.`,
  };
  return [{ code: 'too-many-periods', field: 'by', message }];
}

function dimensionIssues(dimension: string | undefined): Issue[] {
  if (dimension === undefined || dimensions.some((it) => it.code === dimension)) return [];
  const list = dimensions.map((it) => it.code).join(', ');
  return [
    {
      code: 'no-such-dimension',
      field: 'dimension',
      message: {
        zh: `没有这个维度。可用：${list}`,
        en: `There is no such dimension. There are: ${list}`,
      },
    },
  ];
}
