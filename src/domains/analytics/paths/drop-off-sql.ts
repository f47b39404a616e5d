import type { BoundValues } from '../behaviour/bound-values.ts';
import { dayBegins } from '../behaviour/day-bounds.ts';
import { documents, events, notADocument } from '../behaviour/happenings.ts';
import { customerOf } from '../facts/scope.ts';
import { inShop, joinedProducts } from '../facts/source.ts';
import { paidOrder } from './visit-words.ts';

export interface DropOffPlan {
  readonly kind: 'browsed' | 'carted';
  readonly withinMs: number;
  readonly from: string;
  readonly to: string;
  /** The shop's zone as an SQL literal. */
  readonly zone: string;
  readonly currency: string;
  readonly now: Date;
}

const names = {
  browsed: { did: ['Product Viewed'], undid: [] },
  carted: { did: ['Product Added', 'Wishlist Product Added to Cart'], undid: ['Product Removed'] },
} as const;

const milliseconds = (at: string): string => `toUnixTimestamp64Milli(${at})`;

/** SQL of the instants of the days, in milliseconds; the second is not in them. */
const bounds = ({ from, to, zone }: DropOffPlan, { bind }: BoundValues) => ({
  from: dayBegins(bind(from, 'Date'), { zone }),
  to: dayBegins(`${bind(to, 'Date')} + 1`, { zone }),
});

/**
 * A row a customer and product (one number on all channels, 0 = not told): last_at, when it was last looked at or put into
 * the cart, and cost, what it was said to cost then. What was removed later is none.
 */
function itemsSql(plan: DropOffPlan, bound: BoundValues): string {
  const { did, undid } = names[plan.kind];
  const list = bound.bind(did, 'Array(String)');
  const { from, to } = bounds(plan, bound);
  const told = `tuple(${milliseconds('corrected_time')}, if(currency IN ('', ${bound.bind(plan.currency, 'String')}), amount_minor * greatest(quantity, 1), 0))`;
  const flat = `SELECT person_id, product_id, maxIf(${told}, name IN ${list}) AS told, maxIf(${milliseconds('corrected_time')}, name NOT IN ${list}) AS gone_at
FROM events WHERE ${inShop} AND ${events.where} AND name IN ${bound.bind([...did, ...undid], 'Array(String)')}
  AND ${milliseconds('corrected_time')} >= ${from} AND ${milliseconds('corrected_time')} < ${to}
GROUP BY person_id, product_id`;
  return `SELECT customer_id, product, max(told) AS last_told, last_told.1 AS last_at, last_told.2 AS cost FROM (
  SELECT ${customerOf('person_id')} AS customer_id, ifNull(product_group, product_id) AS product, told, gone_at
  FROM (${flat}) AS touched ${joinedProducts}
) GROUP BY customer_id, product HAVING last_at > 0 AND last_at >= max(gone_at)`;
}

/** A row a customer: when they paid, milliseconds, from the first of the days on. */
function paymentsSql(plan: DropOffPlan, bound: BoundValues): string {
  const { from } = bounds(plan, bound);
  const { at, where } = documents[paidOrder];
  return `SELECT ${customerOf('person_id')} AS customer_id, groupArrayArray(paid) AS payments FROM (
  SELECT person_id, groupArray(${milliseconds(at)}) AS paid FROM orders
  WHERE ${inShop} AND ${where} AND ${milliseconds(at)} >= ${from} GROUP BY person_id
  UNION ALL
  SELECT person_id, groupArray(${milliseconds('corrected_time')}) AS paid FROM events
  WHERE ${inShop} AND ${events.where} AND name = '${paidOrder}' AND ${notADocument} AND ${milliseconds('corrected_time')} >= ${from} GROUP BY person_id
) GROUP BY customer_id`;
}

/**
 * A row a customer who did it in the days: customer_id, items (product, value), value of them all, and state: bought (paid
 * an order between the last time and the end of the window, both in it), waiting (the window is open), dropped.
 */
export function droppedSql(plan: DropOffPlan, bound: BoundValues): string {
  const now = bound.bind(plan.now.getTime(), 'Int64');
  const ends = `last_at + ${plan.withinMs}`;
  return `SELECT customer_id, items, value, multiIf(
  arrayExists(paid -> paid >= last_at AND paid <= ${ends}, payments), 'bought', ${ends} >= ${now}, 'waiting', 'dropped') AS state
FROM (
  SELECT customer_id, max(last_at) AS last_at, sum(cost) AS value, groupArray(tuple(product, cost)) AS items
  FROM (${itemsSql(plan, bound)}) GROUP BY customer_id
) AS doer GLOBAL ANY LEFT JOIN (${paymentsSql(plan, bound)}) AS buyer USING (customer_id)`;
}

/** Customers by state (part '' and state), and of the dropped by product: part, product, customers, money. */
export const dropOffSql = (
  plan: DropOffPlan,
  bound: BoundValues,
): string => `SELECT part.1 AS state, part.2 AS product, count() AS customers, sum(part.3) AS money
FROM (SELECT arrayJoin(arrayConcat([tuple(state, toUInt32(4294967295), value)],
  if(state = 'dropped', arrayMap(it -> tuple('product', toUInt32(it.1), it.2), items), []))) AS part
  FROM (${droppedSql(plan, bound)}))
GROUP BY state, product ORDER BY state, money DESC, customers DESC, product LIMIT 101 BY state`;
