import { type EventStep, readSteps, type StepFilter } from '../../../contract/event-steps.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import type { Issue, Result, Text } from '../../../platform/errors.ts';
import { isListed } from '../behaviour/happenings.ts';
import { mostMarks } from '../behaviour/occurrences-sql.ts';
import { countDays, isDay } from '../metrics/days.ts';
import { type Asking, dayIssues } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { type CountedAttempt, countedAttempts, type FunnelOrder, funnelOrders } from './attempt.ts';
import { findFunnelDimension, funnelDimensions } from './funnel-dimensions.ts';
import type { FunnelPlan } from './funnel-sql.ts';

/** A funnel as it stands in an address or a command. */
export interface FunnelText {
  /** Steps as of contract/event-steps.ts. */
  readonly steps: string;
  /** Such as 7d, 12h, 30m, 45s. */
  readonly window: string;
  readonly from: string;
  readonly to: string;
  readonly order?: string | undefined;
  readonly attempt?: string | undefined;
  /** Events that end an attempt, as steps are written. */
  readonly exclude?: string | undefined;
  /** The step behind which the excluded events count, 1 for the first; behind every one unless told. */
  readonly exclude_after?: number | undefined;
  readonly by?: string | undefined;
  readonly trend?: string | undefined;
}

export interface FunnelQuestion extends Asking, FunnelText {}

const most = { steps: 10, exclusions: 5 } as const;

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a length of time such as 7d; undefined for no such text, nothing, and more than 366 days. */
export function readLength(text: string): number | undefined {
  const found = /^(\d{1,6})([smhd])$/.exec(text);
  const length = found === null ? 0 : Number(found[1]) * units[found[2]!]!;
  return length > 0 && length <= 366 * units.d! ? length : undefined;
}

/** The plan of a question, or every issue it has. */
export function planFunnel(question: FunnelText, timeZone: string): Result<FunnelPlan> {
  const { order = 'ordered', attempt = 'furthest' } = question;
  const [steps, excluded] = [readSteps(question.steps), readSteps(question.exclude || 'x')];
  const issues = [
    ...stepIssues('steps', steps, { least: 2, most: most.steps }),
    ...(question.exclude ? stepIssues('exclude', excluded, { least: 1, most: most.exclusions }) : []),
    ...wordIssues('order', order, funnelOrders),
    ...wordIssues('attempt', attempt, countedAttempts),
    ...wordIssues('trend', question.trend ?? 'day', trends),
    ...lengthIssues(question.window),
    ...spanIssues(question.from, question.to),
    ...dimensionIssues(question.by),
    ...(order === 'any' ? alikeIssues(steps ?? []) : []),
    ...afterIssues(question.exclude_after, order === 'any' ? 0 : (steps?.length ?? 0)),
  ];
  return orUnusable(planOf(question, { steps: steps ?? [], excluded: excluded ?? [], timeZone }), issues);
}

const trends = ['day', 'week', 'month'] as const;

interface Read {
  readonly steps: readonly EventStep[];
  readonly excluded: readonly EventStep[];
  readonly timeZone: string;
}

function planOf(question: FunnelText, { steps, excluded, timeZone }: Read): FunnelPlan {
  const { from, to, by, exclude, exclude_after: after } = question;
  return {
    rule: {
      steps,
      exclusions: exclude ? excluded.map((event) => ({ event, after })) : [],
      order: (question.order ?? 'ordered') as FunnelOrder,
      attempt: (question.attempt ?? 'furthest') as CountedAttempt,
      windowMs: readLength(question.window) ?? 0,
    },
    ...{ from, to, zone: quote(timeZone) },
    dimension: by === undefined ? undefined : findFunnelDimension(by),
    trend: question.trend as FunnelPlan['trend'],
  };
}

const issue = (code: string, field: string, message: Text): Issue => ({ code, field, message });

/** Issues of events written in one line. */
function stepIssues(
  field: string,
  steps: readonly EventStep[] | undefined,
  { least, most: greatest }: { least: number; most: number },
): Issue[] {
  if (steps === undefined) return [issue('not-steps', field, notSteps)];
  const count =
    steps.length < least || steps.length > Math.min(greatest, mostMarks)
      ? [
          issue('too-few-or-many-steps', field, {
            zh: `应有 ${least} 到 ${greatest} 个事件`,
            en: `There must be ${least} to ${greatest} events`,
          }),
        ]
      : [];
  return [...count, ...steps.flatMap(({ filters }) => filters.flatMap((it) => filterIssues(field, it)))];
}

const notSteps: Text = {
  zh: '事件应写作 A,B[category=家居],C；特殊字符前加反斜杠',
  en: 'Events are written as A,B[category=x],C; special characters take a backslash before them',
};

function filterIssues(field: string, filter: StepFilter): Issue[] {
  if (!isListed(filter) || filter.operator === '=' || filter.operator === '!=') return [];
  return [
    issue('not-for-this-field', field, {
      zh: `${filter.field} 只能用 = 或 !=`,
      en: `${filter.field} takes = and != only`,
    }),
  ];
}

function wordIssues(field: string, word: string, words: readonly string[]): Issue[] {
  if (words.includes(word)) return [];
  return [
    issue('not-one-of', field, {
      zh: `应为：${words.join(', ')}`,
      en: `must be one of: ${words.join(', ')}`,
    }),
  ];
}

export const lengthIssues = (text: string, field = 'window'): Issue[] =>
  readLength(text) !== undefined
    ? []
    : [
        issue('not-a-length', field, {
          zh: '应为时长，如 30m、12h、7d，至多 366 天',
          en: 'must be a length of time such as 30m, 12h or 7d, 366 days at most',
        }),
      ];

/** Days in order, and no more of them than a trend has periods. */
function spanIssues(from: string, to: string): Issue[] {
  const issues = dayIssues(from, to);
  if (issues.length > 0 || !isDay(from) || countDays(from, to) <= 3660) return issues;
  return [issue('too-many-days', 'to', { zh: '至多 3660 天', en: 'At most 3,660 days' })];
}

function dimensionIssues(by: string | undefined): Issue[] {
  if (by === undefined || findFunnelDimension(by) !== undefined) return [];
  const list = [...funnelDimensions.map(({ code }) => code), 'property:NAME'].join(', ');
  return [
    issue('no-such-dimension', 'by', {
      zh: `没有这个维度。可用：${list}`,
      en: `There is no such dimension. There are: ${list}`,
    }),
  ];
}

/** In any order the same step twice would be done by one event. */
function alikeIssues(steps: readonly EventStep[]): Issue[] {
  if (new Set(steps.map((it) => JSON.stringify(it))).size === steps.length) return [];
  return [
    issue('steps-alike', 'steps', {
      zh: '不限顺序时，步骤不能重复',
      en: 'In any order no step may be there twice',
    }),
  ];
}

function afterIssues(after: number | undefined, steps: number): Issue[] {
  if (after === undefined || (Number.isInteger(after) && after >= 1 && after < steps)) return [];
  return [
    issue('no-such-step', 'exclude_after', {
      zh: '应为一个步骤的序号，最后一步除外；不限顺序时不可用',
      en: 'must be the number of a step, but not of the last; not in any order',
    }),
  ];
}
