import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';

/**
 * Takes the oldest note of changed orders: their ids, at most 500, or undefined when there is none. It is gone with the
 * transaction that acts on them, and there again when that fails. One taker at a time in a shop.
 */
export async function takeOrderChanges(tx: Tx, shopId: number): Promise<number[] | undefined> {
  const { rows } = await sql<{ ids: number[] }>`
    delete from orders.changes where shop_id = ${shopId} and change_id = (
      select change_id from orders.changes where shop_id = ${shopId} order by change_id limit 1)
    returning order_ids as ids`.execute(tx);
  return rows[0]?.ids;
}

/** Whether some change was noted and nobody has acted on it. */
export async function hasOrderChanges(tx: Tx, shopId: number): Promise<boolean> {
  const { rows } = await sql`select from orders.changes where shop_id = ${shopId} limit 1`.execute(tx);
  return rows.length > 0;
}

/** Notes every order of the shop as changed, for whoever begins to act on orders. */
export async function noteAllOrders(tx: Tx, shopId: number): Promise<void> {
  await sql`
    insert into orders.changes (shop_id, order_ids)
    select ${shopId}, array_agg(order_id order by order_id)
    from (select order_id, (row_number() over (order by order_id) - 1) / 500 as piece
      from orders.orders where shop_id = ${shopId}) o
    group by piece order by piece`.execute(tx);
}

export interface OrderFacts {
  readonly orderId: number;
  /** 0 = guest. */
  readonly personId: number;
  readonly state: string;
  readonly isPaid: boolean;
  readonly paidAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly completedAt: Date | null;
  readonly currency: string;
  readonly paidMinor: number;
  readonly shippingMinor: number;
  readonly refundedMinor: number;
  readonly lines: readonly OrderLineFacts[];
}

export interface OrderLineFacts {
  /** 0 = none known. */
  readonly productId: number;
  readonly amountMinor: number;
  /** Taken off by name, such as a coupon. */
  readonly discountMinor: number;
  readonly quantity: number;
}

/** These orders as they stand, those that are gone left out. */
export async function readOrderFacts(tx: Tx, shopId: number, ids: readonly number[]): Promise<OrderFacts[]> {
  const { rows } = await sql<OrderFacts>`
    select o.order_id as "orderId", o.person_id as "personId", o.state, o.is_paid as "isPaid", o.paid_at as "paidAt",
      o.delivered_at as "deliveredAt", o.completed_at as "completedAt", o.currency, o.paid_minor as "paidMinor",
      o.shipping_minor as "shippingMinor", o.refunded_minor as "refundedMinor",
      coalesce((select json_agg(json_build_object('productId', l.product_id, 'amountMinor', l.amount_minor,
        'discountMinor', l.discount_minor, 'quantity', l.quantity) order by l.line_key)
        from orders.order_lines l where l.shop_id = ${shopId} and l.order_id = o.order_id), '[]') as lines
    from orders.orders o where o.shop_id = ${shopId} and o.order_id = any(${ids}::bigint[])`.execute(tx);
  return rows;
}
