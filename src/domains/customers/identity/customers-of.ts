import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';

/** The customer each of these persons belongs to now, by person; 0 and numbers of nobody are left out. */
export async function customersOf(
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
): Promise<Map<number, number>> {
  const { rows } = await sql<{ person_id: number; customer_id: number }>`${prepared}
    select person_id, customer_id from customers.persons
    where shop_id = ${shopId} and person_id = any(${[...new Set(personIds)]}::int[])`.execute(tx);
  return new Map(rows.map((row) => [row.person_id, row.customer_id]));
}
