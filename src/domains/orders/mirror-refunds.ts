import { sql } from 'kysely';
import type { MirrorBatch, MirrorKind, MirrorRows } from '../../platform/mirror/index.ts';

/** Refunds with their lines. */
export const mirrorRefunds: MirrorKind = async (batch) => [await refundRows(batch), await lineRows(batch)];

/**
 * Where a refund belongs: the order it names or the only one its lines are linked to (0 = none, or several), and the
 * province of that order, else of the first it is linked to, else of the buyer's first order. No coalesce in a condition:
 * PostgreSQL holds it for leaky, and under row-level security would read every order of the shop instead of the index.
 */
const placed = (shopId: number, ids: readonly number[]) => sql`
  select f.*, coalesce(f.order_id, case when k.least = k.greatest then k.least end, 0) as linked_order,
    coalesce((select o.province from orders.orders o where o.shop_id = f.shop_id and o.order_id = f.order_id),
      (select o.province from orders.orders o where o.shop_id = f.shop_id and o.order_id = k.least),
      (select o.province from orders.orders o
        where o.shop_id = f.shop_id and o.person_id = f.person_id and o.person_id > 0
        order by o.created_at, o.order_id limit 1), '') as province
  from orders.refunds f
  left join lateral (select min(l.order_id) as least, max(l.order_id) as greatest from orders.refund_links l
    where l.shop_id = f.shop_id and l.refund_id = f.refund_id) k on true
  where f.shop_id = ${shopId} and f.refund_id = any(${ids}::bigint[])`;

async function refundRows({ tx, shopId, ids }: MirrorBatch): Promise<MirrorRows> {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(t)::text, E'\n') as lines from (
      select shop_id, refund_id, linked_order as order_id, person_id, channel, state, coalesce(type, '') as type,
        refunded_at, currency, amount_minor, province, coalesce(import_id, 0) as import_id, row_version as version,
        0 as is_deleted
      from (${placed(shopId, ids)}) f) t`.execute(tx);
  return { table: 'refunds', lines: rows[0]!.lines };
}

async function lineRows({ tx, shopId, ids }: MirrorBatch): Promise<MirrorRows> {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(t)::text, E'\n') as lines from (
      select f.shop_id, f.refund_id, l.line_key, f.person_id, f.channel, f.state, f.refunded_at, f.province, f.currency,
        l.product_id, l.quantity, l.amount_minor, f.row_version as version, 0 as is_deleted
      from (${placed(shopId, ids)}) f join orders.refund_lines l using (shop_id, refund_id)
      where l.shop_id = ${shopId} and l.refund_id = any(${ids}::bigint[])) t`.execute(tx);
  return { table: 'refund_lines', lines: rows[0]!.lines };
}
