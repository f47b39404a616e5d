import { quote } from '../../../platform/clickhouse/literal.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { customerOf, dayOf, type Zoned } from '../facts/scope.ts';
import { inShop, joinedProducts } from '../facts/source.ts';
import { noInterest, POINTS } from '../interests/interest-rules.ts';
import { HALF_LIFE_DAYS, LOOK_DAYS, MOST_LOOKED } from './look-rules.ts';

/** A product is one thing on every channel it is mapped to. */
export const item = 'ifNull(product_group, product_id)';

const day = (at: Zoned): string => dayOf('corrected_time', at);

/** Looks at a product as of {calibration:Date}, each halved by its age, in whole millionths: they add up to the same on every shard. */
export const decayed = (at: Zoned): string =>
  `sum(toInt64(round(${POINTS} * exp2(-({calibration:Date} - ${day(at)}) / ${HALF_LIFE_DAYS}))))`;

/** Condition on an event: a look of the last days. What was taken back says no interest, and orders count by their lines. */
export const isLook = (at: Zoned): string => `${inShop} AND person_id != 0 AND product_id != 0
    AND NOT startsWith(name, 'Order ') AND name NOT IN (${noInterest.map(quote).join(', ')})
    AND ${day(at)} BETWEEN {calibration:Date} - ${LOOK_DAYS - 1} AND {calibration:Date}`;

/** A row a person of whom a profile may be made: what they looked at most of {products:Array(UInt32)}. `persons`: condition on person_id. */
export const looksSql = (at: Zoned, persons: string): string => `SELECT person_id,
  groupArray(it) AS products, groupArray(round(points / ${POINTS}, 4)) AS looks
FROM (
  SELECT person_id, ${item} AS it, ${decayed(at)} AS points FROM events ${joinedProducts}
  WHERE ${isLook(at)} AND ${persons} GROUP BY person_id, it
  HAVING it IN {products:Array(UInt32)} ORDER BY person_id, points DESC, it LIMIT ${MOST_LOOKED} BY person_id
)
WHERE ${mayBeProfiled(customerOf('person_id'))}
GROUP BY person_id ORDER BY person_id`;
