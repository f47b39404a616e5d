import type { CohortBreakdown, CohortPeriod, CohortValue } from '../../../contract/cohorts.ts';
import type { Issue } from '../../../platform/errors.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { isDay } from '../metrics/days.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { numberOf } from './period-numbers.ts';

/** Only customers with these values; an empty text is a value too: not known. */
export interface CohortFilters {
  readonly channel?: string | undefined;
  readonly category?: string | undefined;
  readonly province?: string | undefined;
}

/** What customers are put together by, and until when they are looked at. */
export interface CohortQuestion extends Asking, CohortFilters {
  /** 'first-order', 'first-visit', or the name of an event. */
  readonly by: string;
  readonly period: CohortPeriod;
  /** Shop days of the first and the last cohort; the twelve periods up to `asOf` unless told. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Last shop day that counts. */
  readonly asOf: string;
  readonly breakdown?: CohortBreakdown | undefined;
}

export interface TriangleQuestion extends CohortQuestion {
  readonly value: CohortValue;
  /** 'order', 'visit', or the name of an event. */
  readonly activity: string;
}

/** Numbers of the first and last cohort, and of the period that `asOf` lies in. */
export interface CohortSpan {
  readonly first: number;
  readonly last: number;
  readonly now: number;
}

const USUAL = 12;

export function spanOf({ from, to, asOf, period }: CohortQuestion): CohortSpan {
  const now = numberOf(asOf, period);
  const last = to === undefined ? now : Math.min(now, numberOf(to, period));
  return { first: from === undefined ? last - USUAL + 1 : numberOf(from, period), last, now };
}

/** Most cells of a triangle; with a breakdown each is counted for some forty values. */
const MOST_CELLS = 20_000;
const MOST_CELLS_BROKEN_DOWN = 2_500;

/** Everything wrong with a question. */
export function cohortIssues(question: CohortQuestion): Issue[] {
  const days = { from: question.from, to: question.to, as_of: question.asOf };
  const wrong = Object.entries(days).flatMap(([field, day]) =>
    day === undefined ? [] : dayIssue(field, day),
  );
  wrong.push(...nameIssues(question));
  if (wrong.length > 0 || !isDay(question.asOf)) return wrong;
  const { first, last, now } = spanOf(question);
  if (first > last) return [outOfOrder];
  const most = question.breakdown === undefined ? MOST_CELLS : MOST_CELLS_BROKEN_DOWN;
  const cells = ((now - first + 1 + (now - last + 1)) / 2) * (last - first + 1);
  return cells > most ? [tooMany(most)] : [];
}

/** No event is called by somebody's number (ingest keeps such names out), and what is asked stands in the answer. */
const nameIssues = (question: CohortQuestion & { readonly activity?: string }): Issue[] =>
  (['by', 'activity'] as const).flatMap((field) =>
    personalKindOf(question[field] ?? '') === undefined ? [] : [{ ...noEventName, field }],
  );

const noEventName = {
  code: 'no-event-name',
  message: {
    zh: '事件名称不会包含个人信息，请填写事件的名称。',
    en: 'No event is called by personal information; give the name of an event.',
  },
};

const outOfOrder: Issue = {
  code: 'days-out-of-order',
  field: 'from',
  message: {
    zh: '第一个同期群晚于最后一个，或晚于截至日。',
    en: 'The first cohort lies behind the last one, or behind the day as of.',
  },
};

const tooMany = (most: number): Issue => ({
  code: 'too-many-cells',
  field: 'from',
  message: {
    zh: `超过 ${most} 格：请选择更长的周期、更晚的开始日，或去掉拆分。`,
    en: `More than ${most} cells: take longer periods, a later first day, or no breakdown.`,
  },
});
