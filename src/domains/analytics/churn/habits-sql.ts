import { mayBeProfiled } from '../facts/profiled.ts';
import { customerOf, dayOf } from '../facts/scope.ts';
import { inShop } from '../facts/source.ts';
import { knownPerson, type Standing } from '../rfm/buyers-sql.ts';
import { customersSql } from '../value/purchases-sql.ts';

/** Further columns of `customersSql`, each of days up to {calibration:Date} but `next_days`, from it to the next purchase (0: none). */
const spent = `
  toUInt32(countIf(day <= {calibration:Date} AND day > {calibration:Date} - 30)) AS bought30,
  toUInt32(countIf(day <= {calibration:Date} AND day > {calibration:Date} - 90)) AS bought90,
  toInt64(sumIf(paid, day <= {calibration:Date})) AS spent_minor,
  toInt64(sumIf(paid, day <= {calibration:Date} AND day > {calibration:Date} - 365)) AS year_minor,
  arraySort(groupArrayIf(day, day <= {calibration:Date})) AS known,
  arrayMap((a, b) -> log(b - a), arrayPopBack(known), arrayPopFront(known)) AS logs,
  arraySum(logs) AS gap_logs, arraySum(it -> it * it, logs) AS gap_squares,
  toUInt32(if(later = 0, 0, minIf(day, day > {calibration:Date}) - {calibration:Date})) AS next_days,`;

/** Days on which each customer was seen: a row a day first, so that a day counts once however many persons of theirs were seen. */
const seen = (at: Standing): string => `SELECT ${customerOf('person_id')} AS customer_id,
  toUInt32(uniqExactIf(day, day <= {calibration:Date} AND day > {calibration:Date} - 30)) AS seen30,
  toUInt32(uniqExactIf(day, day <= {calibration:Date})) AS seen90,
  toUInt8(max(day > {calibration:Date})) AS seen_later
FROM (
  SELECT person_id, ${dayOf('corrected_time', at)} AS day FROM events
  WHERE ${inShop} AND ${knownPerson(at)}
    AND ${dayOf('corrected_time', at)} BETWEEN {calibration:Date} - 89 AND {until:Date}
  GROUP BY person_id, day
)
GROUP BY customer_id`;

/**
 * A row a customer who bought within {active:UInt32} days up to the day {calibration:Date} and of whom a profile may be made:
 * their habits up to that day, and what came of them up to {until:Date}.
 */
export const habitsSql = (
  at: Standing,
): string => `SELECT b.customer_id AS customer_id, x, tx, t, bought30, bought90,
  spent_minor, year_minor, gap_logs, gap_squares, next_days, seen30, seen90, seen_later
FROM (
  SELECT * FROM (${customersSql(at, spent)})
  WHERE t - tx <= {active:UInt32} AND ${mayBeProfiled('customer_id')}
) AS b
GLOBAL ANY LEFT JOIN (${seen(at)}) AS s ON s.customer_id = b.customer_id
ORDER BY customer_id`;
