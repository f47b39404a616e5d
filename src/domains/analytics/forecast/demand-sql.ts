import { dayOf, type Zoned } from '../facts/scope.ts';
import { inShop, joinedProducts, paidAt } from '../facts/source.ts';
import { standing } from '../rfm/buyers-sql.ts';

/**
 * Units of paid order lines by product (one number across channels) and shop day, in any currency, guests included; refunds are not
 * taken off: what was sent back had to be in stock. One row a product, its days in an array of (day, units).
 * Parameters: shop, {from:Date}, {as_of:Date}.
 */
export const demandSql = (zoned: Zoned): string => `SELECT item, any(category) AS root,
  arraySort(groupArray(tuple(toUInt32(day), units))) AS sold
FROM (
  SELECT if(product_id = 0, 0, ifNull(product_group, product_id)) AS item, ifNull(product_category, '') AS category,
    ${dayOf(paidAt, zoned)} AS day, toInt64(sum(quantity)) AS units
  FROM order_lines ${joinedProducts}
  WHERE ${inShop} AND is_paid = 1 AND ${standing(paidAt, { ...zoned, since: '{from:Date}', until: '{as_of:Date}' })}
  GROUP BY item, category, day
)
GROUP BY item
ORDER BY item`;

/** Every product as one number across channels: title, root category, and what all channels together have in stock. */
export const shelfSql = `SELECT canonical_id AS item, anyIf(title, product_id = canonical_id) AS name,
  anyIf(toString(category_1), product_id = canonical_id) AS root, countIf(stock IS NOT NULL) AS told, sum(ifNull(stock, 0)) AS on_hand
FROM products WHERE ${inShop} GROUP BY item ORDER BY item`;

/** Days of campaigns that were no more than three weeks: one that always runs is no flag. Parameters: shop, days. */
export const campaignSql = `SELECT DISTINCT arrayJoin(days) AS day FROM (
  SELECT campaign, groupUniqArray(day) AS days FROM acquisition_spend
  WHERE ${inShop} AND campaign != '' AND day BETWEEN {from:Date} AND {as_of:Date}
  GROUP BY campaign HAVING length(days) <= 21
) ORDER BY day`;
