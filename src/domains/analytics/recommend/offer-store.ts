import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { OnOffer } from './offer-rules.ts';

/** What PostgreSQL knows at this moment of what could be shown. */

export interface Standing extends OnOffer {
  readonly product: number;
}

export interface Offer extends Standing {
  readonly title: string | null;
  readonly codes: readonly { readonly channel: string; readonly product_no: string }[];
}

const standing = sql`p.canonical_id as product, sum(p.stock)::bigint as stock, min(p.price_minor)::bigint as price,
  bool_and(coalesce(p.status = 'off-sale', false)) as "isOffSale"`;

/** Stock, price and status of products by their one number across channels. */
export async function readStandings(
  tx: Tx,
  shopId: number,
  products: readonly number[],
): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select ${standing} from products.products p
    where p.shop_id = ${shopId} and p.canonical_id = any(${products}::int[])
    group by p.canonical_id`.execute(tx);
  return rows;
}

/** The same with title and what the channels call them. */
export async function readOffers(tx: Tx, shopId: number, products: readonly number[]): Promise<Offer[]> {
  const { rows } = await sql<Offer>`
    select of.*, coalesce(called.codes, '[]'::jsonb) as codes
    from (
      select ${standing}, (array_agg(p.title order by p.product_id) filter (where p.title is not null))[1] as title
      from products.products p
      where p.shop_id = ${shopId} and p.canonical_id = any(${products}::int[])
      group by p.canonical_id
    ) of
    left join (
      select q.canonical_id as product,
        jsonb_agg(jsonb_build_object('channel', c.channel, 'product_no', c.product_no)
          order by c.channel, c.product_no) as codes
      from products.products q
      join products.channel_products c on c.shop_id = q.shop_id and c.product_id = q.product_id
      where q.shop_id = ${shopId} and c.shop_id = ${shopId} and q.canonical_id = any(${products}::int[])
      group by q.canonical_id
    ) called using (product)`.execute(tx);
  return rows;
}
