import { buyerAttributes, withAttributes } from './attributes.ts';
import type { Fact } from './fact.ts';
import { perCustomer } from './money.ts';
import { customerOf, periodOf, type Scope } from './scope.ts';
import { asksLines, dimensionOf, lineSource, orderSource, summed, within } from './source.ts';

/**
 * Known customers with the number of their paid orders, by period and by the order's own dimension. Without one, customers
 * are gathered at once: a key of two numbers costs half of one with a text in it, and of two gatherings.
 */
export function buyersByRow(scope: Scope): string {
  if (scope.splits.length === 0 && !asksLines(scope))
    return `SELECT period, '' AS dimension, customer_id, orders FROM (
  SELECT ${periodOf(orderSource.day(scope), scope)} AS period, ${customerOf('person_id')} AS customer_id, ${orderSource.columns.orders} AS orders
  FROM orders WHERE ${within(orderSource, scope)} AND person_id != 0
  GROUP BY period, customer_id
)`;
  const source = asksLines(scope) ? lineSource : orderSource;
  const known = { ...source, columns: { orders: source.columns.orders! } };
  const rows = summed({ ...known, where: `${known.where} AND person_id != 0` }, scope, 'person');
  return perCustomer(rows, ['orders'], dimensionOf(source, scope));
}

export const buyers: Fact = {
  name: 'buyers',
  says: 'One row per known customer with a paid order in the period (and in the value of the dimension): customer_id, orders.',
  sql: (scope) => withAttributes(buyersByRow(scope), buyerAttributes, { scope, columns: ['orders'] }),
};
