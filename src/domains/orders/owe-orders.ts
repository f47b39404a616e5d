import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';
import { endedOrdersKind, ordersKind } from './orders-kind.ts';

/** Orders in one row: as many as are acted on in one transaction, half a second of it. */
const piece = 500;

/**
 * Notes, in the transaction that changed them, that these orders are other than they were: for the mirror, and for
 * whoever acts on orders (`takeOrderChanges`). `ended`: some may be gone.
 */
export async function oweOrders(
  tx: Tx,
  shopId: number,
  { ids, ended = false }: { readonly ids: Iterable<number>; readonly ended?: boolean },
): Promise<void> {
  const all = [...new Set(ids)];
  await owe(tx, shopId, ended ? endedOrdersKind : ordersKind, all);
  await noteChanges(tx, shopId, all);
}

async function noteChanges(tx: Tx, shopId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    insert into orders.changes (shop_id, order_ids)
    select ${shopId}, array_agg(id order by nth) from unnest(${ids}::bigint[]) with ordinality as t(id, nth)
    group by (nth - 1) / ${piece}`.execute(tx);
}
