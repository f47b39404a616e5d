import { buyerAttributes, withAttribute } from './attributes.ts';
import type { Fact } from './fact.ts';
import { customerOf, periodOf, type Scope } from './scope.ts';
import {
  lineSource,
  orderSource,
  refundLineSource,
  refundSource,
  type Source,
  summed,
  within,
} from './source.ts';

/** Per person first, so that the dictionary is asked once a person and not once a row; then per customer. */
export function perCustomer(rows: string, columns: readonly string[]): string {
  const sums = columns.map((column) => `, sum(${column}) AS ${column}`).join('');
  return `SELECT period, dimension, ${customerOf('person_id')} AS customer_id${sums}
FROM (${rows})
GROUP BY period, dimension, customer_id`;
}

/** Orders or refunds as additive sums: by the row's own columns, by category through lines, or by the customer's. */
function money(whole: Source, lines: Source, scope: Scope): string {
  if (scope.dimension === 'category') return byCategory(whole, lines, scope);
  const attribute = scope.dimension && buyerAttributes[scope.dimension];
  if (attribute === undefined) return summed(whole, scope, 'period');
  const columns = Object.keys(whole.columns);
  return withAttribute(perCustomer(summed(whole, scope, 'person'), columns), attribute, { scope, columns });
}

/** Lines by category, then what the lines leave unexplained in the empty category: documents less all lines. */
function byCategory(whole: Source, lines: Source, scope: Scope): string {
  const bare = { ...lines, from: lines.from.split(' ')[0]! };
  return [summed(lines, scope, 'period'), remainder(whole, scope, ''), remainder(bare, scope, '-')].join(
    '\nUNION ALL\n',
  );
}

/** Money only: an order is not counted again for the part no line explains. */
function remainder(source: Source, scope: Scope, sign: '' | '-'): string {
  const columns = Object.entries(source.columns).map(([name, sql]) =>
    name === 'orders' ? `0 AS ${name}` : `${sign}${sql} AS ${name}`,
  );
  return `SELECT ${periodOf(source.day(scope), scope)} AS period, '' AS dimension, ${columns.join(', ')}
FROM ${source.from}
WHERE ${within(source, scope)}
GROUP BY period`;
}

export const orders: Fact = {
  name: 'orders',
  says: 'Paid orders, guests included: orders, paid, goods, discount (minor units).',
  sql: (scope) => money(orderSource, lineSource, scope),
};

export const refunds: Fact = {
  name: 'refunds',
  says: 'Refunds done, on their own day: refunded (minor units).',
  sql: (scope) => money(refundSource, refundLineSource, scope),
};
