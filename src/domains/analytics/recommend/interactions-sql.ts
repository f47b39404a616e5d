import { mayBeProfiled } from '../facts/profiled.ts';
import { customerOf, dayOf } from '../facts/scope.ts';
import { inShop, joinedProducts, lineSource, paidAt } from '../facts/source.ts';
import { POINTS } from '../interests/interest-rules.ts';
import { type Standing, standing } from '../rfm/buyers-sql.ts';
import { decayed, isLook, item } from './looks-sql.ts';

/** Customers a model learns from, and products it knows, at most. Beyond, a hash of the number chooses, and the answer says so. */
export const MOST_CUSTOMERS = 200_000;
const chosenBy = (customer: string): string => `cityHash64(${customer})`;
const MOST_PRODUCTS = 2_000;

/** Who bought within so many days says what is sought now. */
const RECENT_DAYS = 30;

const boughtWhere = (at: Standing): string =>
  `${lineSource.where} AND person_id != 0 AND product_id != 0 AND ${standing(paidAt, at)}`;

/** How many customers bought, or how many looked at something, whichever is more: no more than did one or the other. */
export const countCustomersSql = (at: Standing): string => `SELECT greatest(
  (SELECT uniq(${customerOf('person_id')}) FROM ${lineSource.from} WHERE ${boughtWhere(at)}),
  (SELECT uniq(${customerOf('person_id')}) FROM events WHERE ${isLook(at)})) AS customers`;

/** Person by product: orders up to {calibration:Date}, orders behind it up to {until:Date}, looks as of the first. */
function branches(at: Standing): string[] {
  const bought = dayOf(paidAt, at);
  // Of a million customers four fifths would be gathered to be thrown away.
  const chosen = `${chosenBy(customerOf('person_id'))} <= {hashes_to:UInt64}`;
  return [
    `SELECT person_id, ${item} AS it, uniqExactIf(order_id, ${bought} <= {calibration:Date}) AS bought,
    uniqExactIf(order_id, ${bought} > {calibration:Date}) AS later, toInt64(0) AS seen
  FROM ${lineSource.from}
  WHERE ${boughtWhere(at)} AND ${chosen} GROUP BY person_id, it`,
    `SELECT person_id, ${item} AS it, toUInt64(0) AS bought, toUInt64(0) AS later, ${decayed(at)} AS seen
  FROM events ${joinedProducts}
  WHERE ${isLook(at)} AND ${chosen} GROUP BY person_id, it`,
  ];
}

const gathered = (at: Standing): string => `SELECT ${customerOf('person_id')} AS customer_id, it,
  sum(bought) AS orders, sum(later) AS orders_later, sum(seen) AS signs
FROM (${branches(at).join('\nUNION ALL\n')}) GROUP BY customer_id, it`;

/**
 * A row a customer: columns of products, of {most:UInt32} customers at most, chosen by hashes up to {hashes_to:UInt64}. Whoever
 * objected to being profiled is in none.
 */
export const interactionsSql = (at: Standing): string => `SELECT customer_id,
  groupArray(it) AS items, groupArray(toUInt32(orders)) AS bought, groupArray(toUInt32(orders_later)) AS later,
  groupArray(signs / ${POINTS}) AS seen
FROM (SELECT customer_id, it, orders, orders_later, signs FROM (${gathered(at)}) ORDER BY customer_id, it)
WHERE it IN {products:Array(UInt32)} AND ${mayBeProfiled('customer_id')}
GROUP BY customer_id ORDER BY ${chosenBy('customer_id')}, customer_id LIMIT {most:UInt32}`;

/** The products most customers bought up to {calibration:Date}, with what is known of them. */
export const productsSql = (
  at: Standing,
): string => `SELECT it AS product, customers, recent, title, stock, price, off_sale
FROM (
  SELECT it, uniqExact(${customerOf('person_id')}) AS customers,
    uniqExactIf(${customerOf('person_id')}, last > {calibration:Date} - ${RECENT_DAYS}) AS recent
  FROM (
    SELECT person_id, ${item} AS it, max(${dayOf(paidAt, at)}) AS last FROM ${lineSource.from}
    WHERE ${boughtWhere(at)}
      AND ${dayOf(paidAt, at)} <= {calibration:Date} GROUP BY person_id, it
  ) GROUP BY it
) AS sold
GLOBAL ANY LEFT JOIN (
  SELECT canonical_id AS it, argMin(products.title, product_id) AS title, sum(products.stock) AS stock, min(price_minor) AS price,
    min(status = 'off-sale') AS off_sale
  FROM products WHERE ${inShop} GROUP BY it
) AS known USING (it)
ORDER BY customers DESC, it LIMIT ${MOST_PRODUCTS}`;
