import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import type { Entry } from './group-orders.ts';

/** Payments of orders; one that is known stays as it was. Without a number of its own it is named by its content. */
export async function storePayments(
  tx: Tx,
  shopId: number,
  {
    orders,
    importId = null,
  }: { orders: readonly { orderId: number; entry: Entry }[]; importId: number | null | undefined },
): Promise<void> {
  const rows = orders.flatMap(({ orderId, entry }) =>
    entry.payments.map(({ paymentNo, method = null, paidAt, amountMinor }) => ({
      ...{ order_id: orderId, method, paid_at: paidAt, amount_minor: amountMinor },
      payment_no: paymentNo ?? `${paidAt} ${amountMinor} ${method ?? ''}`,
    })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into orders.payments (shop_id, order_id, payment_no, method, paid_at, amount_minor, import_id)
    select ${shopId}, order_id, payment_no, method, paid_at, amount_minor, ${importId}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(order_id bigint, payment_no text, method text, paid_at timestamptz, amount_minor bigint)
    on conflict do nothing`.execute(tx);
}
