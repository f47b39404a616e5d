import { customerOf, dayOf, ofCustomers, type Zoned } from '../facts/scope.ts';
import { inShop, orderSource, paidAt, refundSource } from '../facts/source.ts';

/** Where a question about buyers stands: SQL of its first and last shop day. */
export interface Standing extends Zoned {
  /** Absent = from the beginning. */
  readonly since?: string;
  readonly until: string;
  /** Condition on `person_id`: only these persons; everybody unless told. */
  readonly persons?: string;
  /** Condition on `order_id` that goes with it where they are few: orders and their lines lie by order. */
  readonly orders?: string;
}

/** Condition: a known person, of those asked for. */
export const knownPerson = ({ persons = 'true' }: Standing): string => `person_id != 0 AND ${persons}`;

/** Condition on a row of orders or lines: the same, found by the orders of those asked for. */
export const knownBuyer = (at: Standing): string =>
  at.orders === undefined ? knownPerson(at) : `${at.orders} AND ${knownPerson(at)}`;

/**
 * A few persons, bound as {persons:Array(UInt32)}. Asked for by customer, which no column has, a question about one of a million
 * reads them all.
 */
export const onlyThese: Required<Pick<Standing, 'persons' | 'orders'>> = {
  persons: 'person_id IN {persons:Array(UInt32)}',
  orders: `order_id GLOBAL IN (
    SELECT order_id FROM orders WHERE ${inShop} AND person_id IN {persons:Array(UInt32)} SETTINGS final = 0)`,
};

/** Customers of a window of numbers, bound as {first:UInt32} and {last:UInt32}. They are dense, so no answer has more rows than it is wide. */
export const ofWindow: Required<Pick<Standing, 'persons'>> = {
  persons: ofCustomers('{first:UInt32}', '{last:UInt32}'),
};

/**
 * Every known customer with a paid order by the last day: customer_id, last_day (Date), frequency (paid orders),
 * monetary (minor units: paid less refunds, each on its own day). Persons first, so that the dictionary is asked once
 * a person; refunds of somebody who never paid count for nobody.
 */
export function buyersSql(at: Standing): string {
  return `SELECT ${customerOf('person_id')} AS customer_id,
  ${dayOf('max(last_paid)', at)} AS last_day, sum(orders) AS frequency, sum(net) AS monetary
FROM (
  SELECT person_id, max(${paidAt}) AS last_paid, count() AS orders, sum(paid_minor) AS net
  FROM orders WHERE ${orderSource.where} AND ${knownPerson(at)} AND ${standing(paidAt, at)} GROUP BY person_id
  UNION ALL
  SELECT person_id, toDateTime64(0, 3, 'UTC') AS last_paid, 0 AS orders, -sum(amount_minor) AS net
  FROM refunds WHERE ${refundSource.where} AND ${knownPerson(at)} AND ${standing('refunded_at', at)} GROUP BY person_id
)
GROUP BY customer_id
HAVING frequency > 0`;
}

/**
 * Condition: the shop day of an instant is `until` or before. Before that day's midnight in UTC it is so in every zone
 * (none is a day ahead), so the day of a zone is worked out only for the last rows: of 20 M orders as of today, none.
 */
export function standing(instant: string, at: Standing): string {
  const day = dayOf(instant, at);
  const early = `${instant} < toDateTime64(${at.until}, 3, 'UTC')`;
  const since = at.since === undefined ? '' : ` AND ${day} >= ${at.since}`;
  return `(${early} OR ${day} <= ${at.until})${since}`;
}
