import { sql } from 'kysely';
import { type Db, type Tx, withShop } from '../../../platform/db/postgres.ts';
import { checksOfAccounts, checksOfActs, type Differs } from './audit-checks.ts';
import { noteAudited, openAudit, type PointsAudit, type PointsFinding } from './audit-store.ts';

/** Entries of accounts, and acts, of one piece: some tenths of a second, far below the 30 s of a statement. */
const ENTRIES = 50_000;
const ACTS = 20_000;
/** Accounts looked at for it: most shops' customers have a few entries each. */
const ACCOUNTS = 5_000;

export interface AuditingPoints {
  readonly shopId: number;
  readonly at: Date;
  /** Ends it behind the piece it is at; the next audit goes on from there. */
  readonly signal?: AbortSignal;
  readonly onPiece?: (audit: PointsAudit) => void;
}

/**
 * Adds the whole ledger of a shop up anew and compares, piece by piece, each in a transaction that writes down how far it
 * came: whoever breaks off goes on there. Tens of millions of entries take minutes. Answers how it stands.
 */
export async function auditPoints(db: Db, it: AuditingPoints): Promise<PointsAudit> {
  let audit = await withShop(db, it.shopId, (tx) => openAudit(tx, it.shopId, it.at));
  do {
    audit = await withShop(db, it.shopId, (tx) => auditPiece(tx, it, audit));
    it.onPiece?.(audit);
  } while (!audit.isDone && it.signal?.aborted !== true);
  return audit;
}

/** How much of it is done, 0 to 1: accounts are half of it. */
export function shareAudited(audit: PointsAudit): number {
  const share = (upto: number, most: number) => (most === 0 ? 1 : Math.min(1, upto / most));
  if (audit.isDone) return 1;
  return (share(audit.accountsUpto, audit.accountsMost) + share(audit.actsUpto, audit.actsMost)) / 2;
}

async function auditPiece(tx: Tx, { shopId, at }: AuditingPoints, before: PointsAudit): Promise<PointsAudit> {
  const piece =
    before.accountsUpto < before.accountsMost
      ? await pieceOfAccounts(tx, shopId, before)
      : await pieceOfActs(tx, shopId, before);
  const after = { ...piece, at };
  if (await noteAudited(tx, shopId, { before, after })) return after;
  // Another process did this piece: on with what it left, or nothing is left.
  return { ...before, ...(await readAgain(tx, shopId, before)) };
}

async function readAgain(tx: Tx, shopId: number, { auditId }: PointsAudit): Promise<Partial<PointsAudit>> {
  const { rows } = await sql<Partial<PointsAudit>>`
    select at, is_done as "isDone", accounts, lots, entries, findings, accounts_upto as "accountsUpto",
      acts_upto as "actsUpto" from ledgers.points_audits
    where shop_id = ${shopId} and audit_id = ${auditId}`.execute(tx);
  return rows[0]!;
}

async function pieceOfAccounts(tx: Tx, shopId: number, before: PointsAudit): Promise<PointsAudit> {
  const from = before.accountsUpto;
  const { rows } = await sql<{ upto: number | null; accounts: number; entries: number }>`
    select max(account_id) as upto, count(*) as accounts, coalesce(sum(n), 0)::bigint as entries
    from (
      select account_id, coalesce(last_seq, 0) as n,
        sum(coalesce(last_seq, 0)) over (order by account_id) - coalesce(last_seq, 0) as before
      from (select account_id, last_seq from ledgers.points_accounts
        where shop_id = ${shopId} and account_id > ${from} and account_id <= ${before.accountsMost}
        order by account_id limit ${ACCOUNTS}) a) p
    where before < ${ENTRIES}`.execute(tx);
  const { accounts, entries, upto } = rows[0]!;
  if (upto === null) return { ...before, accountsUpto: before.accountsMost };
  const { rows: lots } = await sql<{ n: number }>`
    select count(*) as n from ledgers.points_lots
    where shop_id = ${shopId} and account_id > ${from} and account_id <= ${upto}`.execute(tx);
  const findings = await runChecks(tx, checksOfAccounts, { shopId, from, upto });
  return {
    ...before,
    accountsUpto: upto,
    ...{ accounts: before.accounts + accounts, entries: before.entries + entries },
    ...{ lots: before.lots + lots[0]!.n, findings: addFindings(before.findings, findings) },
  };
}

async function pieceOfActs(tx: Tx, shopId: number, before: PointsAudit): Promise<PointsAudit> {
  const from = before.actsUpto;
  const { rows } = await sql<{ upto: number | null }>`
    select max(act_id) as upto from (
      select act_id from ledgers.points_acts
      where shop_id = ${shopId} and act_id > ${from} and act_id <= ${before.actsMost}
      order by act_id limit ${ACTS}) a`.execute(tx);
  const upto = rows[0]!.upto;
  if (upto === null) return { ...before, isDone: true };
  const findings = await runChecks(tx, checksOfActs, { shopId, from, upto });
  return {
    ...before,
    ...{ actsUpto: upto, isDone: upto >= before.actsMost },
    findings: addFindings(before.findings, findings),
  };
}

interface Range {
  readonly shopId: number;
  readonly from: number;
  readonly upto: number;
}

async function runChecks(
  tx: Tx,
  checks: Readonly<Partial<Record<Differs, string>>>,
  range: Range,
): Promise<PointsFinding[]> {
  const findings: PointsFinding[] = [];
  for (const [what, check] of Object.entries(checks)) {
    const found = await runCheck(tx, check, range);
    if (found.count > 0) findings.push({ what: what as Differs, ...found });
  }
  return findings;
}

async function runCheck(
  tx: Tx,
  check: string,
  { shopId, from, upto }: Range,
): Promise<{ count: number; ids: number[] }> {
  const values = { $shop: shopId, $from: from, $upto: upto };
  const found = sql.raw(
    check.replaceAll(/\$(?:shop|from|upto)/g, (name) => String(values[name as keyof typeof values])),
  );
  const { rows } = await sql<{ count: number; ids: number[] | null }>`
    with found as materialized (${found})
    select count(*) as count, (select array_agg(id) from (select id from found order by id limit 10) f) as ids
    from found`.execute(tx);
  return { count: rows[0]!.count, ids: rows[0]!.ids ?? [] };
}

/** Counts of the same kind together, and the first ten ids. */
function addFindings(before: readonly PointsFinding[], more: readonly PointsFinding[]): PointsFinding[] {
  const added = before.map((it) => {
    const again = more.find(({ what }) => what === it.what);
    if (again === undefined) return it;
    return { what: it.what, count: it.count + again.count, ids: [...it.ids, ...again.ids].slice(0, 10) };
  });
  return [...added, ...more.filter(({ what }) => !before.some((it) => it.what === what))];
}
