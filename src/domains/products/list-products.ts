import { sql } from 'kysely';
import type { ProductView } from '../../contract/product.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../platform/errors.ts';

export interface ListingProducts {
  readonly shopId: number;
  /** Part of a title, or a product number of a channel. */
  readonly text?: string | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

const view = sql`
  select p.product_id, p.canonical_id, p.title, p.brand, p.category, p.currency, p.price_minor, p.cost_minor, p.stock,
    p.status,
    coalesce((select json_agg(json_build_object('channel', c.channel, 'product_no', c.product_no)
        order by c.channel, c.product_no)
      from products.products q join products.channel_products c using (shop_id, product_id)
      where q.shop_id = p.shop_id and q.canonical_id = p.canonical_id), '[]') as names
  from products.products p`;

/** A page of products by number; those mapped to be one thing show the facts and names of the whole. */
export async function listProducts(
  tx: Tx,
  { shopId, text, after = 0, limit }: ListingProducts,
): Promise<ProductView[]> {
  const like = text === undefined ? null : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<ProductView>`${view}
    where p.shop_id = ${shopId} and p.product_id > ${after} and (${like}::text is null or p.title ilike ${like}
      or exists (select from products.channel_products c
        where c.shop_id = p.shop_id and c.product_id = p.product_id and c.product_no = ${text ?? null}))
    order by p.product_id limit ${limit}`.execute(tx);
  return rows;
}

const noSuchProduct = problem('no-such-product', 404, { zh: '没有这个商品', en: 'There is no such product' });

/** One product. Problem: no-such-product. */
export async function showProduct(tx: Tx, shopId: number, productId: number): Promise<Result<ProductView>> {
  const { rows } = await sql<ProductView>`${view}
    where p.shop_id = ${shopId} and p.product_id = ${productId}`.execute(tx);
  return rows[0] === undefined ? fail(noSuchProduct) : ok(rows[0]);
}
