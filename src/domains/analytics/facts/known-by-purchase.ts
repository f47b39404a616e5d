import { firstPaidDay } from './attributes.ts';
import { nextPeriod, periodOf, type Scope } from './scope.ts';

/**
 * `seen` (customer_id, seen) as changes between none, new and returning: none until the period of the first paid
 * order, new in it, returning from the next on. Who paid before the scope, or before they were seen, comes returning.
 */
export function knownByPurchase(seen: string, scope: Scope): string {
  return `SELECT entry.1 AS period, entry.2 AS dimension, customer_id, entry.3 AS change
FROM (
  SELECT customer_id, ${periodOf(`greatest(seen, ${scope.from})`, scope)} AS entered,
    ${periodOf('assumeNotNull(first_day)', scope)} AS paid,
    ${nextPeriod('paid', scope)} AS after,
    multiIf(
      isNull(first_day), [tuple(entered, 'none', 1)],
      first_day < ${scope.from} OR paid < entered, [tuple(entered, 'returning', 1)],
      paid = entered, [tuple(paid, 'new', 1), tuple(after, 'new', -1), tuple(after, 'returning', 1)],
      [tuple(entered, 'none', 1), tuple(paid, 'none', -1),
       tuple(paid, 'new', 1), tuple(after, 'new', -1), tuple(after, 'returning', 1)]) AS changes
  FROM (${seen}) AS known
  GLOBAL ANY LEFT JOIN (${firstPaidDay(scope)}) AS buying USING (customer_id)
) ARRAY JOIN changes AS entry
WHERE period <= ${scope.to}`;
}
