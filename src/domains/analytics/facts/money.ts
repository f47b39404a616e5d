import { asksAttributes, buyerAttributes, withAttributes } from './attributes.ts';
import type { Fact } from './fact.ts';
import { customerOf, periodOf, type Scope } from './scope.ts';
import {
  asksLines,
  dimensionOf,
  type Grain,
  lineSource,
  orderSource,
  refundLineSource,
  refundSource,
  type Source,
  summed,
  within,
} from './source.ts';

/**
 * Per person first, so that the dictionary is asked once a person and not once a row; then per customer. `dimension` is
 * that of the rows as SQL: an empty one is left out of the key, which costs half without a text in it.
 */
export function perCustomer(rows: string, columns: readonly string[], dimension: string): string {
  const sums = columns.map((column) => `, sum(${column}) AS ${column}`).join('');
  const isSplit = dimension !== "''";
  return `SELECT period, ${isSplit ? 'dimension' : "'' AS dimension"}, ${customerOf('person_id')} AS customer_id${sums}
FROM (${rows})
GROUP BY period, ${isSplit ? 'dimension, ' : ''}customer_id`;
}

/** Orders or refunds as additive sums: by the row's own columns, by category through lines, or by the customer's. */
function money(whole: Source, lines: Source, scope: Scope): string {
  const rows = (grain: Grain) =>
    asksLines(scope) ? byLines(whole, lines, { scope, grain }) : summed(whole, scope, grain);
  if (!asksAttributes(scope, buyerAttributes)) return rows('period');
  const columns = Object.keys(whole.columns);
  const dimension = dimensionOf(asksLines(scope) ? lines : whole, scope);
  return withAttributes(perCustomer(rows('person'), columns, dimension), buyerAttributes, { scope, columns });
}

interface Cut {
  readonly scope: Scope;
  readonly grain: Grain;
}

/** Lines by category or product, then what the lines leave unexplained in the empty one: documents less all lines. */
function byLines(whole: Source, lines: Source, cut: Cut): string {
  const bare = { ...lines, from: lines.from.split(' ')[0]! };
  return [summed(lines, cut.scope, cut.grain), remainder(whole, '', cut), remainder(bare, '-', cut)].join(
    '\nUNION ALL\n',
  );
}

/** Money only: an order is not counted again for the part no line explains. */
function remainder({ split, ...whole }: Source, sign: '' | '-', { scope, grain }: Cut): string {
  const source = { ...whole, split: { ...split, category: "''", product: "''" } };
  const person = grain === 'person' ? ', person_id' : '';
  const columns = Object.entries(source.columns).map(([name, sql]) =>
    name === 'orders' ? `0 AS ${name}` : `${sign}${sql} AS ${name}`,
  );
  return `SELECT ${periodOf(source.day(scope), scope)} AS period, ${dimensionOf(source, scope)} AS dimension${person}, ${columns.join(', ')}
FROM ${source.from}
WHERE ${within(source, scope)}
GROUP BY period, dimension${person}`;
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
