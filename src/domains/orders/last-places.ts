import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { PersonPlace } from '../customers/index.ts';

/** Province and city of the last order of each person that has a province, paid or not. For the list of customers. */
export async function lastPlaces(
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
): Promise<PersonPlace[]> {
  const { rows } = await sql<PersonPlace>`${prepared}
    select it.person_id as "personId", o.province, o.city, o.created_at as at
    from unnest(${personIds}::int[]) as it(person_id)
    cross join lateral (
      select province, city, created_at from orders.orders
      where shop_id = ${shopId} and person_id = it.person_id and person_id > 0 and province <> ''
      order by created_at desc, order_id desc limit 1) o`.execute(tx);
  return rows;
}
