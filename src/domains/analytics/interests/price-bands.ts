import type { ShopInterests } from '../../../contract/interests.ts';
import { dayOf } from '../facts/scope.ts';
import { inShop, paidAt } from '../facts/source.ts';
import { addDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { standingAt } from '../rfm/rfm-question.ts';

/**
 * Ends of the price bands as of a day: fifths of the lines sold in the 365 days up to it, by unit price before discounts.
 * Prices that many lines have can make two ends one: then a band is empty. None where nothing was sold.
 */
export async function readPriceCuts(asking: Asking, asOf: string): Promise<number[]> {
  const { clickhouse, shop, signal } = asking;
  const day = dayOf(paidAt, standingAt(asking));
  const from = asOf < '1971-01-01' ? '1970-01-01' : addDays(asOf, -364);
  const [row] = await clickhouse.query<{ cuts: number[]; lines: string }>({
    sql: `SELECT quantilesExactWeighted(0.2, 0.4, 0.6, 0.8)(price, toUInt64(times)) AS cuts, sum(times) AS lines FROM (
  SELECT (amount_minor + discount_minor) / greatest(quantity, 1) AS price, count() AS times FROM order_lines
  WHERE ${inShop} AND is_paid = 1 AND currency = {currency:String} AND ${day} BETWEEN {from:Date} AND {as_of:Date}
  GROUP BY price)`,
    shopId: shop.shopId,
    params: { currency: shop.currency, from, as_of: asOf },
    ...(signal && { signal }),
  });
  return row === undefined || Number(row.lines) === 0 ? [] : row.cuts;
}

/** The bands between such ends. */
export const bandsBetween = (cuts: readonly number[]): ShopInterests['bands'] =>
  cuts.length === 0
    ? []
    : [...cuts, null].map((to, n) => ({ band: n + 1, from: n === 0 ? null : cuts[n - 1]!, to }));
