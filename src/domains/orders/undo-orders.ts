import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db/postgres.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { detachRefunds } from './detach-refunds.ts';
import { lockOrdersById } from './link-rows.ts';
import { lineSums, standLatest } from './order-line-rows.ts';
import { statementsOf, updateOrders } from './order-rows.ts';
import { columnsOf, foldOrder } from './order-rules.ts';
import { oweOrders } from './owe-orders.ts';
import { rewritePayments } from './payment-rows.ts';
import { lockRefundsOf } from './refund-rows.ts';
import { forgetSaidAgain, passOn } from './said-again.ts';
import type { Undoing } from './storing.ts';
import { inPages } from './undo-pages.ts';

/** Orders per transaction: some ten thousand lines. */
const page = 500;

/**
 * Takes back what an import said about orders: each order stands as if only the others had been heard, and is gone where
 * nobody else spoke of it. What others said in the very words of this import passes to the first of them. Refunds of
 * these orders come loose.
 */
export async function undoOrders(db: Db, undoing: Undoing): Promise<void> {
  await withShopAgain(db, undoing.shopId, (tx) => forgetAgain(tx, undoing));
  await inPages(undoing, () => withShopAgain(db, undoing.shopId, (tx) => undoPage(tx, undoing)));
}

/** Under the lock of every page: from here on no other undo passes anything to this import. */
async function forgetAgain(tx: Tx, undoing: Undoing): Promise<void> {
  await lockRefundsOf(tx, undoing.shopId);
  await forgetSaidAgain(tx, undoing);
}

async function undoPage(tx: Tx, undoing: Undoing): Promise<number> {
  const { shopId } = undoing;
  await lockRefundsOf(tx, shopId);
  const ids = await ordersOfImport(tx, undoing);
  if (ids.length === 0) return 0;
  await lockOrdersById(tx, shopId, ids);
  await detachRefunds(tx, shopId, { orders: ids });
  await passOn(tx, undoing, ids);
  await forgetLines(tx, undoing, ids);
  await forgetHeaders(tx, undoing, ids);
  await refold(tx, shopId, ids);
  await oweOrders(tx, shopId, { ids, ended: true });
  return ids.length;
}

async function ordersOfImport(tx: Tx, { shopId, importId }: Undoing): Promise<number[]> {
  const said = (table: string) => sql`
    (select order_id from ${sql.table(`orders.${table}`)} where shop_id = ${shopId} and import_id = ${importId}
      limit ${page})`;
  const { rows } = await sql<{ order_id: number }>`
    ${said('statements')} union ${said('order_lines')} union ${said('line_statements')}
    limit ${page}`.execute(tx);
  return rows.map((row) => row.order_id);
}

/** Lines said otherwise by others go back to the latest of their wordings, the rest are gone. */
async function forgetLines(tx: Tx, { shopId, importId }: Undoing, ids: readonly number[]): Promise<void> {
  await sql`delete from orders.line_statements
    where shop_id = ${shopId} and order_id = any(${ids}::bigint[]) and import_id = ${importId}`.execute(tx);
  const { rows } = await sql<{ order_id: number; line_key: string }>`
    update orders.order_lines l set import_id = case when l.import_id = ${importId} then s.import_id else l.import_id end
    from (select order_id, line_key, min(import_id) as import_id from orders.line_statements
      where shop_id = ${shopId} and order_id = any(${ids}::bigint[]) group by 1, 2) s
    where l.shop_id = ${shopId} and l.order_id = s.order_id and l.line_key = s.line_key
    returning l.order_id, l.line_key`.execute(tx);
  await standLatest(tx, shopId, rows);
  await sql`delete from orders.order_lines
    where shop_id = ${shopId} and order_id = any(${ids}::bigint[]) and import_id = ${importId}`.execute(tx);
}

async function forgetHeaders(tx: Tx, { shopId, importId }: Undoing, ids: readonly number[]): Promise<void> {
  await sql`delete from orders.statements
    where shop_id = ${shopId} and order_id = any(${ids}::bigint[]) and import_id = ${importId}`.execute(tx);
  await sql`
    update orders.orders o set import_id = (select min(s.import_id) from orders.statements s
      where s.shop_id = ${shopId} and s.order_id = o.order_id)
    where o.shop_id = ${shopId} and o.order_id = any(${ids}::bigint[]) and o.import_id = ${importId}`.execute(
    tx,
  );
}

async function refold(tx: Tx, shopId: number, ids: readonly number[]): Promise<void> {
  const statements = await statementsOf(tx, shopId, ids);
  const sums = await lineSums(tx, shopId, ids);
  const folded = [...statements].map(([orderId, said]) => ({ orderId, facts: foldOrder(said) }));
  const rows = folded.map(({ orderId, facts }) => ({
    order_id: orderId,
    ...columnsOf(facts, sums.get(orderId) ?? { amount: 0, quantity: 0 }),
  }));
  await updateOrders(tx, shopId, rows);
  await rewritePayments(
    tx,
    shopId,
    folded.map(({ orderId, facts }) => ({ orderId, payments: facts.payments ?? [] })),
  );
  await deleteOrders(
    tx,
    shopId,
    ids.filter((id) => !statements.has(id)),
  );
}

async function deleteOrders(tx: Tx, shopId: number, ids: readonly number[]): Promise<void> {
  for (const table of ['line_statements', 'order_lines', 'payments', 'orders']) {
    await sql`delete from ${sql.table(`orders.${table}`)}
      where shop_id = ${shopId} and order_id = any(${ids}::bigint[])`.execute(tx);
  }
}
