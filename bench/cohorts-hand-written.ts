import type { Asking } from '../src/domains/analytics/index.ts';

/**
 * The best queries known for the rows of the bench: they rely on 24 months, so that a person's months are the bits of one
 * number, on one currency, on nothing after the day and on merged parts (no FINAL). Of the ways tried (sets of months,
 * months as bits, bits counted before they are unfolded) the last was the fastest.
 */

const customer = `dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id)`;

const month = (at: string): string => `toRelativeMonthNum(${at}, 'Asia/Shanghai') - 24265`;

const triangle = (rows: string): string => `
SELECT first AS cohort, at - first AS k, sum(alike) AS customers FROM (
  SELECT alike, bitPositionsToArray(bits) AS months, arrayJoin(months) AS at, months[1] AS first FROM (
    SELECT bits, count() AS alike FROM (
      SELECT ${customer} AS customer, groupBitOr(seen) AS bits FROM (${rows}) GROUP BY customer
    ) GROUP BY bits
  )
) GROUP BY cohort, k ORDER BY cohort, k SETTINGS final = 0`;

const byOrder =
  triangle(`SELECT person_id, groupBitOr(bitShiftLeft(toUInt32(1), ${month('assumeNotNull(paid_at)')})) AS seen
  FROM orders WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND person_id != 0 GROUP BY person_id`);

const byView =
  triangle(`SELECT person_id, groupBitOr(bitShiftLeft(toUInt32(1), ${month('corrected_time')})) AS seen
  FROM events WHERE shop_id = {shop:UInt32} AND person_id != 0 AND name = 'Product Viewed' GROUP BY person_id`);

export type Triangle = { cohort: number; k: number; customers: number }[];

export async function handWritten({ clickhouse, shop }: Asking, what: 'order' | 'view'): Promise<Triangle> {
  const rows = await clickhouse.query<Record<'cohort' | 'k' | 'customers', string>>({
    sql: what === 'order' ? byOrder : byView,
    shopId: shop.shopId,
  });
  return rows.map((it) => ({
    ...{ cohort: Number(it.cohort), k: Number(it.k), customers: Number(it.customers) },
  }));
}
