import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** Points of a customer that can be used now and will be gone at one moment. */
export interface ExpiringPoints {
  readonly customerId: number;
  readonly points: number;
  /** The first instant at which they are gone. */
  readonly expiresAt: Date;
}

export interface ReadingExpiring {
  readonly shopId: number;
  readonly from: Date;
  /** Exclusive, like `from` it is about the moment of expiry. */
  readonly to: Date;
  /** Goes on behind this customer. */
  readonly after: number;
  readonly limit: number;
}

/** What expires within a time, by customer and moment; whole customers, at most so many of them, by number. */
export async function readExpiring(tx: Tx, it: ReadingExpiring): Promise<ExpiringPoints[]> {
  const { shopId, from, to, after, limit } = it;
  const { rows } = await sql<ExpiringPoints>`
    with due as (
      select p.customer_id, l.expires_at, sum(l.active)::bigint as points
      from ledgers.points_lots l
      join ledgers.points_accounts a on a.shop_id = l.shop_id and a.account_id = l.account_id
      join customers.persons p on p.shop_id = a.shop_id and p.person_id = a.person_id
      where l.shop_id = ${shopId} and a.shop_id = ${shopId} and p.shop_id = ${shopId} and l.is_open and l.active > 0
        and l.active_from <= ${from} and l.expires_at > ${from} and l.expires_at < ${to} and p.customer_id > ${after}
      group by p.customer_id, l.expires_at)
    select customer_id as "customerId", points, expires_at as "expiresAt" from due
    where customer_id in (select distinct customer_id from due order by customer_id limit ${limit})
    order by customer_id, expires_at`.execute(tx);
  return rows;
}
