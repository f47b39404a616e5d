import type { StepFilter } from '../../../contract/event-steps.ts';
import { categoryOfLine, inShop, joinedProducts } from '../facts/source.ts';

/** A table whose rows are things that happened to persons: behaviour events, and orders and refunds as events. */
export interface Happening {
  readonly table: 'events' | 'orders' | 'refunds';
  /** SQL of the instant it happened, DateTime64(3). */
  readonly at: string;
  readonly where: string;
  /** SQL of a column by what steps call it; what is absent is a property, or ''. */
  readonly fields: Readonly<Partial<Record<string, string>>>;
  /** SQL of the rows with one of some categories or products: values as SQL of an Array(String). */
  readonly withCategory: (values: string) => string;
  readonly withProduct: (values: string) => string;
}

/** Names under which documents are events too, whoever told them: a file, a server, a shopper's browser. */
export const documentNames = ['Order Placed', 'Order Completed', 'Order Refunded'] as const;
export type DocumentName = (typeof documentNames)[number];

export const isDocument = (name: string): name is DocumentName =>
  (documentNames as readonly string[]).includes(name);

const categorised = (more: string): string =>
  `SELECT product_id FROM products WHERE ${inShop} AND category_1 != ''${more}`;

/** Every name of the products meant, on all channels. */
const productsOf = (values: string): string => `product_id != 0 AND product_id GLOBAL IN (
  SELECT product_id FROM products WHERE ${inShop} AND canonical_id GLOBAL IN (
    SELECT canonical_id FROM products WHERE ${inShop} AND has(${values}, toString(product_id))))`;

/**
 * An event that names an order tells the order itself, which is counted where it lies: else an order would have
 * happened twice. Corrected time, as everywhere: a phone whose clock is a year off did not buy last year.
 */
export const events: Happening = {
  table: 'events',
  at: 'corrected_time',
  where: 'person_id != 0',
  fields: {
    ...{ channel: 'channel', amount: 'amount_minor', quantity: 'quantity', source: 'source' },
    ...{ medium: 'medium', campaign: 'campaign', province: 'province', city: 'city' },
  },
  withCategory: (values) => `(category != '' AND has(${values}, toString(category))
  OR category = '' AND product_id GLOBAL IN (${categorised(` AND has(${values}, toString(category_1))`)})
  OR has(${values}, '') AND category = '' AND product_id GLOBAL NOT IN (${categorised('')}))`,
  withProduct: productsOf,
};

export const notADocument = `NOT (name IN (${documentNames.map((it) => `'${it}'`).join(', ')}) AND notEmpty(order_no))`;

const linesWith = (key: string, lines: string, condition: string): string =>
  `${key} GLOBAL IN (SELECT ${key} FROM ${lines} ${joinedProducts} WHERE ${inShop} AND ${condition})`;

/** A document without a category is one none of whose lines has one. */
const inLines = (key: string, lines: string): Pick<Happening, 'withCategory' | 'withProduct'> => ({
  withCategory: (
    values,
  ) => `(${linesWith(key, lines, `${categoryOfLine} != '' AND has(${values}, ${categoryOfLine})`)}
  OR has(${values}, '') AND NOT ${linesWith(key, lines, `${categoryOfLine} != ''`)})`,
  withProduct: (values) => linesWith(key, lines, productsOf(values)),
});

const orders: Omit<Happening, 'at' | 'where'> = {
  table: 'orders',
  fields: {
    ...{ channel: 'channel', amount: 'paid_minor', quantity: 'quantity', source: 'source' },
    ...{ campaign: 'campaign', province: 'province', city: 'city' },
  },
  ...inLines('order_id', 'order_lines'),
};

/** Documents as events. An order is completed when it is paid, if only with a coupon for all of it. */
export const documents: Readonly<Record<DocumentName, Happening>> = {
  'Order Placed': { ...orders, at: 'created_at', where: 'person_id != 0' },
  'Order Completed': {
    ...orders,
    at: 'assumeNotNull(paid_at)',
    where: 'person_id != 0 AND paid_at IS NOT NULL',
  },
  'Order Refunded': {
    table: 'refunds',
    at: 'refunded_at',
    where: "person_id != 0 AND state = 'done'",
    fields: { channel: 'channel', amount: 'amount_minor', province: 'province' },
    ...inLines('refund_id', 'refund_lines'),
  },
};

/** SQL of a column as text; properties of documents are empty. */
export function fieldSql(happening: Happening, field: string, bind: (name: string) => string): string {
  const column = happening.fields[field];
  if (column !== undefined) return column;
  if (happening.table !== 'events' || field in events.fields) return "''";
  return `JSONExtract(properties, ${bind(field)}, 'String')`;
}

/** Fields that only one of several values can be asked of. */
export const isListed = ({ field }: Pick<StepFilter, 'field'>): boolean =>
  field === 'category' || field === 'product';
