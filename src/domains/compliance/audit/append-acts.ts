import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Act } from './act.ts';
import { type ChainedEntry, entryHash } from './chain-rules.ts';

interface Head {
  readonly entries: number;
  readonly hash: Buffer;
  readonly at: string;
  readonly ids: number[];
}

/** How instants stand in a chain: UTC, microseconds, whatever the session's zone. */
export const CHAIN_INSTANT = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`);

/**
 * Appends the acts of one transaction to the shop's chain, as its last act: the head row is locked until the commit, so
 * that the chain has one order, and nothing else is waited for behind it, so that nobody waits in a circle.
 */
export async function appendActs(tx: Tx, shopId: number, acts: readonly Act[]): Promise<void> {
  const head = await lockHead(tx, shopId, acts.length);
  let hash = head.hash;
  const rows = acts.map((act, nth) => {
    const entry = entryOf(head, act, nth);
    hash = entryHash(hash, entry);
    return { ...entry, hash: hash.toString('hex') };
  });
  await insertEntries(tx, shopId, rows);
  await sql`update compliance.audit_heads set entries = ${head.entries + acts.length}, hash = ${hash}
    where shop_id = ${shopId}`.execute(tx);
}

/** Details as jsonb will give them back: no undefined, no dates. */
const entryOf = (head: Head, act: Act, nth: number): ChainedEntry => ({
  ...{ shopId: act.shopId, seq: head.entries + nth + 1, entryId: head.ids[nth]!, at: head.at },
  ...{ actor: act.actor, act: act.act, subject: act.subject, reason: act.reason ?? null },
  details: JSON.parse(JSON.stringify(act.details ?? {})),
});

/** A shop's first entry begins its chain, behind a hash of nothing. */
async function lockHead(tx: Tx, shopId: number, count: number): Promise<Head> {
  await sql`
    insert into compliance.audit_heads (shop_id, hash, before_hash)
    select ${shopId}::integer, h, h from compliance.hash_before_chain(${shopId}) h
    where not exists (select from compliance.audit_heads where shop_id = ${shopId})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<Head>`
    with held as materialized (select entries, hash from compliance.audit_heads where shop_id = ${shopId} for update)
    select entries, hash, to_char(clock_timestamp() at time zone 'UTC', ${CHAIN_INSTANT}) as at,
      array(select nextval('compliance.audit_log_entry_id_seq') from generate_series(1, ${count}::integer)) as ids
    from held`.execute(tx);
  return rows[0]!;
}

async function insertEntries(tx: Tx, shopId: number, rows: readonly object[]): Promise<void> {
  await sql`
    insert into compliance.audit_log (shop_id, entry_id, at, actor, act, subject, reason, details, seq, hash)
    overriding system value
    select ${shopId}, "entryId", at, actor, act, subject, reason, details, seq, decode(hash, 'hex')
    from json_to_recordset(${JSON.stringify(rows)}::json) as r("entryId" bigint, at timestamptz, actor text,
      act text, subject text, reason text, details jsonb, seq bigint, hash text)
    order by seq`.execute(tx);
}
