import { type RawBuilder, sql } from 'kysely';
import type { OrderRow } from '../../contract/order.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { type ListedRow, presentRow } from './present.ts';

export interface ListingOrders {
  readonly shopId: number;
  /** Persons of one customer; absent = everybody, guests included. */
  readonly persons?: readonly number[] | undefined;
  readonly orderNo?: string | undefined;
  readonly channel?: string | undefined;
  readonly state?: string | undefined;
  readonly after?: { readonly createdAt: string; readonly orderId: number } | undefined;
  readonly limit: number;
}

export interface ListedOrders {
  readonly orders: OrderRow[];
  readonly next: { readonly createdAt: string; readonly orderId: number } | undefined;
}

/** A page of orders, the newest first. */
export async function listOrders(tx: Tx, listing: ListingOrders): Promise<ListedOrders> {
  const { rows } = await sql<ListedRow & { readonly placed: string }>`
    select order_id, channel, order_no, person_id, state, is_paid, created_at, paid_at, currency, paid_minor,
      refunded_minor, quantity, province, city,
      to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as placed
    from orders.orders where ${sql.join(conditions(listing), sql` and `)}
    order by created_at desc, order_id desc limit ${listing.limit}`.execute(tx);
  const last = rows.length === listing.limit ? rows.at(-1) : undefined;
  const next = last && { createdAt: last.placed, orderId: last.order_id };
  return { orders: rows.map(presentRow), next };
}

function conditions({
  shopId,
  persons,
  orderNo,
  channel,
  state,
  after,
}: ListingOrders): RawBuilder<unknown>[] {
  return [
    sql`shop_id = ${shopId}`,
    ...(persons === undefined ? [] : [sql`person_id > 0 and person_id = any(${persons}::integer[])`]),
    ...(orderNo === undefined ? [] : [sql`order_no = ${orderNo}`]),
    ...(channel === undefined ? [] : [sql`channel = ${channel}`]),
    ...(state === undefined ? [] : [sql`state = ${state}`]),
    ...(after === undefined
      ? []
      : [sql`(created_at, order_id) < (${after.createdAt}::timestamptz, ${after.orderId}::bigint)`]),
  ];
}
