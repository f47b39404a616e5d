import { buyerAttributes, firstPaidDay, withAttributes } from './attributes.ts';
import type { Fact } from './fact.ts';
import { customerOf, dayOf, periodOf, type Scope } from './scope.ts';
import { asksLines, dimensionOf, orderCategories, orderSource, paidAt } from './source.ts';
import { ownFilters } from './split.ts';

/** Makes times before 1970 positive. */
const shift = '4611686018427387904';

/**
 * When an order was paid and its number, as one number that sorts as the two do: the least of numbers costs the engine a
 * tenth of the least of tuples.
 */
const paidOrder = `bitShiftLeft(toUInt128(toUnixTimestamp64Milli(${paidAt}) + ${shift}), 64) + order_id`;

const paidOf = (order: string): string =>
  `fromUnixTimestamp64Milli(toInt64(bitShiftRight(${order}, 64)) - ${shift}, 'UTC')`;

const numberOf = (order: string): string => `toUInt64(bitAnd(${order}, toUInt128(18446744073709551615)))`;

/** The first paid order of each customer: earliest paid, then smallest order_id. */
function firstOrders(scope: Scope): string {
  // Filters are asked of the first order, once it is known: never of which order is the first.
  const filters = ownFilters(scope.filters, orderSource.split);
  const place = `${dimensionOf(orderSource, scope)}, channel${filters && `, true${filters}`}`;
  const perPerson = `SELECT person_id, min(${paidOrder}) AS first, argMin(tuple(${place}), ${paidOrder}) AS place
FROM orders
WHERE ${orderSource.where} AND person_id != 0 AND ${orderSource.day(scope)} <= ${scope.to}
GROUP BY person_id`;
  return `SELECT ${customerOf('person_id')} AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (${perPerson})
GROUP BY customer_id
HAVING ${firstDay(scope)} >= ${scope.from}${filters && ' AND won.3'}`;
}

const firstDay = (scope: Scope): string => dayOf(paidOf('first_order'), scope);

const inPeriod = (scope: Scope): string => periodOf(firstDay(scope), scope);

/** A customer counts once in each category of their first order; an order without lines is in none. */
function byCategory(scope: Scope): string {
  return `SELECT ${inPeriod(scope)} AS period, category AS dimension, customer_id, won.2 AS channel
FROM (SELECT customer_id, first_order, ${numberOf('first_order')} AS order_id, won FROM (${firstOrders(scope)})) AS new
GLOBAL INNER JOIN (${orderCategories(scope)}) AS line USING (order_id)`;
}

/** The rows of the fact: period, dimension, customer_id, and the channel of the first paid order. */
export const newCustomerRows = (scope: Scope): string =>
  withAttributes(asksLines(scope) ? byCategory(scope) : byOrder(scope), buyerAttributes, {
    ...{ scope, columns: ['channel'] },
  });

const byOrder = (scope: Scope): string =>
  `SELECT ${inPeriod(scope)} AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (${firstOrders(scope)})`;

/** Where nothing is asked of the first order but its day, the day is enough: a third of the work. */
const byFirstDay = (scope: Scope): string =>
  `SELECT ${periodOf('first_day', scope)} AS period, '' AS dimension, customer_id
FROM (${firstPaidDay(scope)}) WHERE first_day >= ${scope.from}`;

export const newCustomers: Fact = {
  name: 'new-customers',
  says: 'One row per customer whose first paid order ever lies in the period: customer_id. Split by that order.',
  sql: (scope) =>
    scope.splits.length + scope.filters.length === 0 ? byFirstDay(scope) : newCustomerRows(scope),
};
