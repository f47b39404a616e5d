import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { countRows, dropInPieces, type RetentionHandler } from '../compliance/index.ts';

const due = (shopId: number, before: Date) => sql`orders.orders o
  where o.shop_id = ${shopId} and o.created_at < ${before} and o.receiver_sealed is not null`;

/** From the order and from every statement it is folded of: the next fold would bring it back. */
async function dropReceivers(tx: Tx, shopId: number, what: { before: Date; limit: number }): Promise<number> {
  const { rows } = await sql<{ order_id: number }>`
    update orders.orders set receiver_sealed = null where shop_id = ${shopId} and order_id in (
      select o.order_id from ${due(shopId, what.before)} order by o.order_id limit ${what.limit})
    returning order_id`.execute(tx);
  const ids = rows.map((row) => row.order_id);
  await sql`
    update orders.statements set receiver_sealed = null
    where shop_id = ${shopId} and order_id = any(${ids}::bigint[]) and receiver_sealed is not null`.execute(
    tx,
  );
  return ids.length;
}

/** What retention does to whom orders went to. Province and city stay: they name nobody and are counted by. */
export const orderRetention: readonly RetentionHandler[] = [
  {
    subject: 'receivers',
    preview: (what) => countRows(what, sql`o.created_at`, due(what.shop.shopId, what.before)),
    drop: (what) =>
      dropInPieces(what, (tx, limit) => dropReceivers(tx, what.shop.shopId, { before: what.before, limit })),
  },
];
