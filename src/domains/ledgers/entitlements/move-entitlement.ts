import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** So many of a thing, to be used within a time. */
export interface NewEntitlement {
  /** Unique in the shop: the same thing is granted once, for ever. */
  readonly what: string;
  readonly count: number;
  readonly opensAt: Date;
  readonly endsAt: Date;
}

/** Grants them, one statement however many; answers the number of each by `what`. */
export async function openEntitlements(
  tx: Tx,
  shopId: number,
  entitlements: readonly NewEntitlement[],
): Promise<Map<string, number>> {
  const asked = entitlements.map(({ what, count, opensAt, endsAt }) => ({
    what,
    count,
    opens: opensAt,
    ends: endsAt,
  }));
  const { rows } = await sql<{ what: string; id: number }>`
    insert into ledgers.entitlements (shop_id, what, granted, opens_at, ends_at)
    select ${shopId}, what, count, opens, ends from json_to_recordset(${JSON.stringify(asked)}::json)
      as r(what text, count int, opens timestamptz, ends timestamptz)
    returning what, entitlement_id as id`.execute(tx);
  return new Map(rows.map(({ what, id }) => [what, id]));
}

/** One conditional statement: uses so many and answers how many are left; undefined where there are not so many now. */
export async function takeEntitlement(
  tx: Tx,
  shopId: number,
  it: { readonly entitlementId: number; readonly count: number; readonly at: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ left: number }>`
    update ledgers.entitlements set used = used + ${it.count}::integer
    where shop_id = ${shopId} and entitlement_id = ${it.entitlementId} and used + ${it.count}::integer <= granted
      and opens_at <= ${it.at} and ends_at > ${it.at} and closed_at is null
    returning granted - used as left`.execute(tx);
  return rows[0]?.left;
}

/** One conditional statement: so many that were used can be used again within their time; how many are left, undefined where fewer were used. */
export async function giveBackEntitlement(
  tx: Tx,
  shopId: number,
  it: { readonly entitlementId: number; readonly count: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ left: number }>`
    update ledgers.entitlements set used = used - ${it.count}::integer
    where shop_id = ${shopId} and entitlement_id = ${it.entitlementId} and used >= ${it.count}::integer
    returning granted - used as left`.execute(tx);
  return rows[0]?.left;
}

/** What is left of them cannot be used any more. */
export async function closeEntitlements(
  tx: Tx,
  shopId: number,
  it: { readonly entitlementIds: readonly number[]; readonly at: Date },
): Promise<void> {
  await sql`update ledgers.entitlements set closed_at = ${it.at}
    where shop_id = ${shopId} and entitlement_id = any(${it.entitlementIds}::bigint[]) and closed_at is null`.execute(
    tx,
  );
}
