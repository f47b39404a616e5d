import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';

/** Persons whose order has this number, in any channel; guests have none. For the search for a customer. */
export async function personsOfOrder(tx: Tx, shopId: number, orderNo: string): Promise<number[]> {
  const { rows } = await sql<{ person_id: number }>`
    select distinct person_id from orders.orders
    where shop_id = ${shopId} and order_no = ${orderNo} and person_id <> 0`.execute(tx);
  return rows.map((row) => row.person_id);
}
