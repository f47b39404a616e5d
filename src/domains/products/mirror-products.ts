import { sql } from 'kysely';
import type { MirrorKind } from '../../platform/mirror/index.ts';

/** Products as ClickHouse counts by them; facts are those of the whole group. */
export const mirrorProducts: MirrorKind = async ({ tx, shopId, ids }) => {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(t)::text, E'\n') as lines from (
      select ${shopId}::integer as shop_id, id as product_id, coalesce(p.canonical_id, id) as canonical_id,
        coalesce(p.title, '') as title, coalesce(p.brand, '') as brand,
        coalesce(p.category[1], '') as category_1, coalesce(p.category[2], '') as category_2,
        coalesce(p.category[3], '') as category_3, coalesce(p.category[4], '') as category_4,
        coalesce(p.currency, '') as currency, p.price_minor, p.cost_minor, p.stock,
        coalesce(p.status, '') as status, coalesce(p.row_version, nextval('platform.row_version')) as version,
        (p.product_id is null)::integer as is_deleted
      from unnest(${ids}::bigint[]) as id
      left join products.products p on p.shop_id = ${shopId} and p.product_id = id) t`.execute(tx);
  return [{ table: 'products', lines: rows[0]!.lines }];
};
