import { scopeOf } from '../facts/scope.ts';
import { inShop, orderSource, refundSource } from '../facts/source.ts';
import type { Asking } from './question.ts';

/** Documents of the window that every measure leaves out, because their currency is not the shop's. */
export interface OtherCurrency {
  readonly currency: string;
  /** Paid orders, refunds done and days of spend. */
  readonly documents: number;
}

const kinds = [
  { table: 'orders', where: 'is_paid = 1', day: orderSource.day },
  { table: 'refunds', where: "state = 'done'", day: refundSource.day },
  { table: 'acquisition_spend', where: '1', day: () => 'day' },
];

/** A shop has one currency; adding yuan to pounds would be wrong, and leaving them out unsaid as well. */
export async function countOtherCurrencies(
  asking: Asking,
  from: string,
  to: string,
): Promise<OtherCurrency[]> {
  const { clickhouse, shop, signal } = asking;
  const sql = otherCurrenciesSql(shop.timeZone);
  const params = { currency: shop.currency, from, to };
  const rows = await clickhouse.query<{ currency_code: string; documents: string }>({
    sql,
    shopId: shop.shopId,
    params,
    ...(signal && { signal }),
  });
  return rows.map((row) => ({ currency: row.currency_code, documents: Number(row.documents) }));
}

function otherCurrenciesSql(timeZone: string): string {
  const scope = scopeOf(timeZone, 'none', undefined);
  const parts = kinds.map(
    ({ table, where, day }) => `SELECT currency AS currency_code, count() AS found FROM ${table}
WHERE ${inShop} AND ${where} AND currency != {currency:String} AND ${day(scope)} BETWEEN ${scope.from} AND ${scope.to}
GROUP BY currency_code`,
  );
  return `SELECT toString(currency_code) AS currency_code, sum(found) AS documents FROM (
${parts.join('\nUNION ALL\n')}
) GROUP BY currency_code ORDER BY currency_code`;
}
