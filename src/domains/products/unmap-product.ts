import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { foldProducts } from './fold-products.ts';

/**
 * Takes back that a product is the same as others: it stands alone again with what was said about itself. A name that
 * joined a product when it was first heard has no number of its own and stays.
 */
export async function unmapProduct(tx: Tx, shopId: number, productId: number): Promise<void> {
  const { rows } = await sql<{ product_id: number }>`
    update products.statements set said = said - 'sameAs'
    where shop_id = ${shopId} and said ? 'sameAs'
      and (product_id = ${productId} or (said ->> 'sameAs')::integer = ${productId})
    returning product_id`.execute(tx);
  if (rows.length > 0) await foldProducts(tx, shopId, [productId, ...rows.map((row) => row.product_id)]);
}
