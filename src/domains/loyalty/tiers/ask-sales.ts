import { quote } from '../../../platform/clickhouse/literal.ts';
import { inShop } from '../../analytics/index.ts';
import { customerOf } from '../../customers/index.ts';
import { BUCKET, type Measuring } from './ask-figures.ts';

/** What the customers of one span of numbers bought within some days: lists of the same length, as texts. */
export interface SalesBucket {
  readonly bucket: number;
  readonly customers: string;
  /** Paid less refunds, minor units. */
  readonly sales: string;
  readonly shipping: string;
  readonly orders: string;
}

interface SalesAsk extends Pick<Measuring, 'platform' | 'shop'> {
  /** Shop days of payment, inclusive. */
  readonly from: string;
  readonly to: string;
}

const listed = (column: string): string => `arrayStringConcat(groupArray(toString(${column})), ',')`;

/** Of everybody who bought, by bucket as `askFigures` has them: paid orders in the shop's currency that were not cancelled. */
export async function askSales({ platform, shop, from, to }: SalesAsk): Promise<Map<number, SalesBucket>> {
  const day = `toDate(assumeNotNull(paid_at), ${quote(shop.timeZone)})`;
  const rows = await platform.clickhouse.query<SalesBucket>({
    sql: `SELECT toUInt32(intDiv(customer_id, ${BUCKET})) AS bucket, ${listed('customer_id')} AS customers,
  ${listed('sales')} AS sales, ${listed('shipping')} AS shipping, ${listed('orders')} AS orders
FROM (
  SELECT ${customerOf('person')} AS customer_id, sum(paid) AS sales, sum(sent) AS shipping, sum(n) AS orders FROM (
    SELECT person_id AS person, sum(paid_minor - refunded_minor) AS paid, sum(shipping_minor) AS sent, count() AS n FROM orders
    WHERE ${inShop} AND person_id != 0 AND is_paid = 1 AND state != 'cancelled' AND currency = {currency:String}
      AND ${day} BETWEEN {from:Date} AND {to:Date}
    GROUP BY person
  ) GROUP BY customer_id
) GROUP BY bucket`,
    ...{ shopId: shop.shopId, params: { currency: shop.currency, from, to } },
    seconds: 120,
  });
  return new Map(rows.map((row) => [row.bucket, row]));
}
