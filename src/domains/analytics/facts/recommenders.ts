import { buyerAttributes, withAttributes } from './attributes.ts';
import type { Fact } from './fact.ts';
import { customerOf, periodOf, type Scope } from './scope.ts';
import { asksLines, dimensionOf, inShop, orderCategories, orderSource, within } from './source.ts';

const leading = "('leader', 'sharer', 'referrer')";
const following = "('member', 'receiver', 'referred')";

/** Who led a group buy, shared or referred, by an order of theirs or without one, whenever it was. */
const leaders = `SELECT tie_kind, tie_no, ${customerOf('person_id')} AS leader
FROM ties WHERE ${inShop} AND tie_role IN ${leading}
GROUP BY tie_kind, tie_no, leader`;

/** Known customers whose paid order came through such a tie; by category, once for each of the order's. */
function followers(scope: Scope): string {
  const byCategory = asksLines(scope);
  const lines = byCategory ? `GLOBAL INNER JOIN (${orderCategories(scope)}) AS line USING (order_id)` : '';
  const dimension = byCategory ? 'category' : dimensionOf(orderSource, scope);
  return `SELECT period, dimension, tie_kind, tie_no, ${customerOf('person_id')} AS follower FROM (
  SELECT ${periodOf(orderSource.day(scope), scope)} AS period, ${dimension} AS dimension, tie_kind, tie_no, person_id
  FROM orders ${lines}
  WHERE ${within(orderSource, scope)} AND tie_no != '' AND tie_role IN ${following} AND person_id != 0
  GROUP BY period, dimension, tie_kind, tie_no, person_id
)`;
}

function sql(scope: Scope): string {
  const rows = `SELECT period, dimension, leader AS customer_id
FROM (${followers(scope)}) AS followed
GLOBAL INNER JOIN (${leaders}) AS led USING (tie_kind, tie_no)
WHERE leader != follower
GROUP BY period, dimension, customer_id`;
  return withAttributes(rows, buyerAttributes, { scope, columns: [] });
}

export const recommenders: Fact = {
  name: 'recommenders',
  says: 'One row per customer whose group buy, share or referral brought another known customer a paid order in the period: customer_id.',
  sql,
};
