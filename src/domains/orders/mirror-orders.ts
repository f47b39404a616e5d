import { sql } from 'kysely';
import type { MirrorBatch, MirrorKind, MirrorRows } from '../../platform/mirror/index.ts';

/** Orders with their lines; a line carries what its order says, and its order's version. */
export const mirrorOrders: MirrorKind = async (batch) => [await orderRows(batch), await lineRows(batch)];

async function orderRows({ tx, shopId, ids }: MirrorBatch): Promise<MirrorRows> {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(t)::text, E'\n') as lines from (
      select shop_id, order_id, person_id, channel, state, is_paid::integer as is_paid, created_at, paid_at, currency,
        goods_minor, shipping_minor, discount_minor, paid_minor, refunded_minor, quantity,
        coalesce(province, '') as province, coalesce(city, '') as city, coalesce(tie_kind, '') as tie_kind,
        coalesce(tie_no, '') as tie_no, coalesce(tie_role, '') as tie_role,
        coalesce(touch ->> 'source', '') as source, coalesce(touch ->> 'campaign', '') as campaign,
        coalesce(import_id, 0) as import_id, row_version as version, 0 as is_deleted
      from orders.orders where shop_id = ${shopId} and order_id = any(${ids}::bigint[])) t`.execute(tx);
  return { table: 'orders', lines: rows[0]!.lines };
}

/** The ids twice: before a new shop's first ANALYZE the planner would otherwise join every line it has (7 s a batch). */
async function lineRows({ tx, shopId, ids }: MirrorBatch): Promise<MirrorRows> {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(t)::text, E'\n') as lines from (
      select l.shop_id, l.order_id, l.line_key, o.person_id, o.channel, o.is_paid::integer as is_paid, o.paid_at,
        coalesce(o.province, '') as province, o.currency, l.product_id, l.quantity, l.amount_minor, l.discount_minor,
        l.cost_minor, l.refunded_quantity, o.row_version as version, 0 as is_deleted
      from orders.orders o join orders.order_lines l using (shop_id, order_id)
      where o.shop_id = ${shopId} and o.order_id = any(${ids}::bigint[])
        and l.shop_id = ${shopId} and l.order_id = any(${ids}::bigint[])) t`.execute(tx);
  return { table: 'order_lines', lines: rows[0]!.lines };
}
