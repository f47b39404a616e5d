import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** Points of a customer that can be used now and will be gone at one moment. */
export interface ExpiringPoints {
  readonly customerId: number;
  readonly points: number;
  /** The first instant at which they are gone. */
  readonly expiresAt: Date;
}

/** A lot in the order in which they expire. */
export interface ExpiringPlace {
  /** Instant as PostgreSQL writes it, to the microsecond. */
  readonly expiresAt: string;
  readonly accountId: number;
  readonly lotId: number;
}

export interface ReadingExpiring {
  readonly shopId: number;
  readonly from: Date;
  /** Exclusive, like `from` it is about the moment of expiry. */
  readonly to: Date;
  /** Goes on behind this lot; with the first unless told. */
  readonly after?: ExpiringPlace | undefined;
  /** Lots of a page. */
  readonly limit: number;
}

export interface ExpiringPage {
  readonly points: readonly ExpiringPoints[];
  /** Where the next page begins; undefined: this was the last. */
  readonly next: ExpiringPlace | undefined;
}

/**
 * A page of the lots that expire within a time, and of the customers who have them all that expires within it, by customer
 * and moment. A customer is on every page that one of their lots is on, each time with the same.
 */
export async function readExpiring(tx: Tx, it: ReadingExpiring): Promise<ExpiringPage> {
  const lots = await readLots(tx, it);
  const accounts = [...new Set(lots.map(({ accountId }) => accountId))];
  return {
    points: accounts.length === 0 ? [] : await readPoints(tx, it, accounts),
    next: lots.length < it.limit ? undefined : lots.at(-1),
  };
}

async function readLots(tx: Tx, it: ReadingExpiring): Promise<ExpiringPlace[]> {
  const { shopId, from, to, after, limit } = it;
  const behind =
    after === undefined
      ? sql``
      : sql`and (expires_at, account_id, lot_id) > (${after.expiresAt}::timestamptz, ${after.accountId}::bigint, ${after.lotId}::bigint)`;
  const { rows } = await sql<ExpiringPlace>`
    select expires_at::text as "expiresAt", account_id as "accountId", lot_id as "lotId" from ledgers.points_lots
    where shop_id = ${shopId} and is_open and expires_at > ${from} and expires_at < ${to} ${behind}
    order by ledgers.points_lots.expires_at, account_id, lot_id limit ${limit}`.execute(tx);
  return rows;
}

async function readPoints(
  tx: Tx,
  { shopId, from, to }: ReadingExpiring,
  accounts: readonly number[],
): Promise<ExpiringPoints[]> {
  const { rows } = await sql<ExpiringPoints>`
    select p.customer_id as "customerId", l.expires_at as "expiresAt", sum(l.active)::bigint as points
    from customers.persons p
    join ledgers.points_accounts a on a.shop_id = p.shop_id and a.person_id = p.person_id
    join ledgers.points_lots l on l.shop_id = a.shop_id and l.account_id = a.account_id
    where p.shop_id = ${shopId} and a.shop_id = ${shopId} and l.shop_id = ${shopId} and p.customer_id = any(array(
        select o.customer_id from ledgers.points_accounts h join customers.persons o on o.shop_id = h.shop_id and o.person_id = h.person_id
        where h.shop_id = ${shopId} and o.shop_id = ${shopId} and h.account_id = any(${accounts}::bigint[])))
      and l.is_open and l.active > 0 and l.active_from <= ${from} and l.expires_at > ${from} and l.expires_at < ${to}
    group by p.customer_id, l.expires_at order by p.customer_id, l.expires_at`.execute(tx);
  return rows;
}
