import { asks, dayOf, periodOf, type Scope, type Zoned } from './scope.ts';
import { dimensionSql, type OwnValues, ownFilters } from './split.ts';

/** One table as measures read it: which rows count, on which day, and what is summed. */
export interface Source {
  /** Table, with its join to products where a category is asked. */
  readonly from: string;
  readonly where: string;
  /** SQL of the shop day a row counts on. */
  readonly day: (scope: Zoned) => string;
  /** Additive columns: name -> aggregate over the table's own columns. */
  readonly columns: Readonly<Record<string, string>>;
  /** Dimensions that are a column of the row itself. */
  readonly split: OwnValues;
}

/** Root category of each product, and the one number of all its names across channels. The join is GLOBAL because on a cluster both sides are spread over the shards. */
export const joinedProducts = `GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)`;

/** Category of a line after `joinedProducts`; '' for a product that is unknown or has none. */
export const categoryOfLine = "ifNull(product_category, '')";

/** The one number of a product across channels, as text, after `joinedProducts`; '' for none. */
export const productOfLine = "if(product_id = 0, '', toString(ifNull(product_group, product_id)))";

/** The same as a number, for rows that have a product; whether or not a join without a match gives nulls. */
export const productNumber =
  'toUInt64(if(ifNull(product_group, 0) = 0, product_id, assumeNotNull(product_group)))';

/** Whether only lines can answer. */
export const asksLines = (scope: Pick<Scope, 'splits' | 'filters'>): boolean =>
  asks(scope, ['category', 'product']);

export const inShop = 'shop_id = {shop:UInt32}';
const inCurrency = 'currency = {currency:String}';
const paid = `${inShop} AND is_paid = 1 AND ${inCurrency}`;
const refunded = `${inShop} AND state = 'done' AND ${inCurrency}`;
/** When a paid order was paid: only orders with `is_paid` are read, and those have it. */
export const paidAt = 'assumeNotNull(paid_at)';
const paidDay = (scope: Zoned) => dayOf(paidAt, scope);
const refundDay = (scope: Zoned) => dayOf('refunded_at', scope);

/** Paid orders in the shop's currency, on the shop day they were paid. */
export const orderSource: Source = {
  from: 'orders',
  where: paid,
  day: paidDay,
  columns: {
    orders: 'count()',
    paid: 'sum(paid_minor)',
    goods: 'sum(goods_minor)',
    discount: 'sum(discount_minor)',
  },
  split: { channel: 'channel', province: 'province', city: 'city' },
};

/** The same, seen by its lines: an order counts once in each of its categories. */
export const lineSource: Source = {
  from: `order_lines ${joinedProducts}`,
  where: paid,
  day: paidDay,
  columns: {
    orders: 'uniqExact(order_id)',
    paid: 'sum(amount_minor)',
    goods: 'sum(amount_minor + discount_minor)',
    discount: 'sum(discount_minor)',
  },
  split: { channel: 'channel', province: 'province', category: categoryOfLine, product: productOfLine },
};

/** Refunds that were done, on the shop day they were done, whatever day their order was paid. */
export const refundSource: Source = {
  from: 'refunds',
  where: refunded,
  day: refundDay,
  columns: { refunded: 'sum(amount_minor)' },
  split: { channel: 'channel', province: 'province' },
};

export const refundLineSource: Source = {
  ...refundSource,
  from: `refund_lines ${joinedProducts}`,
  split: { ...refundSource.split, category: categoryOfLine, product: productOfLine },
};

/** Condition: the row's shop day lies within the scope, and its own values pass the filters. */
export const within = (source: Source, scope: Scope): string =>
  `${source.where} AND ${source.day(scope)} BETWEEN ${scope.from} AND ${scope.to}${ownFilters(scope.filters, source.split)}`;

/** What the lines of the paid orders of the scope say: order_id, category (the dimension), once each. Guests are left out. */
export const orderCategories = (scope: Scope): string =>
  `SELECT order_id, ${dimensionOf(lineSource, scope)} AS category FROM ${lineSource.from}
WHERE ${within(lineSource, scope)} AND person_id != 0
GROUP BY order_id, category`;

/** SQL of the row's own dimension; '' where the dimension is the customer's or none is asked. */
export const dimensionOf = (source: Source, scope: Scope): string => dimensionSql(scope.splits, source.split);

/** Whether sums are kept apart by person. */
export type Grain = 'period' | 'person';

/**
 * Sums by period and dimension, and by person where asked. Aggregated in one flat query over the table, because only
 * that runs on the shards of a cluster; a query over a subquery would first carry every row to one node.
 */
export function summed(source: Source, scope: Scope, grain: Grain): string {
  const person = grain === 'person' ? ', person_id' : '';
  const columns = Object.entries(source.columns).map(([name, sql]) => `${sql} AS ${name}`);
  return `SELECT ${periodOf(source.day(scope), scope)} AS period, ${dimensionOf(source, scope)} AS dimension${person},
  ${columns.join(', ')}
FROM ${source.from}
WHERE ${within(source, scope)}
GROUP BY period, dimension${person}`;
}
