import { customerOf, periodOf, type Scope } from './scope.ts';
import { categoryOfLine, lineSource } from './source.ts';

/** The day each customer first paid for each category, up to the end of the scope; lines without one are left out. */
const firstPaid = (
  scope: Scope,
): string => `SELECT customer_id, groupArray(tuple(category, day)) AS bought FROM (
  SELECT ${customerOf('person_id')} AS customer_id, category, min(first) AS day FROM (
    SELECT person_id, ${categoryOfLine} AS category, min(${lineSource.day(scope)}) AS first
    FROM ${lineSource.from}
    WHERE ${lineSource.where} AND person_id != 0 AND ${lineSource.day(scope)} <= ${scope.to}
    GROUP BY person_id, category
  ) WHERE category != '' GROUP BY customer_id, category
) GROUP BY customer_id`;

/**
 * `seen` (customer_id, seen) as changes by category: a customer enters a category when they first pay for it, and
 * stays; until the first of them they stand under none. Who enters and leaves none in one period was never there.
 */
export function knownByCategory(seen: string, scope: Scope): string {
  const entering = (day: string) => periodOf(`greatest(${day}, ${scope.from})`, scope);
  return `SELECT entry.1 AS period, entry.2 AS dimension, customer_id, entry.3 AS change
FROM (
  SELECT customer_id, ${entering('seen')} AS entered,
    arrayMap(one -> tuple(${entering('greatest(one.2, seen)')}, one.1, 1), bought) AS categories,
    arrayMin(one -> one.1, categories) AS departed,
    multiIf(
      empty(categories), [tuple(entered, '', 1)],
      departed > entered, arrayConcat(categories, [tuple(entered, '', 1), tuple(departed, '', -1)]),
      categories) AS changes
  FROM (${seen}) AS known
  GLOBAL ANY LEFT JOIN (${firstPaid(scope)}) AS paid USING (customer_id)
) ARRAY JOIN changes AS entry`;
}
