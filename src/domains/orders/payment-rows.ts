import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import type { PaymentSaying } from './order-statement.ts';

/** An order with its payments as they follow from what was said. */
export interface PaidOrder {
  readonly orderId: number;
  readonly payments: readonly PaymentSaying[];
}

/** Brings the payments of orders in line with what was said. Answers the orders of which one is new or changed. */
export async function writePayments(
  tx: Tx,
  shopId: number,
  orders: readonly PaidOrder[],
): Promise<Set<number>> {
  const rows = orders.flatMap(({ orderId, payments }) =>
    payments.map(({ no, method = null, paidAt, amountMinor }) => ({
      ...{ order_id: orderId, payment_no: no, method, paid_at: paidAt, amount_minor: amountMinor },
    })),
  );
  if (rows.length === 0) return new Set();
  const { rows: written } = await sql<{ order_id: number }>`
    insert into orders.payments as p (shop_id, order_id, payment_no, method, paid_at, amount_minor)
    select ${shopId}, order_id, payment_no, method, paid_at, amount_minor
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(order_id bigint, payment_no text, method text, paid_at timestamptz, amount_minor bigint)
    on conflict (shop_id, order_id, payment_no) do update
      set method = excluded.method, paid_at = excluded.paid_at, amount_minor = excluded.amount_minor
      where (p.method, p.paid_at, p.amount_minor) is distinct from
        (excluded.method, excluded.paid_at, excluded.amount_minor)
    returning order_id`.execute(tx);
  return new Set(written.map((row) => row.order_id));
}

/** The same after something said was taken back: what nobody says any more is gone. */
export async function rewritePayments(tx: Tx, shopId: number, orders: readonly PaidOrder[]): Promise<void> {
  const ids = orders.map(({ orderId }) => orderId);
  await sql`delete from orders.payments
    where shop_id = ${shopId} and order_id = any(${ids}::bigint[])`.execute(tx);
  await writePayments(tx, shopId, orders);
}
