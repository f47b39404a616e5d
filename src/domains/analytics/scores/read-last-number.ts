import type { Asking } from '../metrics/question.ts';

/** No customer of the shop has a higher number. */
export async function readLastNumber({ clickhouse, shop, signal }: Asking): Promise<number> {
  const sql = `SELECT max(last) AS last FROM (
  SELECT max(person_id) AS last FROM persons WHERE shop_id = {shop:UInt32}
  UNION ALL
  SELECT max(person_id) AS last FROM orders WHERE shop_id = {shop:UInt32})`;
  const [row] = await clickhouse.query<{ last: number }>({
    sql,
    shopId: shop.shopId,
    ...(signal && { signal }),
  });
  return row?.last ?? 0;
}
