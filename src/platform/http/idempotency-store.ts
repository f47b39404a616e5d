import { sql } from 'kysely';
import type { Keyring } from '../crypto/keyring.ts';
import { type Db, withShop } from '../db/postgres.ts';

/** One write as its caller named it. */
export interface Claim {
  readonly shopId: number;
  readonly key: string;
  /** SHA-256 over caller, method, address and body: the same key with another request is a mistake, not a retry. */
  readonly requestHash: Buffer;
}

export interface StoredAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export type ClaimResult =
  | { readonly state: 'claimed' }
  | { readonly state: 'running' }
  | { readonly state: 'other-request' }
  | { readonly state: 'answered'; readonly answer: StoredAnswer };

interface Row {
  same: boolean;
  status: number | null;
  response: { sealed: string } | null;
}

/**
 * Answers for 24 hours. A claim without an answer after five minutes belongs to a process that died: the next
 * request takes it over, for a client must not be shut out by our crash.
 */
export async function claim(db: Db, keyring: Keyring, it: Claim): Promise<ClaimResult> {
  const row = await withShop(db, it.shopId, async (tx) => {
    const taken = await sql`
      insert into platform.idempotency_keys as held (shop_id, key, request_hash)
      values (${it.shopId}, ${it.key}, ${it.requestHash})
      on conflict (shop_id, key) do update
        set request_hash = excluded.request_hash, status = null, response = null, created_at = now()
        where held.created_at < now() - interval '24 hours'
           or held.status is null and held.created_at < now() - interval '5 minutes'
      returning 1`.execute(tx);
    if (taken.rows.length > 0) return undefined;
    const found = await sql<Row>`
      select request_hash = ${it.requestHash} as same, status, response
      from platform.idempotency_keys where shop_id = ${it.shopId} and key = ${it.key}`.execute(tx);
    // Gone in between: the first one failed and gave the key back; the caller may try again.
    return found.rows[0] ?? { same: true, status: null, response: null };
  });
  return row === undefined ? { state: 'claimed' } : readRow(keyring, it, row);
}

async function readRow(keyring: Keyring, it: Claim, row: Row): Promise<ClaimResult> {
  if (!row.same) return { state: 'other-request' };
  if (row.status === null || row.response === null) return { state: 'running' };
  const keys = await keyring.forShop(it.shopId);
  const answer = JSON.parse(keys.open(placeOf(it), Buffer.from(row.response.sealed, 'base64')));
  return { state: 'answered', answer: { status: row.status, ...answer } };
}

const placeOf = ({ shopId, key }: Claim) => ({
  shopId,
  table: 'platform.idempotency_keys',
  column: 'response',
  rowId: key,
});

/** Keeps the answer for retries, sealed: it may show a customer. Also forgets what is older than 24 hours. */
export async function keepAnswer(
  db: Db,
  keyring: Keyring,
  { claim: it, answer }: { claim: Claim; answer: StoredAnswer },
): Promise<void> {
  const { status, contentType, body } = answer;
  const keys = await keyring.forShop(it.shopId);
  const sealed = keys.seal(placeOf(it), JSON.stringify({ contentType, body })).toString('base64');
  await withShop(db, it.shopId, async (tx) => {
    await sql`
      update platform.idempotency_keys set status = ${status}, response = ${JSON.stringify({ sealed })}::jsonb
      where shop_id = ${it.shopId} and key = ${it.key}`.execute(tx);
    await sql`
      delete from platform.idempotency_keys
      where shop_id = ${it.shopId} and created_at < now() - interval '24 hours'`.execute(tx);
  });
}

/** Gives the key back after a failure of ours, so that the same request may be tried again at once. */
export async function release(db: Db, it: Claim): Promise<void> {
  await withShop(db, it.shopId, (tx) =>
    sql`delete from platform.idempotency_keys
        where shop_id = ${it.shopId} and key = ${it.key} and status is null`.execute(tx),
  );
}
