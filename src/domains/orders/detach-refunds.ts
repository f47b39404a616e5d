import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';
import { lockOrdersById, rewriteLinks, touchRefunds } from './link-rows.ts';
import type { Link } from './match-refunds.ts';
import { refundsKind } from './orders-kind.ts';
import { oweOrders } from './owe-orders.ts';

/** Some refunds, or all refunds of some orders. */
export type Attached = { readonly refunds: readonly number[] } | { readonly orders: readonly number[] };

/**
 * Unties refunds from orders: links end, documents that name an order wait for it again, and the orders have given back
 * that much less. `linkRefunds` ties them anew by rule. Call it under `lockRefundsOf`.
 */
export async function detachRefunds(tx: Tx, shopId: number, attached: Attached): Promise<void> {
  const links = await linksOf(tx, shopId, attached);
  const named = await namedOf(tx, shopId, attached);
  const orders = [...new Set([...links.map(({ orderId }) => orderId), ...named.map((it) => it.order_id)])];
  if (orders.length === 0) return;
  await lockOrdersById(tx, shopId, orders);
  await rewriteLinks(tx, shopId, { ended: links, made: [] });
  await giveUp(tx, shopId, named);
  const refunds = [...links.map(({ refundId }) => refundId), ...named.map((it) => it.refund_id)];
  await touchRefunds(tx, shopId, refunds);
  await owe(tx, shopId, refundsKind, refunds);
  await oweOrders(tx, shopId, { ids: orders });
}

const where = (attached: Attached) =>
  'refunds' in attached
    ? sql`refund_id = any(${attached.refunds}::bigint[])`
    : sql`order_id = any(${attached.orders}::bigint[])`;

async function linksOf(tx: Tx, shopId: number, attached: Attached): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select refund_id as "refundId", refund_line_key as "refundLineKey", order_id as "orderId",
      order_line_key as "orderLineKey", quantity, amount_minor as amount
    from orders.refund_links where shop_id = ${shopId} and ${where(attached)}`.execute(tx);
  return rows;
}

interface Named {
  readonly refund_id: number;
  readonly order_id: number;
  readonly takes: number;
}

async function namedOf(tx: Tx, shopId: number, attached: Attached): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select refund_id, order_id, case when state = 'done' then amount_minor else 0 end as takes
    from orders.refunds where shop_id = ${shopId} and order_id is not null and ${where(attached)}`.execute(
    tx,
  );
  return rows;
}

async function giveUp(tx: Tx, shopId: number, named: readonly Named[]): Promise<void> {
  const json = JSON.stringify(named);
  await sql`
    update orders.orders o set refunded_minor = o.refunded_minor - r.takes, row_version = greatest(o.row_version + 1, platform.next_version())
    from (select order_id, sum(takes)::bigint as takes
      from json_to_recordset(${json}::json) as n(order_id bigint, takes bigint) group by order_id) r
    where o.shop_id = ${shopId} and o.order_id = r.order_id`.execute(tx);
  await sql`update orders.refunds set order_id = null
    where shop_id = ${shopId} and refund_id = any(${named.map((it) => it.refund_id)}::bigint[])`.execute(tx);
}
