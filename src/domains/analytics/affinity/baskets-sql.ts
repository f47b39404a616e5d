import type { AffinityLevel } from '../../../contract/affinity.ts';
import { dayOf } from '../facts/scope.ts';
import { categoryOfLine, lineSource, orderSource, paidAt } from '../facts/source.ts';
import { type Standing, standing } from '../rfm/buyers-sql.ts';

/** Orders of more different items are left out: 100 make 4,950 pairs, and who orders them shops for a shelf. */
const MOST_IN_BASKET = 100;

/** Items in most orders that are looked at: 300 make 44,850 pairs, which an answer holds. */
const MOST_ITEMS = 300;

interface ItemSql {
  readonly item: string;
  /** Condition: the line has an item. */
  readonly known: string;
  /** Stands for "the order itself": no item has it. */
  readonly none: string;
}

/** What counts as one thing, after `joinedProducts`. */
export const itemSql: Readonly<Record<AffinityLevel, ItemSql>> = {
  product: { item: 'ifNull(product_group, product_id)', known: 'product_id != 0', none: 'toUInt32(0)' },
  category: { item: categoryOfLine, known: `${categoryOfLine} != ''`, none: "''" },
};

/**
 * Lines of paid orders of known customers in the days. Refunds take nothing back: what was chosen together was chosen
 * together, and a refund says that it did not please, not that it was not wanted.
 */
const lines = (level: AffinityLevel, at: Standing): string =>
  `${lineSource.from} WHERE ${lineSource.where} AND person_id != 0 AND ${itemSql[level].known} AND ${standing(paidAt, at)}`;

/**
 * One question: rows kind, a, b, orders. Every order carries, besides its items, the item `none`, so that of the pairs
 * (none, none) counts orders, (none, x) those with x, (x, y) those with both. Items beyond those looked at count in the
 * size of an order only. Kind 'several': orders of two items or more; 'left-out': of too many; 'items': how many there are.
 */
export function basketsSql(level: AffinityLevel, at: Standing): string {
  const { item, none } = itemSql[level];
  const most = `arraySlice(arraySort(one -> (-toInt64(one.2), one.1), groupArray((it, orders))), 1, ${MOST_ITEMS})`;
  const pairs = `arrayFlatten(arrayMap(
      n -> arrayMap(other -> ('pair', toString(items[n]), toString(other)), arraySlice(items, n)),
      arrayEnumerate(items)))`;
  return `WITH (SELECT (arrayMap(one -> one.1, ${most}), count()) FROM (
  SELECT ${item} AS it, uniqExact(order_id) AS orders FROM ${lines(level, at)} GROUP BY it
)) AS top
SELECT row.1 AS kind, row.2 AS a, row.3 AS b, sum(times) AS orders FROM (
  SELECT multiIf(length(found) > ${MOST_IN_BASKET}, 'left-out', length(found) > 1, 'several', '') AS size,
    if(size = 'left-out', [], arrayPushFront(arraySort(arrayIntersect(found, top.1)), ${none})) AS items, count() AS times
  FROM (SELECT order_id, arrayDistinct(groupArray(${item})) AS found FROM ${lines(level, at)} GROUP BY order_id)
  GROUP BY size, items
) ARRAY JOIN arrayConcat(${pairs}, if(size = '', [], [(size, '', '')])) AS row
GROUP BY kind, a, b
UNION ALL
SELECT 'items' AS kind, '' AS a, '' AS b, top.2 AS orders`;
}

/** Row first, last, orders: shop days of paid orders of known customers in the days. */
export const spanSql = (
  at: Standing,
): string => `SELECT toString(min(day)) AS first, toString(max(day)) AS last, count() AS orders
FROM (SELECT ${dayOf(paidAt, at)} AS day FROM orders WHERE ${orderSource.where} AND person_id != 0 AND ${standing(paidAt, at)})`;
