import type { Static } from 'typebox';
import type { cohortsQuerySchema, cohortWorthQuerySchema } from '../../../contract/cohorts.ts';
import type { Asking } from '../metrics/question.ts';
import type { CohortQuestion, TriangleQuestion } from './cohort-question.ts';

/** Query strings as the questions they are; `today` is the shop's day. */

export function cohortQuestionOf(
  asking: Asking,
  query: Static<typeof cohortWorthQuerySchema>,
  today: string,
): CohortQuestion {
  const { by, period, from, to, breakdown, channel, category, province } = query;
  return {
    ...{ ...asking, by, period, from, to, breakdown, channel, category, province },
    asOf: query.as_of ?? today,
  };
}

export const triangleQuestionOf = (
  asking: Asking,
  query: Static<typeof cohortsQuerySchema>,
  today: string,
): TriangleQuestion => ({
  ...cohortQuestionOf(asking, query, today),
  ...{ value: query.value, activity: query.activity },
});
