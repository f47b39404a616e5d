import { type Scope, scopeOf } from '../facts/scope.ts';
import { inShop, orderSource, paidAt, refundSource } from '../facts/source.ts';
import type { Asking } from './question.ts';

/** Documents of the window that every measure leaves out, because their currency is not the shop's. */
export interface OtherCurrency {
  readonly currency: string;
  /** Paid orders, refunds done and days of spend. */
  readonly documents: number;
}

/** Shop days of the first and the last paid order ever in the shop's currency; nulls without one. */
export interface OrderSpan {
  readonly orders_from: string | null;
  readonly orders_to: string | null;
}

export interface Currencies {
  readonly span: OrderSpan;
  readonly others: OtherCurrency[];
}

/** A shop has one currency; adding yuan to pounds would be wrong, and leaving them out unsaid as well. */
export const countOtherCurrencies = async (
  asking: Asking,
  from: string,
  to: string,
): Promise<OtherCurrency[]> => (await askCurrencies(asking, from, to)).others;

interface Row {
  readonly currency_code: string;
  readonly documents: string;
  readonly is_own: number;
  readonly orders: string;
  readonly first_day: string;
  readonly last_day: string;
}

/** What stands in other currencies, and when the shop's own orders began and ended. One question. */
export async function askCurrencies(asking: Asking, from: string, to: string): Promise<Currencies> {
  const { clickhouse, shop, signal } = asking;
  const rows = await clickhouse.query<Row>({
    sql: currenciesSql(shop.timeZone),
    shopId: shop.shopId,
    params: { currency: shop.currency, from, to },
    ...(signal && { signal }),
  });
  const own = rows.find((row) => row.is_own === 1 && Number(row.orders) > 0);
  return {
    span: { orders_from: own?.first_day ?? null, orders_to: own?.last_day ?? null },
    others: rows
      .map((row) => ({ currency: row.currency_code, documents: Number(row.documents) }))
      .filter(({ documents }) => documents > 0),
  };
}

/** Orders are read once, for both answers. */
const ordersSql = (scope: Scope): string => `SELECT currency AS currency_code,
  countIf(currency != {currency:String} AND ${withinDays(orderSource.day(scope), scope)}) AS found,
  count() AS counted, min(${paidAt}) AS first, max(${paidAt}) AS last
FROM orders WHERE ${inShop} AND is_paid = 1
GROUP BY currency_code`;

const epoch = "toDateTime64(0, 3, 'UTC')";

const restSql = (table: string, where: string): string => `SELECT currency AS currency_code,
  count() AS found, toUInt64(0) AS counted, ${epoch} AS first, ${epoch} AS last
FROM ${table} WHERE ${inShop} AND currency != {currency:String} AND ${where}
GROUP BY currency_code`;

const withinDays = (day: string, { from, to }: Scope): string => `${day} BETWEEN ${from} AND ${to}`;

function currenciesSql(timeZone: string): string {
  const scope = scopeOf(timeZone, 'none', undefined);
  const refunded = `state = 'done' AND ${withinDays(refundSource.day(scope), scope)}`;
  return `SELECT toString(currency_code) AS currency_code, currency_code = {currency:String} AS is_own,
  sum(found) AS documents, sum(counted) AS orders,
  toString(toDate(minIf(first, counted > 0), ${scope.zone})) AS first_day, toString(toDate(max(last), ${scope.zone})) AS last_day
FROM (
${ordersSql(scope)}
UNION ALL
${restSql('refunds', refunded)}
UNION ALL
${restSql('acquisition_spend', withinDays('day', scope))}
) GROUP BY currency_code ORDER BY currency_code`;
}
