import { scopeOf } from '../facts/scope.ts';
import { orderSource, paidAt } from '../facts/source.ts';
import type { Asking } from './question.ts';

export interface OrderSpan {
  readonly orders_from: string | null;
  readonly orders_to: string | null;
}

/** The shop days of the first and the last paid order in the shop's currency; nulls without one. */
export async function askOrderSpan({ clickhouse, shop, signal }: Asking): Promise<OrderSpan> {
  const [row] = await clickhouse.query<{ orders: string; first_day: string; last_day: string }>({
    sql: orderSpanSql(shop.timeZone),
    shopId: shop.shopId,
    params: { currency: shop.currency },
    ...(signal && { signal }),
  });
  if (row === undefined || Number(row.orders) === 0) return { orders_from: null, orders_to: null };
  return { orders_from: row.first_day, orders_to: row.last_day };
}

function orderSpanSql(timeZone: string): string {
  const { zone } = scopeOf(timeZone, 'none', undefined);
  return `SELECT count() AS orders, toString(toDate(min(${paidAt}), ${zone})) AS first_day, toString(toDate(max(${paidAt}), ${zone})) AS last_day
FROM ${orderSource.from}
WHERE ${orderSource.where}`;
}
