import { sql } from 'kysely';
import { newestRows, type TimelineEntry, type TimelineSource } from '../customers/index.ts';
import type { PriorityFinder } from './exports/export-orders.ts';

interface OrderRow {
  readonly type: 'order' | 'refund';
  readonly id: number;
  readonly person_id: number;
  readonly no: string;
  readonly order_id: number | null;
  readonly channel: string;
  readonly state: string;
  readonly currency: string;
  readonly amount_minor: number;
  readonly titles: string[] | null;
}

const titles = { order: { zh: '下单', en: 'Order' }, refund: { zh: '退款', en: 'Refund' } };

/**
 * Orders, at the time they were placed, and refunds. Receivers stay where they are. `priority_shipping`: the order goes first,
 * by what the customer has now, as in the export of orders.
 */
export const orderTimeline = (findPriority: PriorityFinder): TimelineSource => ({
  types: ['order', 'refund'],
  async read(ask) {
    const { tx, shopId, personIds } = ask;
    const rows = await newestRows<OrderRow>(
      ask,
      sql`
      select created_at as at, 'order:' || order_id as key, 'order' as type, order_id as id, person_id, order_no as no, order_id,
        channel, state, currency, paid_minor as amount_minor, array(
          select l.title from orders.order_lines l
          where l.shop_id = o.shop_id and l.order_id = o.order_id and l.title is not null
          order by l.line_key limit 5) as titles
      from orders.orders o
      where shop_id = ${shopId} and person_id = any(${personIds}::int[]) and ${ask.types.has('order')}
      union all
      select refunded_at, 'refund:' || refund_id, 'refund', refund_id, person_id, refund_no, order_id, channel, state, currency,
        amount_minor, null
      from orders.refunds
      where shop_id = ${shopId} and person_id = any(${personIds}::int[]) and ${ask.types.has('refund')}`,
    );
    const orders = rows.filter(({ type }) => type === 'order');
    const first = await findPriority(tx, shopId, [...new Set(orders.map((row) => row.person_id))]);
    return rows.map((row) => entryOf(row, first.has(row.person_id)));
  },
});

function entryOf(row: OrderRow & { iso: string; key: string }, isFirst: boolean): TimelineEntry {
  const { type, key, id, no, channel, state, currency } = row;
  const data = { id, no, channel, state, currency, amount_minor: row.amount_minor };
  const more =
    type === 'order' ? { titles: row.titles, priority_shipping: isFirst } : { order_id: row.order_id };
  return { at: row.iso, type, key, title: titles[type], data: { ...data, ...more } };
}
