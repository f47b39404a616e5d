import { sql } from 'kysely';
import type { Keyring } from '../crypto/keyring.ts';
import { type Db, type Tx, withShop } from '../db/postgres.ts';
import { requestsHere } from './idempotency-holds.ts';

/** One write as its caller named it. */
export interface Claim {
  readonly shopId: number;
  readonly key: string;
  /** SHA-256 over caller, method, address and body: the same key with another request is a mistake, not a retry. */
  readonly requestHash: Buffer;
  /** This request, see requestsHere: whoever took the claim over in between is not written over. */
  readonly holder: string;
}

export interface StoredAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly cacheControl?: string | undefined;
  readonly body: string;
}

export type ClaimResult =
  | { readonly state: 'claimed' | 'running' | 'other-request' | 'answered-once' }
  | { readonly state: 'answered'; readonly answer: StoredAnswer };

interface Row {
  readonly same: boolean;
  readonly holder: string;
  readonly stale: boolean;
  readonly status: number | null;
  readonly response: { readonly sealed: string } | null;
}

/**
 * Answers for 24 hours. A claim without an answer is taken over when its process is gone: known at once on one machine;
 * of another machine when it was not refreshed for a minute (living processes refresh theirs every 15 s).
 */
export async function claim(db: Db, keyring: Keyring, it: Claim): Promise<ClaimResult> {
  const row = await withShop(db, it.shopId, async (tx) => {
    if (await insertClaim(tx, it)) return undefined;
    const found = await readClaim(tx, it);
    return isAbandoned(found) && (await takeOver(tx, it, found)) ? undefined : found;
  });
  return row === undefined ? { state: 'claimed' } : readRow(keyring, it, row);
}

const dayMs = 86_400_000;

/** What a conflict does may call no clock on Citus: the new row brings the time, its limit comes from here. */
async function insertClaim(tx: Tx, it: Claim): Promise<boolean> {
  const { rows } = await sql`
    insert into platform.idempotency_keys as held (shop_id, key, request_hash, holder)
    values (${it.shopId}, ${it.key}, ${it.requestHash}, ${it.holder})
    on conflict (shop_id, key) do update
      set request_hash = excluded.request_hash, holder = excluded.holder, status = null, response = null,
        created_at = excluded.created_at, refreshed_at = excluded.refreshed_at
      where held.created_at < ${new Date(Date.now() - dayMs)}
    returning 1`.execute(tx);
  return rows.length > 0;
}

/** Gone in between: the first one failed and gave the key back; the caller, told that it runs, may try again. */
async function readClaim(tx: Tx, it: Claim): Promise<Row> {
  const { rows } = await sql<Row>`
    select request_hash = ${it.requestHash} as same, holder, status, response,
      refreshed_at < now() - interval '1 minute' as stale
    from platform.idempotency_keys where shop_id = ${it.shopId} and key = ${it.key}`.execute(tx);
  return rows[0] ?? { same: true, holder: it.holder, stale: false, status: null, response: null };
}

function isAbandoned({ same, status, holder, stale }: Row): boolean {
  if (!same || status !== null) return false;
  const gone = requestsHere.isGone(holder);
  return gone === 'elsewhere' ? stale : gone;
}

/** Of many that find the same dead claim, the one whose update comes first has it. */
async function takeOver(tx: Tx, it: Claim, { holder }: Row): Promise<boolean> {
  const { rows } = await sql`
    update platform.idempotency_keys set holder = ${it.holder}, created_at = now(), refreshed_at = now()
    where shop_id = ${it.shopId} and key = ${it.key} and holder = ${holder} and status is null
    returning 1`.execute(tx);
  return rows.length > 0;
}

async function readRow(keyring: Keyring, it: Claim, row: Row): Promise<ClaimResult> {
  if (!row.same) return { state: 'other-request' };
  if (row.status === null) return { state: 'running' };
  if (row.response === null) return { state: 'answered-once' };
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

/** Keeps the answer for retries, sealed: it may show a customer. */
export async function keepAnswer(
  db: Db,
  keyring: Keyring,
  { claim: it, answer }: { claim: Claim; answer: StoredAnswer },
): Promise<void> {
  const { status, ...rest } = answer;
  const keys = await keyring.forShop(it.shopId);
  const sealed = keys.seal(placeOf(it), JSON.stringify(rest)).toString('base64');
  await keep(db, it, { status, response: JSON.stringify({ sealed }) });
}

/** Keeps only that the request was carried out: a secret that is shown once must not be shown by a retry. */
export const keepMarker = (db: Db, it: Claim, status: number): Promise<void> =>
  keep(db, it, { status, response: null });

/** Also forgets what is older than 24 hours. */
async function keep(
  db: Db,
  it: Claim,
  { status, response }: { status: number; response: string | null },
): Promise<void> {
  await withShop(db, it.shopId, async (tx) => {
    await sql`
      update platform.idempotency_keys set status = ${status}, response = ${response}::jsonb
      where shop_id = ${it.shopId} and key = ${it.key} and holder = ${it.holder}`.execute(tx);
    await sql`
      delete from platform.idempotency_keys
      where shop_id = ${it.shopId} and created_at < now() - interval '24 hours'`.execute(tx);
  });
}

/** Gives the key back after a failure of ours, so that the same request may be tried again at once. */
export async function release(db: Db, it: Claim): Promise<void> {
  await withShop(db, it.shopId, (tx) =>
    sql`delete from platform.idempotency_keys
        where shop_id = ${it.shopId} and key = ${it.key} and holder = ${it.holder} and status is null`.execute(
      tx,
    ),
  );
}

/** Tells processes of other machines that the requests of this one still run. */
export async function refreshClaims(db: Db): Promise<void> {
  for (const [shopId, holders] of requestsHere.byShop()) {
    await withShop(db, shopId, (tx) =>
      sql`update platform.idempotency_keys set refreshed_at = now()
          where shop_id = ${shopId} and holder = any(${holders}::text[]) and status is null`.execute(tx),
    );
  }
}
