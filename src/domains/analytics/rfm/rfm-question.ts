import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import { fail, type Issue, ok, problem, type Result } from '../../../platform/errors.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import type { Standing } from './buyers-sql.ts';
import type { Cut } from './rfm-rules.ts';
import type { Scoring } from './score-sql.ts';

export interface RfmQuestion extends Asking {
  /** Shop day, inclusive. */
  readonly asOf: string;
  /** Fifths of the customers unless told. */
  readonly scoring?: Scoring | undefined;
  /** What counts as high; 'mean' unless told. */
  readonly cut?: Cut | undefined;
}

/** What is wrong with how scores are to be given. */
export function scoringIssues(scoring: Scoring | undefined): Issue[] {
  if (scoring === undefined || scoring.mode === 'quintile') return [];
  return [
    ...cutIssues(
      'recency',
      scoring.recency.map((days) => -days),
    ),
    ...cutIssues('frequency', scoring.frequency),
    ...cutIssues('monetary', scoring.monetary),
  ];
}

function cutIssues(field: string, cuts: readonly number[]): Issue[] {
  const rising = cuts.every((cut, at) => at === 0 || cut > cuts[at - 1]!);
  if (cuts.length === 4 && cuts.every(Number.isSafeInteger) && rising) return [];
  const message = {
    zh: '请给出四个整数界值：天数从大到小，次数与金额从小到大。',
    en: 'Give four whole numbers: days falling, counts and amounts rising.',
  };
  return [{ code: 'not-four-cuts', field, message }];
}

/** What is wrong with a question about a day. */
export const soundIssues = (question: RfmQuestion): Issue[] => [
  ...dayIssue('as_of', question.asOf),
  ...scoringIssues(question.scoring),
];

/** The value, or the problem `unusable-question` when there are issues. */
export function orUnusable<T>(value: T, issues: readonly Issue[]): Result<T> {
  if (issues.length === 0) return ok(value);
  const message = { zh: '这个问题无法回答，详见 issues', en: 'This question cannot be answered; see issues' };
  return fail(problem('unusable-question', 422, message, issues));
}

/** All of the past up to the day bound as `{as_of:Date}`. */
export const standingAt = ({ shop }: Asking, day = '{as_of:Date}'): Standing => ({
  zone: quote(shop.timeZone),
  until: day,
});

/** Parameters that the SQL of scores needs. */
export function scoringParams({ shop, asOf, scoring }: RfmQuestion): Record<string, Param> {
  const always = { currency: shop.currency, as_of: asOf };
  if (scoring?.mode !== 'thresholds') return always;
  const { recency, frequency, monetary } = scoring;
  return { ...always, recency_cuts: recency, frequency_cuts: frequency, monetary_cuts: monetary };
}
