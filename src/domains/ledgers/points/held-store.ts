import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** How far the ledger of a shop is written, as one statement saw it. */
export interface LedgerMark {
  /** Number of the newest act; 0: none. */
  readonly act: number;
  /** Transactions from here on began behind this statement, and those before `oldest` are over. As texts: xid8. */
  readonly next: bigint;
  readonly oldest: bigint;
}

export async function readMark(tx: Tx, shopId: number): Promise<LedgerMark> {
  const { rows } = await sql<{ act: number; next: string; oldest: string }>`
    select coalesce((select max(act_id) from ledgers.points_acts where shop_id = ${shopId}), 0)::float8 as act,
      pg_snapshot_xmax(pg_current_snapshot())::text as next, pg_snapshot_xmin(pg_current_snapshot())::text as oldest`.execute(
    tx,
  );
  const { act, next, oldest } = rows[0]!;
  return { act, next: BigInt(next), oldest: BigInt(oldest) };
}

/** An account, and the number of its last entry. */
export interface AccountSeq {
  readonly accountId: number;
  readonly seq: number;
}

/** Accounts that acts behind one changed, as they are now. */
export async function readChanged(tx: Tx, shopId: number, afterAct: number): Promise<AccountSeq[]> {
  const { rows } = await sql<AccountSeq>`
    select account_id as "accountId", last_seq as seq from ledgers.points_accounts
    where shop_id = ${shopId} and person_id is not null and account_id = any(array(
      select distinct account_id from ledgers.points_entries where shop_id = ${shopId} and act_id > ${afterAct}))`.execute(
    tx,
  );
  return rows;
}

/** Accounts of somebody by number, from behind one. */
export async function readAccountsAfter(
  tx: Tx,
  shopId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<AccountSeq[]> {
  const { rows } = await sql<AccountSeq>`
    select account_id as "accountId", last_seq as seq from ledgers.points_accounts
    where shop_id = ${shopId} and person_id is not null and last_seq is not null and account_id > ${after}
    order by account_id limit ${limit}`.execute(tx);
  return rows;
}

/** Rows of `points_held`, as lines: what stored balances and open lots say, whatever of it is due by now. */
export async function readHeldLines(
  tx: Tx,
  shopId: number,
  accounts: readonly number[],
): Promise<string | null> {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(t)::text, E'\n') as lines from (
      select ${shopId}::integer as shop_id, a.account_id, a.person_id,
        a.active - a.owed - coalesce(e.points, 0) as lasting,
        coalesce(e.ends, '[]'::json) as ends, coalesce(e.ending, '[]'::json) as ending, a.last_seq as version
      from ledgers.points_accounts a
      left join (
        select account_id, sum(points)::bigint as points, json_agg(expires_at order by expires_at) as ends,
          json_agg(points order by expires_at) as ending
        from (
          select account_id, expires_at, sum(active)::bigint as points from ledgers.points_lots
          where shop_id = ${shopId} and account_id = any(${accounts}::bigint[]) and is_open and active > 0
            and expires_at is not null
          group by account_id, expires_at) by_end
        group by account_id) e on e.account_id = a.account_id
      where a.shop_id = ${shopId} and a.account_id = any(${accounts}::bigint[]) and a.person_id is not null
        and a.last_seq is not null) t`.execute(tx);
  return rows[0]!.lines;
}

/** One at a time writes what accounts hold to the other store, or takes it away; until the transaction ends. */
export const lockHeld = (tx: Tx, shopId: number) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`shuke points held ${shopId}`}, 0))`.execute(tx);
