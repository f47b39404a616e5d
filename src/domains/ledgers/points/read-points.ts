import { sql } from 'kysely';
import type { PointsAccount } from '../../../contract/points.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { type Account, type Lot, type Standing, standingAt } from './balance-rules.ts';

export interface PointsOf {
  readonly shopId: number;
  readonly personIds: readonly number[];
}

/** What these persons hold together at a moment; writes nothing. */
export async function readStanding(tx: Tx, of: PointsOf, at: Date): Promise<Standing> {
  const accounts = await readAccounts(tx, of);
  const ids = accounts.map((it) => it.accountId);
  const { rows } = await sql<Lot>`${prepared}
    select lot_id as "lotId", account_id as "accountId", pending, active, reserved, active_from as "activeFrom",
      expires_at as "expiresAt"
    from ledgers.points_lots where shop_id = ${of.shopId} and account_id = any(${ids}::bigint[]) and is_open`.execute(
    tx,
  );
  return standingAt(accounts, rows, at);
}

async function readAccounts(tx: Tx, { shopId, personIds }: PointsOf): Promise<Account[]> {
  const { rows } = await sql<Account>`${prepared}
    select account_id as "accountId", owed, debt from ledgers.points_accounts
    where shop_id = ${shopId} and person_id = any(${personIds}::integer[])`.execute(tx);
  return rows;
}

/** One move of the ledger with the act behind it. */
export interface EntryRow {
  readonly account_id: number;
  readonly seq: number;
  readonly act_id: number;
  readonly kind: string;
  readonly cause: string;
  readonly ref: string | null;
  readonly reason: string | null;
  readonly of_act: number | null;
  readonly made_by: string;
  readonly lot_id: number | null;
  readonly from_account: PointsAccount;
  readonly to_account: PointsAccount;
  readonly points: number;
  readonly at: Date;
}

export interface EntryPlace {
  readonly at: string;
  readonly account: number;
  readonly seq: number;
}

/** An entry as a move from one account to another. */
const moved = sql.raw(`
  case when e.pending_by < 0 then 'pending' when e.active_by < 0 then 'active' when e.reserved_by < 0 then 'reserved'
    when e.owed_by > 0 then 'owed' when e.debt_by > 0 then 'debt' else e.outside end as from_account,
  case when e.pending_by > 0 then 'pending' when e.active_by > 0 then 'active' when e.reserved_by > 0 then 'reserved'
    when e.owed_by < 0 then 'owed' when e.debt_by < 0 then 'debt' else e.outside end as to_account,
  greatest(abs(e.pending_by), abs(e.active_by), abs(e.reserved_by), abs(e.owed_by), abs(e.debt_by)) as points,`);

/** The entries of these persons, newest first; `after` goes on behind a place. */
export async function readEntries(
  tx: Tx,
  { shopId, personIds }: PointsOf,
  { after, limit }: { readonly after?: EntryPlace | undefined; readonly limit: number },
): Promise<EntryRow[]> {
  const behind =
    after === undefined
      ? sql``
      : sql`and (e.at, e.account_id, e.seq) < (${after.at}::timestamptz, ${after.account}::bigint, ${after.seq}::bigint)`;
  const { rows } = await sql<EntryRow>`
    select e.account_id, e.seq, e.act_id, c.kind, c.cause, c.ref, c.reason, c.of_act, c.made_by, e.lot_id,
      ${moved} e.at
    from ledgers.points_accounts a
    join ledgers.points_entries e on e.shop_id = a.shop_id and e.account_id = a.account_id
    join ledgers.points_acts c on c.shop_id = e.shop_id and c.act_id = e.act_id
    where a.shop_id = ${shopId} and e.shop_id = ${shopId} and c.shop_id = ${shopId}
      and a.person_id = any(${personIds}::integer[]) ${behind}
    order by e.at desc, e.account_id desc, e.seq desc limit ${limit}`.execute(tx);
  return rows;
}

/** The act that confirmed a reservation: what a refund is of; undefined where none did. */
export async function readConfirming(
  tx: Tx,
  shopId: number,
  reservationId: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select act_id as id from ledgers.points_acts
    where shop_id = ${shopId} and of_act = ${reservationId} and kind = 'confirm'`.execute(tx);
  return rows[0]?.id;
}

/** What these persons were granted by each cause from a moment on. */
export async function readGranted(
  tx: Tx,
  { shopId, personIds }: PointsOf,
  { causes, since }: { readonly causes: readonly string[]; readonly since: Date },
): Promise<Map<string, number>> {
  const { rows } = await sql<{ cause: string; points: number }>`${prepared}
    select c.cause, sum(e.pending_by + e.active_by)::bigint as points
    from ledgers.points_accounts a
    join ledgers.points_entries e on e.shop_id = a.shop_id and e.account_id = a.account_id
    join ledgers.points_acts c on c.shop_id = e.shop_id and c.act_id = e.act_id
    where a.shop_id = ${shopId} and e.shop_id = ${shopId} and c.shop_id = ${shopId}
      and a.person_id = any(${personIds}::integer[]) and e.at >= ${since} and e.outside = 'issued'
      and c.kind = 'earn' and c.cause = any(${causes}::text[])
    group by c.cause`.execute(tx);
  return new Map(rows.map(({ cause, points }) => [cause, points]));
}
