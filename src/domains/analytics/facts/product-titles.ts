import type { Asking } from '../metrics/question.ts';

/**
 * What products are called, by the number of their group as text: by the title of the one that gave the group its
 * number. What is no product has none.
 */
export async function productTitles(
  { clickhouse, shop, signal }: Asking,
  products: readonly string[],
): Promise<Map<string, string>> {
  if (products.length === 0) return new Map();
  const rows = await clickhouse.query<{ product: string; named: string }>({
    sql: `SELECT toString(canonical_id) AS product, argMin(title, product_id) AS named FROM products
WHERE shop_id = {shop:UInt32} AND has({products:Array(String)}, toString(canonical_id)) GROUP BY product`,
    ...{ shopId: shop.shopId, params: { products }, seconds: 5 },
    ...(signal && { signal }),
  });
  return new Map(rows.map(({ product, named }) => [product, named]));
}
