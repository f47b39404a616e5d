import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** An ordinary trait of the customers of these persons, by person: the newest of all their persons. */
export async function traitOfPersons(
  tx: Tx,
  shopId: number,
  { name, personIds }: { readonly name: string; readonly personIds: readonly number[] },
): Promise<Map<number, unknown>> {
  const { rows } = await sql<{ person_id: number; value: unknown }>`
    select distinct on (p.person_id) p.person_id, t.value
    from customers.persons p
    join customers.persons m on m.shop_id = p.shop_id and m.customer_id = p.customer_id
    join customers.traits t on t.shop_id = m.shop_id and t.person_id = m.person_id and t.name = ${name}
    where p.shop_id = ${shopId} and p.person_id = any(${personIds}::integer[]) and t.value is not null
    order by p.person_id, t.at desc`.execute(tx);
  return new Map(rows.map((row) => [row.person_id, row.value]));
}
