import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import type { Entry } from './group-orders.ts';
import { noteSaidAgain } from './said-again.ts';

/**
 * Payments of orders; one that is known stays as it was, and who says it in the same words is noted. Without a number
 * of its own it is named by its content.
 */
export async function storePayments(
  tx: Tx,
  shopId: number,
  {
    orders,
    importId,
  }: { orders: readonly { orderId: number; entry: Entry }[]; importId: number | undefined },
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
    select ${shopId}, order_id, payment_no, method, paid_at, amount_minor, ${importId ?? null}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(order_id bigint, payment_no text, method text, paid_at timestamptz, amount_minor bigint)
    on conflict do nothing`.execute(tx);
  const said = await paidByOthers(tx, shopId, { rows, importId });
  await noteSaidAgain(tx, shopId, { kind: 'payment', importId, said });
}

async function paidByOthers(
  tx: Tx,
  shopId: number,
  { rows, importId = 0 }: { rows: readonly object[]; importId: number | undefined },
): Promise<number[]> {
  const { rows: found } = await sql<{ said_no: number }>`
    select distinct p.said_no from orders.payments p
    join json_to_recordset(${JSON.stringify(rows)}::json)
      as r(order_id bigint, payment_no text, method text, paid_at timestamptz, amount_minor bigint)
      on p.shop_id = ${shopId} and p.order_id = r.order_id and p.payment_no = r.payment_no
        and p.paid_at = r.paid_at and p.amount_minor = r.amount_minor and p.method is not distinct from r.method
    where p.import_id <> ${importId}`.execute(tx);
  return found.map((row) => row.said_no);
}
