import { sql } from 'kysely';
import type { KeyShown, NewKey } from '../../contract/keys.ts';
import type { Db, Tx } from '../db/postgres.ts';
import type { FreshKey, KeyKind } from './key-rules.ts';

/** A key as the front door needs it. */
export interface FoundKey {
  readonly shopId: number;
  readonly keyId: string;
  readonly kind: KeyKind;
  readonly source: string | null;
  readonly scopes: readonly string[];
  readonly revokedAt: Date | null;
}

/** By hash, across shops: the one question that is asked before the shop is known (SECURITY DEFINER). */
export async function findKey(db: Db, hash: Buffer): Promise<FoundKey | undefined> {
  const found = await sql<FoundKey>`
    select shop_id as "shopId", key_id as "keyId", kind, source, scopes, revoked_at as "revokedAt"
    from platform.find_key(${hash})`.execute(db);
  return found.rows[0];
}

const iso = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const shown = sql`key_id, kind, name, source, scopes, prefix, created_by, ${iso('created_at')} as created_at,
  ${iso('last_used_at')} as last_used_at, ${iso('revoked_at')} as revoked_at`;

export async function listKeys(tx: Tx): Promise<KeyShown[]> {
  const found =
    await sql<KeyShown>`select ${shown} from platform.keys order by platform.keys.created_at, key_id`.execute(
      tx,
    );
  return found.rows;
}

export interface KeyToStore {
  readonly shopId: number;
  readonly key: NewKey;
  readonly fresh: FreshKey;
  readonly actor: string;
}

export async function insertKey(tx: Tx, { shopId, key, fresh, actor }: KeyToStore): Promise<KeyShown> {
  const source = key.kind === 'write' ? key.source : null;
  const scopes = key.kind === 'api' ? key.scopes : [];
  const stored = await sql<KeyShown>`
    insert into platform.keys (shop_id, kind, name, source, scopes, prefix, hash, created_by)
    values (${shopId}, ${key.kind}, ${key.name}, ${source}, ${scopes}::text[], ${fresh.prefix}, ${fresh.hash}, ${actor})
    returning ${shown}`.execute(tx);
  return stored.rows[0]!;
}

/** Undefined when there is no such key; revoking twice keeps the first time. */
export async function markRevoked(tx: Tx, keyId: string): Promise<KeyShown | undefined> {
  const stored = await sql<KeyShown>`
    update platform.keys set revoked_at = coalesce(revoked_at, now()) where key_id = ${keyId}::uuid
    returning ${shown}`.execute(tx);
  return stored.rows[0];
}

/** At most one write a minute and key, whatever the number of requests and of processes. */
export async function markUsed(tx: Tx, keyId: string): Promise<void> {
  await sql`update platform.keys set last_used_at = now() where key_id = ${keyId}::uuid
    and (last_used_at is null or last_used_at < now() - interval '1 minute')`.execute(tx);
}

/** Of some keys of the shop, those that are not revoked. */
export async function goodKeys(tx: Tx, keyIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key_id: string }>`
    select key_id from platform.keys where key_id = any(${keyIds}::uuid[]) and revoked_at is null`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.key_id));
}
