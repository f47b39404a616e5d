import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db/postgres.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { linkRefunds } from './link-refunds.ts';
import type { Undoing } from './storing.ts';
import { undoOrders } from './undo-orders.ts';
import { undoRefunds } from './undo-refunds.ts';
import { undoSpend } from './undo-spend.ts';

/**
 * Takes back what an import said about orders, refunds, bookings and spend; what others said stands as if it had never
 * been. Own transactions of some hundred orders each: interrupted, it is simply run again. Pay the mirror off after it.
 */
export async function undoOrderImport(db: Db, undoing: Undoing): Promise<void> {
  await undoRefunds(db, undoing);
  await undoOrders(db, undoing);
  await withShopAgain(db, undoing.shopId, (tx) => undoSpend(tx, undoing));
  await linkRefunds(db, { shopId: undoing.shopId });
}

/** What stands by an import: orders told of by nobody else, orders of others it spoke of too, refund documents. */
export async function ordersByImport(
  tx: Tx,
  { shopId, importId }: Undoing,
): Promise<{ orders: number; orders_changed: number; refunds: number }> {
  const { rows } = await sql<{ orders: number; orders_changed: number; refunds: number }>`
    with said as (select distinct order_id from orders.statements where shop_id = ${shopId} and import_id = ${importId}),
      told as (select order_id, exists (select from orders.statements o where o.shop_id = ${shopId}
          and o.order_id = said.order_id and o.import_id is distinct from ${importId}) as others from said)
    select count(*) filter (where not others)::integer as orders,
      count(*) filter (where others)::integer as orders_changed,
      (select count(distinct refund_id)::integer from orders.refund_statements
        where shop_id = ${shopId} and import_id = ${importId}) as refunds
    from told`.execute(tx);
  return rows[0]!;
}

/** Of some persons, those an order or a refund points at. */
export async function personsInOrders(
  tx: Tx,
  shopId: number,
  persons: readonly number[],
): Promise<Set<number>> {
  const { rows } = await sql<{ person_id: number }>`
    select person_id from orders.orders
      where shop_id = ${shopId} and person_id > 0 and person_id = any(${persons}::integer[])
    union select person_id from orders.refunds
      where shop_id = ${shopId} and person_id > 0 and person_id = any(${persons}::integer[])`.execute(tx);
  return new Set(rows.map((row) => row.person_id));
}

/** Of some products, those a line of an order or a refund points at. Reads every line of the shop: for an undo. */
export async function productsInOrders(
  tx: Tx,
  shopId: number,
  products: readonly number[],
): Promise<Set<number>> {
  const { rows } = await sql<{ product_id: number }>`
    select product_id from orders.order_lines where shop_id = ${shopId} and product_id = any(${products}::integer[])
    union select product_id from orders.refund_lines
      where shop_id = ${shopId} and product_id = any(${products}::integer[])`.execute(tx);
  return new Set(rows.map((row) => row.product_id));
}
