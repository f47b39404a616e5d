import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** What waits for a human about who is who: quarantined values nobody looked at, open proposals between two customers. */
export async function countToDecide(
  tx: Tx,
  shopId: number,
): Promise<{ quarantined: number; proposals: number }> {
  const { rows } = await sql<{ quarantined: number; proposals: number }>`
    select (select count(*)::int from customers.identities
        where shop_id = ${shopId} and quarantined_at is not null and quarantine_kept_at is null) as quarantined,
      (select count(*)::int from customers.merge_proposals m
        join customers.persons a on a.shop_id = m.shop_id and a.person_id = m.person_a
        join customers.persons b on b.shop_id = m.shop_id and b.person_id = m.person_b
        where m.shop_id = ${shopId} and m.state = 'open' and a.customer_id <> b.customer_id) as proposals`.execute(
    tx,
  );
  return rows[0]!;
}
