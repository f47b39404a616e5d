import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { withWriteFence } from '../../../platform/write-fence.ts';
import {
  type AccountSeq,
  lockHeld,
  readAccountsAfter,
  readChanged,
  readHeldLines,
  readMark,
} from './held-store.ts';

/** Whose points are told. */
interface Mirroring {
  readonly platform: Pick<Platform, 'db' | 'clickhouse' | 'fence'>;
  readonly shopId: number;
  readonly signal?: AbortSignal | undefined;
}

/** How far the analytical store knows the ledger of a shop. */
export interface Mirrored {
  /** Every act up to this one is told; undefined: nothing was looked at yet. */
  readonly act: number | undefined;
  /** Every act up to `act` can be read once all transactions before `next` are over. */
  readonly pending: { readonly act: number; readonly next: bigint };
  /**
   * Acts that become visible only once transactions before this are over may have been passed by: then both stores are held to each
   * other. Undefined: none was.
   */
  readonly missed?: bigint | undefined;
  /** Last entry that was told of, by account, of what acts behind `act` changed. */
  readonly told: ReadonlyMap<number, number>;
}

/** So many accounts are told again and again at the most while one transaction stays open. */
const MOST_AGAIN = 20_000;

/** Accounts in one insert. */
const PIECE = 5_000;

/**
 * Tells the analytical store what accounts hold that changed since; whichever differ there once transactions are over that ran at the
 * first look. An act owes nothing for it: what changed is found by the numbers of acts, which one takes under the lock of its
 * account, so inside a transaction that others can see. A smaller number may become visible behind a greater one: up to the greatest that
 * was seen all are there when the transactions are over that ran then. What is told twice is told alike. While a transaction stays open
 * for long, what changed behind `act` would grow without end: above `most` accounts it goes on from what is visible now, and all are
 * compared once that transaction is over.
 */
export async function mirrorHeld(
  it: Mirroring,
  before: Mirrored | undefined,
  most = MOST_AGAIN,
): Promise<Mirrored> {
  const mark = await withShop(it.platform.db, it.shopId, (tx) => readMark(tx, it.shopId));
  if (before === undefined) return { act: undefined, pending: mark, told: new Map() };
  const isOver = mark.oldest >= before.pending.next;
  if (before.act === undefined) {
    if (!isOver) return before;
    await mirrorWhole(it);
    return { act: before.pending.act, pending: mark, told: new Map() };
  }
  if (before.missed !== undefined && mark.oldest >= before.missed) {
    await mirrorWhole(it);
    return { ...before, missed: undefined };
  }
  if (mark.act === before.act) return { ...before, pending: mark, told: new Map() };
  const told = await tellChanged(it, before.act, before.told);
  const { missed } = before;
  if (isOver) return { act: before.pending.act, pending: mark, told, missed };
  if (told.size <= most) return { ...before, told };
  return { act: mark.act, pending: mark, told: new Map(), missed: mark.next };
}

/** What acts behind one changed and was not told yet. Answers what is told now. */
async function tellChanged(
  it: Mirroring,
  afterAct: number,
  told: Mirrored['told'],
): Promise<Mirrored['told']> {
  const changed = await withShop(it.platform.db, it.shopId, (tx) => readChanged(tx, it.shopId, afterAct));
  const fresh = changed.filter(({ accountId, seq }) => told.get(accountId) !== seq);
  await tell(
    it,
    fresh.map(({ accountId }) => accountId),
  );
  return new Map(changed.map(({ accountId, seq }) => [accountId, seq]));
}

/** As they are when it is their turn: an erasure that came before has taken their person. */
async function tell({ platform, shopId, signal }: Mirroring, accounts: readonly number[]): Promise<void> {
  for (let from = 0; from < accounts.length; from += PIECE) {
    signal?.throwIfAborted();
    const piece = accounts.slice(from, from + PIECE);
    await withWriteFence(platform, () =>
      withShop(platform.db, shopId, async (tx) => {
        await lockHeld(tx, shopId);
        const lines = await readHeldLines(tx, shopId, piece);
        if (lines !== null) await platform.clickhouse.insert('points_held', lines);
      }),
    );
  }
}

/** Holds both stores to each other, a stretch of accounts at a time, and tells what differs. */
async function mirrorWhole(it: Mirroring): Promise<void> {
  const { db } = it.platform;
  for (let after = 0; ; ) {
    it.signal?.throwIfAborted();
    const page = { after, limit: PIECE };
    const accounts = await withShop(db, it.shopId, (tx) => readAccountsAfter(tx, it.shopId, page));
    const isLast = accounts.length < PIECE;
    const upto = isLast ? Number.MAX_SAFE_INTEGER : accounts.at(-1)!.accountId;
    await mend(it, accounts, { after, upto });
    if (isLast) return;
    after = upto;
  }
}

/** Those that differ are told; of whom nobody is left any more the row goes. */
async function mend(
  it: Mirroring,
  accounts: readonly AccountSeq[],
  { after, upto }: { readonly after: number; readonly upto: number },
): Promise<void> {
  const { clickhouse } = it.platform;
  const rows = await clickhouse.query<{ account_id: string; version: string }>({
    sql: `SELECT account_id, version FROM points_held
WHERE shop_id = {shop:UInt32} AND account_id > {after:UInt64} AND account_id <= {upto:UInt64}`,
    ...{ shopId: it.shopId, params: { after, upto } },
  });
  const known = new Map(rows.map((row) => [Number(row.account_id), Number(row.version)]));
  const differing = accounts.filter(({ accountId, seq }) => known.get(accountId) !== seq);
  await tell(
    it,
    differing.map(({ accountId }) => accountId),
  );
  for (const { accountId } of accounts) known.delete(accountId);
  if (known.size > 0)
    await clickhouse.insert(
      'points_held',
      [...known].map(([account_id, version]) => ({
        ...{ shop_id: it.shopId, account_id, person_id: 0, lasting: 0, ends: [], ending: [] },
        ...{ version: version + 1, is_deleted: 1 },
      })),
    );
}

/** Takes away what the analytical store knows of these persons' points; they were taken from the ledger before. */
export const forgetHeld = (
  { clickhouse }: Pick<Platform, 'clickhouse'>,
  shopId: number,
  persons: readonly number[],
): Promise<void> =>
  clickhouse.command(
    'ALTER TABLE {{local points_held}} DELETE WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} SETTINGS mutations_sync = 2',
    { shop: shopId, persons },
  );
