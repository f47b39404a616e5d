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

const lineColumns =
  'shop_id order_id line_key person_id channel is_paid paid_at province currency product_id quantity amount_minor discount_minor cost_minor refunded_quantity version is_deleted'.split(
    ' ',
  );

/**
 * As TabSeparated: to_json looks up every column's type for every row, and lines are the most there is. What a line has
 * of its order is written once an order (its time as JSON, which no setting of the connection changes).
 * The ids twice: before a new shop's first ANALYZE the planner would otherwise join every line it has (7 s a batch).
 */
async function lineRows({ tx, shopId, ids }: MirrorBatch): Promise<MirrorRows> {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(concat_ws(E'\\t', l.shop_id, l.order_id, ${tabText('l.line_key')}, o.head, l.product_id,
      l.quantity, l.amount_minor, l.discount_minor, coalesce(l.cost_minor::text, '\\N'), l.refunded_quantity,
      o.row_version, 0) || E'\\n', '') as lines
    from (select order_id, row_version, concat_ws(E'\\t', person_id, ${tabText('channel')}, is_paid::integer,
        coalesce(to_json(paid_at) #>> '{}', '\\N'), ${tabText("coalesce(province, '')")}, currency) as head
      from orders.orders where shop_id = ${shopId} and order_id = any(${ids}::bigint[]) offset 0) o
    join orders.order_lines l using (order_id)
    where l.shop_id = ${shopId} and l.order_id = any(${ids}::bigint[])`.execute(tx);
  const { lines } = rows[0]!;
  return { table: 'order_lines', lines: lines === null ? null : { columns: lineColumns, lines } };
}

/** A text as TabSeparated writes it. PostgreSQL's have no zero byte. */
const tabText = (text: string) =>
  sql.raw(`case when ${text} ~ '[\\\\\t\n\r]' then replace(replace(replace(replace(${text}, '\\', '\\\\'),
    E'\\t', '\\t'), E'\\n', '\\n'), E'\\r', '\\r') else ${text} end`);
