import type { CohortBreakdown } from '../../../contract/cohorts.ts';
import { type AttributeNames, withAttributes } from '../facts/attributes.ts';
import { customerOf, type Scope } from '../facts/scope.ts';
import type { Filter } from '../facts/split.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import { type Cutting, joinsByBeingThere, presenceBranches, sumBranches, type Wanted } from './branches.ts';
import { type CohortFilters, type CohortQuestion, spanOf, type TriangleQuestion } from './cohort-question.ts';
import { numbersOf, presenceFor } from './presence.ts';

/** What customers are split by and narrowed to belongs to the customer, so that each is in one group only. */
const attributes: AttributeNames = {
  channel: 'first-channel',
  category: 'first-category',
  province: 'province',
};

const cuttingOf = (question: CohortQuestion): Cutting => ({
  ...standingAt(question),
  period: question.period,
});

/** Conditions of a customer's attributes, bound as `{only_channel:String}` and so on. */
const filtersOf = (filters: CohortFilters): Filter[] =>
  (['channel', 'category', 'province'] as const)
    .filter((code) => filters[code] !== undefined)
    .map((code) => ({ code, values: `[{only_${code}:String}]`, isOut: false }));

/** Condition: one of the cohorts asked for, by number; bound as `{first:Int32}` and `{last:Int32}`. */
const inCohorts = 'period BETWEEN {first:Int32} AND {last:Int32}';

function worn(question: CohortQuestion, inner: string, columns: readonly string[]): string {
  const { breakdown } = question;
  const scope: Scope = {
    ...{ zone: cuttingOf(question).zone, by: 'none', from: '{as_of:Date}', to: '{as_of:Date}' },
    splits: breakdown === undefined ? [] : [{ code: breakdown satisfies CohortBreakdown }],
    filters: filtersOf(question),
  };
  return withAttributes(inner, attributes, { scope, columns });
}

/** Number of the period in which a customer joined, where column `active` tells it. */
const joinedAt = (question: TriangleQuestion): string | undefined =>
  joinsByBeingThere(question) ? presenceFor(spanOf(question)).earliest : undefined;

/** Every customer of the cohorts: period (the number of theirs), dimension, customer_id, active (their periods). */
const presenceSql = (question: TriangleQuestion): string =>
  worn(
    question,
    `SELECT ${joinedAt(question) ?? 'min(first)'} AS period, '' AS dimension, ${customerOf('person_id')} AS customer_id,
  ${presenceFor(spanOf(question)).together} AS active
FROM (
${presenceBranches(question, presenceFor(spanOf(question)), cuttingOf(question)).join('\nUNION ALL\n')}
)
GROUP BY customer_id
HAVING ${inCohorts}`,
    ['active'],
  );

/** How many customers have the same periods: grouped by no more than tells them apart. */
function patterns(question: TriangleQuestion): string {
  const [isTold, isCut] = [joinedAt(question) !== undefined, question.breakdown !== undefined];
  const keys = [...(isTold ? [] : ['period']), ...(isCut ? ['dimension'] : []), 'active'];
  return `SELECT ${isTold ? 'any(period) AS period' : 'period'}, ${isCut ? 'dimension' : "'' AS dimension"}, active, count() AS alike
FROM (${presenceSql(question)}) GROUP BY ${keys.join(', ')}`;
}

/**
 * Cells of customers: cohort, dimension, k (periods since; -1 = the cohort itself), value. Customers of the same periods are
 * counted before their periods are unfolded: a million customers are some ten thousand patterns.
 */
export const presenceCells = (
  question: TriangleQuestion,
): string => `SELECT period AS cohort, dimension AS value_of,
  arrayJoin(arrayPushFront(arrayFilter(since -> since >= 0, arrayMap(at -> at - period, ${numbersOf(spanOf(question))})), -1)) AS k,
  sum(alike) AS customers
FROM (${patterns(question)})
GROUP BY cohort, value_of, k
ORDER BY cohort, value_of, k`;

/** Cells of sums: the same with the sums wanted; customers at k = -1. */
export function sumCells(question: CohortQuestion, wanted: Wanted): string {
  const gathered = wanted.map((name) => `, groupArray(${name}) AS all_${name}`).join('');
  const customers = worn(
    question,
    `SELECT min(first) AS period, '' AS dimension, ${customerOf('person_id')} AS customer_id,
  groupArray(at) AS all_at${gathered}
FROM (
${sumBranches(question.by, wanted, cuttingOf(question)).join('\nUNION ALL\n')}
)
GROUP BY customer_id
HAVING ${inCohorts}`,
    ['all_at', ...wanted.map((name) => `all_${name}`)],
  );
  const joined = ['arrayPushFront(all_at, -1) AS at'].concat(
    wanted.map((name) => `arrayPushFront(all_${name}, 0) AS ${name}`),
  );
  const sums = wanted.map((name) => `, sum(${name}) AS sum_${name}`).join('');
  return `SELECT period AS cohort, dimension AS value_of, if(at = -1, -1, at - period) AS k,
  countIf(at = -1) AS customers${sums}
FROM (${customers}) ARRAY JOIN ${joined.join(', ')}
WHERE at = -1 OR at >= period
GROUP BY cohort, value_of, k
ORDER BY cohort, value_of, k`;
}
