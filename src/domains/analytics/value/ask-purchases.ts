import { dayOf } from '../facts/scope.ts';
import { inShop, paidAt } from '../facts/source.ts';
import type { Asking } from '../metrics/question.ts';
import { standing } from '../rfm/buyers-sql.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import { customersSql } from './purchases-sql.ts';

export interface Window {
  /** Shop days, inclusive: what a model is fitted on ends, and what it is held against ends. */
  readonly calibration: string;
  readonly until: string;
}

/** Customers alike in days, and in how often they bought later: columns of patterns. */
export interface PurchasePatterns {
  readonly x: readonly number[];
  readonly tx: readonly number[];
  readonly t: readonly number[];
  readonly customers: readonly number[];
  readonly later: readonly number[];
}

/**
 * In one row of arrays, sorted: a million customers are some hundred thousand patterns, and the sum of a likelihood in
 * another order would end in other digits.
 */
export async function askPatterns(asking: Asking, window: Window): Promise<PurchasePatterns> {
  const [row] = await ask<PurchasePatterns>(
    asking,
    window,
    (
      customers,
    ) => `SELECT groupArray(x) AS x, groupArray(tx) AS tx, groupArray(t) AS t, groupArray(customers) AS customers,
  groupArray(later) AS later
FROM (SELECT x, tx, t, toUInt32(count()) AS customers, later FROM (${customers})
  GROUP BY x, tx, t, later ORDER BY t, tx, x, later)`,
  );
  return row!;
}

/** Of those who came back and spent: repeats and what they came to, and the same of later purchases (amounts as text). */
export interface SpendingPatterns {
  readonly x: readonly number[];
  readonly repeat_minor: readonly string[];
  readonly customers: readonly number[];
  readonly later: readonly number[];
  readonly later_minor: readonly string[];
}

export async function askSpending(asking: Asking, window: Window): Promise<SpendingPatterns> {
  const [row] = await ask<SpendingPatterns>(
    asking,
    window,
    (customers) => `SELECT groupArray(x) AS x, groupArray(toString(repeat_minor)) AS repeat_minor,
  groupArray(customers) AS customers, groupArray(later) AS later, groupArray(toString(later_minor)) AS later_minor
FROM (SELECT x, repeat_minor, later, later_minor, toUInt32(count()) AS customers FROM (${customers})
  WHERE x > 0 AND repeat_minor > 0 GROUP BY x, repeat_minor, later, later_minor
  ORDER BY x, repeat_minor, later, later_minor)`,
  );
  return row!;
}

/** First and last shop day of a purchase up to a day; null where there is none. */
export async function askSpan(
  asking: Asking,
  until: string,
): Promise<{ first: string; last: string } | null> {
  const [row] = await ask<{ first_day: string; last_day: string; customers: string }>(
    asking,
    { calibration: until, until },
    (customers) => `SELECT min(first) AS first_day, max(first + tx) AS last_day, count() AS customers
FROM (SELECT first, tx FROM (${customers}))`,
  );
  return row === undefined || row.customers === '0' ? null : { first: row.first_day, last: row.last_day };
}

/** Shop day of the last purchase of a known customer up to a day, and how many orders there are. Two columns are read. */
export async function askLast(
  { clickhouse, shop, signal }: Asking,
  until: string,
): Promise<{ last: string | null; orders: number }> {
  const at = standingAt({ clickhouse, shop }, '{until:Date}');
  const [row] = await clickhouse.query<{ last: string; orders: string }>({
    sql: `SELECT toString(${dayOf(`max(${paidAt})`, at)}) AS last, count() AS orders FROM orders
WHERE ${inShop} AND currency = {currency:String} AND paid_at IS NOT NULL AND state != 'cancelled' AND person_id != 0
  AND ${standing(paidAt, at)}`,
    shopId: shop.shopId,
    params: { currency: shop.currency, until },
    ...(signal && { signal }),
  });
  const orders = Number(row?.orders ?? 0);
  return { last: orders === 0 ? null : row!.last, orders };
}

function ask<Row>(asking: Asking, window: Window, of: (customers: string) => string): Promise<Row[]> {
  const { clickhouse, shop, signal } = asking;
  return clickhouse.query<Row>({
    sql: of(customersSql(standingAt(asking, '{until:Date}'))),
    shopId: shop.shopId,
    params: { currency: shop.currency, calibration: window.calibration, until: window.until },
    ...(signal && { signal }),
  });
}
