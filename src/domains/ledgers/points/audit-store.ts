import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Differs } from './audit-checks.ts';

/** Something that does not add up: what, how often, and the first ids. */
export interface PointsFinding {
  readonly what: Differs;
  readonly count: number;
  readonly ids: readonly number[];
}

/** An audit, done or under way: accounts are added up first, then acts, each up to where it was when it began. */
export interface PointsAudit {
  readonly auditId: number;
  /** Of its end, or of its last piece. */
  readonly at: Date;
  readonly isDone: boolean;
  readonly accounts: number;
  readonly lots: number;
  readonly entries: number;
  readonly findings: readonly PointsFinding[];
  readonly accountsUpto: number;
  readonly accountsMost: number;
  readonly actsUpto: number;
  readonly actsMost: number;
}

const columns = sql.raw(`audit_id as "auditId", at, is_done as "isDone", accounts, lots, entries, findings,
  accounts_upto as "accountsUpto", accounts_most as "accountsMost", acts_upto as "actsUpto", acts_most as "actsMost"`);

/** The audit under way, or a new one. */
export async function openAudit(tx: Tx, shopId: number, at: Date): Promise<PointsAudit> {
  await sql`
    insert into ledgers.points_audits (shop_id, at, begun_at, is_done, accounts, lots, entries, findings, accounts_most, acts_most)
    select ${shopId}, ${at}, ${at}, false, 0, 0, 0, '[]',
      coalesce((select max(account_id) from ledgers.points_accounts where shop_id = ${shopId}), 0),
      coalesce((select max(act_id) from ledgers.points_acts where shop_id = ${shopId}), 0)
    on conflict (shop_id) where not is_done do nothing`.execute(tx);
  const { rows } = await sql<PointsAudit>`
    select ${columns} from ledgers.points_audits where shop_id = ${shopId} and not is_done`.execute(tx);
  return rows[0]!;
}

/** The newest audit that is done; undefined before the first. */
export async function readLastAudit(tx: Tx, shopId: number): Promise<PointsAudit | undefined> {
  const { rows } = await sql<PointsAudit>`
    select ${columns} from ledgers.points_audits
    where shop_id = ${shopId} and is_done order by audit_id desc limit 1`.execute(tx);
  return rows[0];
}

/** Writes down a piece; false where another process was at the same one. */
export async function noteAudited(
  tx: Tx,
  shopId: number,
  { before, after }: { readonly before: PointsAudit; readonly after: PointsAudit },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ledgers.points_audits set at = ${after.at}, is_done = ${after.isDone}, accounts = ${after.accounts},
      lots = ${after.lots}, entries = ${after.entries}, findings = ${JSON.stringify(after.findings)}::jsonb,
      accounts_upto = ${after.accountsUpto}, acts_upto = ${after.actsUpto}, failures = 0, retry_at = null
    where shop_id = ${shopId} and audit_id = ${before.auditId} and not is_done
      and accounts_upto = ${before.accountsUpto} and acts_upto = ${before.actsUpto}`.execute(tx);
  return numAffectedRows === 1n;
}

/** An audit that broke off waits two minutes, then four, at most a day. */
export async function noteBrokenOff(tx: Tx, shopId: number, at: Date): Promise<void> {
  await sql`
    update ledgers.points_audits set failures = failures + 1,
      retry_at = ${at}::timestamptz + interval '1 minute' * least(2 ^ least(failures + 1, 11), 1440)
    where shop_id = ${shopId} and not is_done`.execute(tx);
}

/** Whether one is under way and may go on, or a day has passed since the last. */
export async function isAuditDue(tx: Tx, shopId: number, at: Date): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select case when newest.audit_id is null then exists (
        select from ledgers.points_accounts where shop_id = ${shopId})
      when newest.is_done then newest.at <= ${at}::timestamptz - interval '1 day'
      else coalesce(newest.retry_at <= ${at}::timestamptz, true) end as due
    from (select 1) one left join lateral (
      select audit_id, is_done, at, retry_at from ledgers.points_audits
      where shop_id = ${shopId} order by audit_id desc limit 1) newest on true`.execute(tx);
  return rows[0]!.due;
}
