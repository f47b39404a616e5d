import { buyerAttributes, withAttributes } from './attributes.ts';
import type { Fact } from './fact.ts';
import { customerOf, periodOf, type Scope } from './scope.ts';
import { categoryOfLine, dimensionOf, lineSource, refundLineSource, type Source, within } from './source.ts';

/** A product is one thing on every channel it is mapped to. */
const oneProduct = 'ifNull(product_group, product_id)';

/** When each customer first bought each product of a known category, up to the end of the scope. */
const firstBought = (
  scope: Scope,
): string => `SELECT ${customerOf('person_id')} AS customer_id, item, category, min(first) AS bought FROM (
  SELECT person_id, ${oneProduct} AS item, ${categoryOfLine} AS category, min(assumeNotNull(paid_at)) AS first
  FROM ${lineSource.from}
  WHERE ${lineSource.where} AND person_id != 0 AND product_id != 0 AND ${lineSource.day(scope)} <= ${scope.to}
  GROUP BY person_id, item, category
) WHERE category != '' GROUP BY customer_id, item, category`;

/**
 * Products a customer first bought with or after another category. Sorted by first purchase, a product of another
 * category than the very first always qualifies; one of the first category does once another came no later.
 */
const crossSold = (scope: Scope): string => `SELECT customer_id, entry.1 AS item FROM (
  SELECT customer_id,
    arraySort(one -> one.3, groupArray(tuple(item, category, bought))) AS products,
    products[1].2 AS home,
    arrayFirst(one -> one.2 != home, products) AS other
  FROM (${firstBought(scope)}) GROUP BY customer_id
) ARRAY JOIN arrayFilter(one -> one.2 != home OR (other.2 != '' AND other.3 <= one.3), products) AS entry`;

const flows = (
  source: Source,
  scope: Scope,
  sign: '' | '-',
): string => `SELECT period, dimension, ${customerOf('person_id')} AS customer_id, item, sum(amount) AS flow FROM (
  SELECT ${periodOf(source.day(scope), scope)} AS period, ${dimensionOf(source, scope)} AS dimension, person_id, ${oneProduct} AS item,
    ${sign}sum(amount_minor) AS amount
  FROM ${source.from}
  WHERE ${within(source, scope)} AND person_id != 0 AND product_id != 0
  GROUP BY period, dimension, person_id, item
) GROUP BY period, dimension, customer_id, item`;

function sql(scope: Scope): string {
  const rows = `SELECT period, dimension, customer_id, flow AS cross_sold
FROM (${flows(lineSource, scope, '')}
UNION ALL
${flows(refundLineSource, scope, '-')}) AS flows
GLOBAL INNER JOIN (${crossSold(scope)}) AS sold USING (customer_id, item)`;
  return withAttributes(rows, buyerAttributes, { scope, columns: ['cross_sold'] });
}

export const crossSales: Fact = {
  name: 'cross-sales',
  says: 'Line amounts less refunded line amounts of products that the customer first bought with or after another category: customer_id, cross_sold (minor units).',
  sql,
};
