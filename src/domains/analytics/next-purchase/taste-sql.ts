import { mayBeProfiled } from '../facts/profiled.ts';
import { customerOf, dayOf } from '../facts/scope.ts';
import { categoryOfLine, lineSource, paidAt } from '../facts/source.ts';
import { knownBuyer, type Standing, standing } from '../rfm/buyers-sql.ts';

/**
 * A row a customer: on which days they bought of which category, as columns, days counted from {calibration:Date} (0 and below: by then).
 * Only of whom a profile may be made.
 */
export const tasteSql = (at: Standing): string => `SELECT customer_id, groupArray(category) AS categories,
  groupArray(day_no) AS days
FROM (
  SELECT ${customerOf('person_id')} AS customer_id, category, toInt32(day - {calibration:Date}) AS day_no
  FROM (
    SELECT person_id, ${categoryOfLine} AS category, ${dayOf(paidAt, at)} AS day FROM ${lineSource.from}
    WHERE ${lineSource.where} AND ${knownBuyer(at)} AND ${standing(paidAt, at)}
    GROUP BY person_id, category, day
  )
  WHERE category != ''
  GROUP BY customer_id, category, day_no
)
WHERE ${mayBeProfiled('customer_id')}
GROUP BY customer_id ORDER BY customer_id`;
