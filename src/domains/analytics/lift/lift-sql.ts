import { customerOf, dayOf, type Zoned } from '../facts/scope.ts';
import { inShop, orderSource, refundSource } from '../facts/source.ts';

const acted = `${inShop} AND score = {score:String} AND day BETWEEN {from:Date} AND {to:Date}`;

/**
 * Rows (side, band, is_over, customers, sums of orders and net sales and of their squares). side: 0 acted on, 1 held out, 2 both.
 * A customer's days begin with their first act and are {days:Int32}; they are over when the last of them lies before {today:Date}. Each table
 * is read in one flat question by person and day, which is what runs on the shards of a cluster.
 */
export const liftSql = (zoned: Zoned): string => `SELECT side, band, is_over, count() AS customers,
  sum(each_orders) AS orders, sum(each_orders * each_orders) AS orders_squared, sum(each_net) AS net, sum(each_net * each_net) AS net_squared
FROM (
  SELECT if(least_held = most_held, most_held, 2) AS side, band, first_day + {days:Int32} <= {today:Date} AS is_over,
    arrayFilter(it -> it.1 >= first_day AND it.1 < first_day + {days:Int32}, deeds) AS own,
    toFloat64(arraySum(it -> it.2, own)) AS each_orders, toFloat64(arraySum(it -> it.3, own)) AS each_net
  FROM (
    SELECT ${customerOf('member')} AS customer_id, minIf(day, kind = 0) AS first_day, argMinIf(band_then, day, kind = 0) AS band,
      minIf(held, kind = 0) AS least_held, maxIf(held, kind = 0) AS most_held, groupArrayIf((day, orders, net), kind = 1) AS deeds
    FROM (${happenedSql(zoned)})
    GROUP BY customer_id HAVING countIf(kind = 0) > 0
  )
)
GROUP BY side, band, is_over ORDER BY side, band, is_over`;

/** Acts (kind 0), and orders and refunds (kind 1), by person and day. */
const happenedSql = (zoned: Zoned): string => `SELECT person_id AS member, toUInt8(0) AS kind, day,
  argMin(band, way) AS band_then, toUInt8(max(is_held)) AS held, toInt64(0) AS orders, toInt64(0) AS net
FROM exposures WHERE ${acted} GROUP BY member, day
UNION ALL
${deedsSql({ from: 'orders', where: orderSource.where, day: dayOf('assumeNotNull(paid_at)', zoned) }, 'toInt64(count())', 'toInt64(sum(paid_minor))')}
UNION ALL
${deedsSql({ from: 'refunds', where: refundSource.where, day: dayOf('refunded_at', zoned) }, 'toInt64(0)', '-toInt64(sum(amount_minor))')}`;

interface Deeds {
  readonly from: string;
  readonly where: string;
  readonly day: string;
}

const deedsSql = (
  { from, where, day }: Deeds,
  orders: string,
  net: string,
): string => `SELECT person_id AS member,
  toUInt8(1) AS kind, ${day} AS day, toUInt8(0) AS band_then, toUInt8(0) AS held, ${orders} AS orders, ${net} AS net
FROM ${from} WHERE ${where} AND person_id != 0 AND ${day} >= {from:Date} AND ${day} < {to:Date} + {days:Int32} GROUP BY member, day`;

/** Rows (way, is_held, customers). */
export const waysSql = `SELECT toString(way) AS way, is_held, uniqExact(${customerOf('person_id')}) AS customers
FROM exposures WHERE ${acted} GROUP BY way, is_held ORDER BY way, is_held`;
