import { customerOf, dayOf } from '../facts/scope.ts';
import { inShop, paidAt } from '../facts/source.ts';
import { knownBuyer, type Standing, standing } from '../rfm/buyers-sql.ts';

/**
 * Each known customer's days of purchase: all purchases of a shop day are one, and one of nothing (a gift, a full coupon)
 * counts as well, as in the published work (`is_paid` leaves those out). Cancelled orders are no purchases. Amounts are
 * what was paid: refunds of later days would tell the past what was to come.
 */
export const purchaseDays = (
  at: Standing,
): string => `SELECT ${customerOf('person_id')} AS customer_id, day, sum(paid) AS paid
FROM (
  SELECT person_id, ${dayOf(paidAt, at)} AS day, sum(paid_minor) AS paid FROM orders
  WHERE ${inShop} AND currency = {currency:String} AND paid_at IS NOT NULL AND state != 'cancelled'
    AND ${knownBuyer(at)} AND ${standing(paidAt, at)}
  GROUP BY person_id, day
)
GROUP BY customer_id, day`;

/**
 * A row a customer whose first purchase is on the day {calibration:Date} or before, in days: x repeats, tx from the first to
 * the last purchase and t to the calibration's end, what the repeats came to (minor units); `later`, the purchases behind
 * the calibration up to {until:Date}, and `later_minor`, what they came to. `more`: further columns over `day`.
 */
export const customersSql = (at: Standing, more = ''): string => `SELECT customer_id,${more}
  toUInt32(countIf(day <= {calibration:Date}) - 1) AS x, min(day) AS first,
  toUInt32(maxIf(day, day <= {calibration:Date}) - first) AS tx, toUInt32({calibration:Date} - first) AS t,
  toInt64(sumIf(paid, day <= {calibration:Date}) - argMin(paid, day)) AS repeat_minor,
  toUInt32(countIf(day > {calibration:Date})) AS later, toInt64(sumIf(paid, day > {calibration:Date})) AS later_minor
FROM (${purchaseDays(at)})
GROUP BY customer_id
HAVING first <= {calibration:Date}`;
