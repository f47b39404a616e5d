import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';

/** What a rule about products goes by. */
export interface ProductPlace {
  /** The number of all products that are one thing. */
  readonly canonicalId: number;
  /** From the root down; empty where it is not known. */
  readonly category: readonly string[];
  /** List price of one, minor units of the shop's currency; null where it is not known, or is told in another. */
  readonly priceMinor: number | null;
}

/** Where these products stand, by the number that lines carry; mapped ones have the category of the whole. */
export async function placesOfProducts(
  tx: Tx,
  shopId: number,
  productIds: readonly number[],
): Promise<Map<number, ProductPlace>> {
  const { rows } = await sql<ProductPlace & { id: number }>`
    select p.product_id as id, p.canonical_id as "canonicalId", coalesce(nullif(p.category, '{}'), c.category, '{}') as category,
      case when coalesce(p.currency, c.currency, s.currency) = s.currency then coalesce(p.price_minor, c.price_minor) end as "priceMinor"
    from products.products p
    join platform.shops s on s.shop_id = p.shop_id
    left join products.products c on c.shop_id = p.shop_id and c.product_id = p.canonical_id
    where p.shop_id = ${shopId} and p.product_id = any(${productIds}::integer[])`.execute(tx);
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}
