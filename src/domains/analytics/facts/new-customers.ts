import { buyerAttributes, withAttribute } from './attributes.ts';
import type { Fact } from './fact.ts';
import { customerOf, dayOf, periodOf, type Scope } from './scope.ts';
import { dimensionOf, orderCategories, orderSource } from './source.ts';

/** The first paid order of each customer: earliest paid, then smallest order_id. */
function firstOrders(scope: Scope): string {
  const order = 'tuple(assumeNotNull(paid_at), order_id)';
  const perPerson = `SELECT person_id, min(${order}) AS first, argMin(${dimensionOf(orderSource, scope)}, ${order}) AS value
FROM orders
WHERE ${orderSource.where} AND person_id != 0 AND ${orderSource.day(scope)} <= ${scope.to}
GROUP BY person_id`;
  return `SELECT ${customerOf('person_id')} AS customer_id, min(first) AS first_order, argMin(value, first) AS dimension
FROM (${perPerson})
GROUP BY customer_id
HAVING ${dayOf('first_order.1', scope)} >= ${scope.from}`;
}

const inPeriod = (scope: Scope): string => periodOf(dayOf('first_order.1', scope), scope);

/** A customer counts once in each category of their first order; an order without lines is in none. */
function byCategory(scope: Scope): string {
  return `SELECT ${inPeriod(scope)} AS period, category AS dimension, customer_id
FROM (SELECT customer_id, first_order, first_order.2 AS order_id FROM (${firstOrders(scope)})) AS new
GLOBAL INNER JOIN (${orderCategories(scope)}) AS line USING (order_id)`;
}

function sql(scope: Scope): string {
  if (scope.dimension === 'category') return byCategory(scope);
  const rows = `SELECT ${inPeriod(scope)} AS period, dimension, customer_id FROM (${firstOrders(scope)})`;
  const attribute = scope.dimension && buyerAttributes[scope.dimension];
  return attribute === undefined ? rows : withAttribute(rows, attribute, { scope, columns: [] });
}

export const newCustomers: Fact = {
  name: 'new-customers',
  says: 'One row per customer whose first paid order ever lies in the period: customer_id. Split by that order.',
  dimensions: ['channel', 'category', 'province', 'tier', 'new-returning', 'first-touch'],
  sql,
};
