import { inShop } from '../../analytics/index.ts';

/**
 * Lines of products that on one shop day in one channel went at different prices, before what their order took off by name
 * (coupons, campaigns: `discount_minor`). One row a line, dearest day and product first. Two flat questions over the lines: only those run
 * on the shards of a cluster, so that the second names the groups of the first with GLOBAL IN.
 */
export const differencesSql = (
  zone: string,
): string => `SELECT toString(sold_on) AS day, channel, product_id, order_id, person_id, price
FROM (SELECT ${columns(zone)} FROM order_lines WHERE ${counted(zone)})
WHERE (sold_on, channel, product_id) GLOBAL IN (${groupsSql(zone)})
ORDER BY sold_on, channel, product_id, price DESC, order_id
LIMIT {most:UInt32}`;

const columns = (
  zone: string,
): string => `toDate(assumeNotNull(paid_at), ${zone}) AS sold_on, toString(channel) AS channel, product_id,
  order_id, person_id, intDiv(amount_minor + discount_minor, quantity) AS price`;

const counted = (zone: string): string =>
  `${inShop} AND is_paid = 1 AND person_id != 0 AND product_id != 0 AND quantity > 0 AND amount_minor > 0
  AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), ${zone}) BETWEEN {from:Date} AND {to:Date}`;

const groupsSql = (zone: string): string => `SELECT sold_on, channel, product_id FROM (
  SELECT ${columns(zone)} FROM order_lines WHERE ${counted(zone)}
) GROUP BY sold_on, channel, product_id HAVING min(price) < max(price) AND uniqExact(person_id) > 1`;
