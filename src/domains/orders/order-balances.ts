import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';

/** What an order can still give back; `refunded` moves as refunds are planned. */
export interface Balance {
  readonly orderId: number;
  readonly paid: number;
  /** As stored. */
  readonly before: number;
  refunded: number;
}

interface Row {
  readonly order_id: number;
  readonly channel: string;
  readonly order_no: string;
  readonly paid: number;
  readonly refunded: number;
}

/** Balances of orders by channel and number, locked in one order until the transaction ends. */
export async function lockBalances(
  tx: Tx,
  shopId: number,
  wanted: readonly { channel: string; orderNo: string }[],
): Promise<(channel: string, orderNo: string) => Balance | undefined> {
  const numbers = wanted.map(({ orderNo }) => orderNo);
  const { rows } = await sql<Row>`
    select order_id, channel, order_no, paid_minor as paid, refunded_minor as refunded from orders.orders
    where shop_id = ${shopId} and order_no = any(${numbers}::text[]) order by order_id for update`.execute(
    tx,
  );
  const found = new Map(rows.map((row) => [`${row.channel}\u0000${row.order_no}`, balanceOf(row)]));
  return (channel, orderNo) => found.get(`${channel}\u0000${orderNo}`);
}

const balanceOf = ({ order_id, paid, refunded }: Row): Balance => ({
  ...{ orderId: order_id, paid, before: refunded, refunded },
});

/** Takes `amount` (negative = gives back) if the order has it left; false, and nothing taken, when it has not. */
export function take(balance: Balance, amount: number): boolean {
  if (amount > 0 && balance.refunded + amount > balance.paid) return false;
  balance.refunded += amount;
  return true;
}

/** Writes what was taken, under the promise that no more is given back than was paid. Returns the orders that changed. */
export async function writeBalances(tx: Tx, shopId: number, balances: Iterable<Balance>): Promise<number[]> {
  const moved = [...balances].filter(({ before, refunded }) => before !== refunded);
  if (moved.length === 0) return [];
  const rows = moved.map(({ orderId, before, refunded }) => ({ order_id: orderId, by: refunded - before }));
  const done = await sql<{ order_id: number }>`
    update orders.orders as o set refunded_minor = o.refunded_minor + r.by, row_version = greatest(o.row_version + 1, platform.next_version())
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(order_id bigint, by bigint)
    where o.shop_id = ${shopId} and o.order_id = r.order_id and o.refunded_minor + r.by between 0 and o.paid_minor
    returning o.order_id`.execute(tx);
  if (done.rows.length < rows.length)
    throw new Error('an order gave back more than was planned under its lock');
  return rows.map((row) => row.order_id);
}
