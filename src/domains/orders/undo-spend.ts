import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';
import { spendKind } from './orders-kind.ts';
import { foldSpend } from './store-spend.ts';
import type { Undoing } from './storing.ts';

/** Takes back an import's bookings and spend: what was heard last of the others stands, the rest is gone. */
export async function undoSpend(tx: Tx, { shopId, importId }: Undoing): Promise<void> {
  await passOnAdjustments(tx, { shopId, importId });
  await sql`delete from orders.adjustments where shop_id = ${shopId} and import_id = ${importId}`.execute(tx);
  const { rows } = await sql<{ spend_id: number }>`
    delete from orders.spend_statements where shop_id = ${shopId} and import_id = ${importId}
    returning spend_id`.execute(tx);
  const ids = rows.map((row) => row.spend_id);
  await sql`
    delete from orders.acquisition_spend s where s.shop_id = ${shopId} and s.spend_id = any(${ids}::bigint[])
      and not exists (select from orders.spend_statements t
        where t.shop_id = ${shopId} and t.spend_id = s.spend_id)`.execute(tx);
  await sql`
    update orders.acquisition_spend s set import_id = (select min(t.import_id) from orders.spend_statements t
      where t.shop_id = ${shopId} and t.spend_id = s.spend_id)
    where s.shop_id = ${shopId} and s.spend_id = any(${ids}::bigint[]) and s.import_id = ${importId}`.execute(
    tx,
  );
  await foldSpend(tx, shopId, ids);
  await owe(tx, shopId, spendKind, ids);
}

/** A booking goes to the first of the others who booked it too. */
async function passOnAdjustments(tx: Tx, { shopId, importId }: Undoing): Promise<void> {
  await sql`update orders.adjustments set also_by = array_remove(also_by, ${importId}::bigint)
    where shop_id = ${shopId} and ${importId}::bigint = any(also_by)`.execute(tx);
  await sql`update orders.adjustments set import_id = nullif(also_by[1], 0), also_by = also_by[2:]
    where shop_id = ${shopId} and import_id = ${importId} and also_by <> '{}'`.execute(tx);
}
