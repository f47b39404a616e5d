import { customerOf, periodOf, type Scope } from '../facts/scope.ts';
import { orderSource, within } from '../facts/source.ts';
import type { Standing } from '../rfm/buyers-sql.ts';
import { firstPaidSql, followedSql, partsSql } from './ties-sql.ts';

/** Days of the question: the scope's, and everything up to its end. */
export interface GrowthPlan {
  readonly scope: Scope;
  readonly until: Standing;
  /** SQL of how many days somebody is won within. */
  readonly window: string;
}

const dayOfInstant = (instant: string, { scope }: GrowthPlan): string => `toDate(${instant}, ${scope.zone})`;

const inDays = (day: string, { scope }: GrowthPlan): string => `${day} BETWEEN ${scope.from} AND ${scope.to}`;

/** Invitations of the days: the customer, and the shop day each was first seen. */
export const invitationsSql = (
  plan: GrowthPlan,
): string => `SELECT inviter, ${dayOfInstant('sent', plan)} AS day
FROM (${partsSql('lead', { customer: 'inviter', since: 'sent' }, plan.until)}) WHERE ${inDays('day', plan)}`;

/** Newcomers of the days, once each: who first paid within the window of coming by a tie, and the shop day they did. */
export const newcomersSql = (
  plan: GrowthPlan,
): string => `SELECT DISTINCT follower AS newcomer, ${dayOfInstant('assumeNotNull(first_paid)', plan)} AS day
FROM (${followedSql(plan.until)}) AS came
GLOBAL ANY LEFT JOIN (${firstPaidSql(plan.until)}) AS bought ON bought.buyer = came.follower
WHERE first_paid IS NOT NULL AND first_paid >= followed_at AND first_paid <= followed_at + toIntervalDay(${plan.window})
  AND ${inDays('day', plan)}`;

/** Rows a period: customers, invitations, inviters, newcomers. */
export function growthSql(plan: GrowthPlan): string {
  const { scope } = plan;
  const period = periodOf('day', scope);
  const invited = invitationsSql(plan);
  return `SELECT period, sum(customers) AS customers, sum(invitations) AS invitations, sum(inviters) AS inviters, sum(newcomers) AS newcomers
FROM (
  SELECT period, uniqExact(customer_id) AS customers, 0 AS invitations, 0 AS inviters, 0 AS newcomers FROM (
    SELECT ${periodOf(orderSource.day(scope), scope)} AS period, ${customerOf('person_id')} AS customer_id FROM orders
    WHERE ${within(orderSource, scope)} AND person_id != 0 GROUP BY period, customer_id
    UNION ALL
    SELECT ${period} AS period, inviter AS customer_id FROM (${invited})
  ) GROUP BY period
  UNION ALL
  SELECT ${period} AS period, 0 AS customers, count() AS invitations, uniqExact(inviter) AS inviters, 0 AS newcomers
  FROM (${invited}) GROUP BY period
  UNION ALL
  SELECT ${period} AS period, 0 AS customers, 0 AS invitations, 0 AS inviters, count() AS newcomers
  FROM (${newcomersSql(plan)}) GROUP BY period
) GROUP BY period ORDER BY period`;
}
