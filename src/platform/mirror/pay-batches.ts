import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { ClickHouse } from '../clickhouse/clickhouse.ts';
import { type Db, type Tx, withShop } from '../db/postgres.ts';
import { failureKind } from '../faults/fault.ts';
import type { MirrorReading } from './mirror-kind.ts';
import { batchSize } from './owe.ts';

/** First half of the advisory lock of a shop's mirror ('mirr' in ASCII); the second half is the shop. */
const lock = 0x6d697272;

interface Stores {
  readonly db: Db;
  readonly clickhouse: ClickHouse;
  readonly log: Logger;
}

/** Kinds the shop owes ClickHouse, the longest waiting first. */
export async function kindsOwed(db: Db, shopId: number): Promise<string[]> {
  const { rows } = await withShop(db, shopId, (tx) =>
    sql<{ kind: string }>`
      select kind from platform.mirror_batches where shop_id = ${shopId}
      group by kind order by min(batch_id)`.execute(tx),
  );
  return rows.map(({ kind }) => kind);
}

/** Shops that owe something, whoever left it. */
export async function shopsOwing(db: Db): Promise<number[]> {
  const { rows } = await sql<{ shop_id: number }>`
    select shop_id from platform.shops_owing() as shop_id order by 1`.execute(db);
  return rows.map((row) => row.shop_id);
}

interface Kind extends MirrorReading {
  readonly kind: string;
}

/**
 * Writes the oldest batches of a kind to ClickHouse and forgets them; false when none were left then. One payer at a time
 * in a shop (advisory lock), so that a tombstone is never written before the row it ends. ClickHouse has the rows
 * before the batch is deleted: a crash in between writes them again, to no effect. When the engine refuses them as data
 * each goes alone, and the one it refuses alone is set aside: it must not hold up all that comes after it.
 */
export async function payOldest(stores: Stores, shopId: number, it: Kind): Promise<boolean> {
  try {
    return await pay(stores, shopId, { ...it, most: MOST_BATCHES });
  } catch (error) {
    if (failureKind(error) !== 'data') throw error;
    return await pay(stores, shopId, { ...it, most: 1 }).catch((alone: unknown) =>
      setAside(stores, shopId, it, alone),
    );
  }
}

const MOST_BATCHES = 100;

async function pay(
  { db, clickhouse }: Stores,
  shopId: number,
  { kind, read, most }: Kind & { most: number },
) {
  return withShop(db, shopId, async (tx) => {
    await takeTurn(tx, shopId);
    const { batches, isAll } = await oldestBatches(tx, { shopId, kind, most });
    if (batches.length === 0) return false;
    const ids = [...new Set(batches.flatMap((batch) => batch.ids))];
    for await (const { table, lines } of await read({ tx, shopId, ids, clickhouse }))
      if (lines) await clickhouse.insert(table, lines);
    await forget(
      tx,
      shopId,
      batches.map((batch) => batch.batch_id),
    );
    return !isAll;
  });
}

const takeTurn = (tx: Tx, shopId: number) =>
  sql`select pg_advisory_xact_lock(${lock}::integer, ${shopId}::integer)`.execute(tx);

/** The oldest batch of the kind makes way for smaller ones, or, where it cannot, is marked as refused. */
async function setAside(
  { db, log }: Stores,
  shopId: number,
  { kind, halve }: Kind,
  error: unknown,
): Promise<true> {
  if (failureKind(error) !== 'data') throw error;
  await withShop(db, shopId, async (tx) => {
    await takeTurn(tx, shopId);
    const [batch] = (await oldestBatches(tx, { shopId, kind, most: 1 })).batches;
    if (batch === undefined) return;
    const { batch_id: id, ids } = batch;
    if (await halve?.({ tx, shopId, ids })) return forget(tx, shopId, [id]);
    await sql`update platform.mirror_batches set refused_at = now()
      where shop_id = ${shopId} and batch_id = ${id}`.execute(tx);
    log.error({ err: error, shopId, kind, batch: id }, 'ClickHouse refused a batch: it is set aside');
  });
  return true;
}

async function forget(tx: Tx, shopId: number, ids: readonly number[]): Promise<void> {
  await sql`delete from platform.mirror_batches
    where shop_id = ${shopId} and batch_id = any(${ids}::bigint[])`.execute(tx);
}

/** Batches that were set aside are owed again, as when the program that reads them was mended. */
export async function retryRefused(db: Db, shopId: number): Promise<void> {
  await withShop(db, shopId, (tx) =>
    sql`update platform.mirror_batches set refused_at = null
      where shop_id = ${shopId} and refused_at is not null`.execute(tx),
  );
}

interface Batch {
  readonly batch_id: number;
  readonly ids: number[];
}

interface Oldest {
  readonly shopId: number;
  readonly kind: string;
  readonly most: number;
}

interface Oldests {
  readonly batches: Batch[];
  /** Nothing of the kind was owed beside them: whoever looks again finds what came later, at the price of a transaction. */
  readonly isAll: boolean;
}

/** Several small batches in one go, up to the size of a full one. */
async function oldestBatches(tx: Tx, { shopId, kind, most }: Oldest): Promise<Oldests> {
  const { rows } = await sql<Batch>`
    select batch_id, ids from platform.mirror_batches
    where shop_id = ${shopId} and kind = ${kind} and refused_at is null
    order by batch_id limit ${most}`.execute(tx);
  let sum = 0;
  const batches = rows.filter(({ ids }, n) => {
    sum += ids.length;
    return n === 0 || sum <= batchSize;
  });
  return { batches, isAll: rows.length < most && batches.length === rows.length };
}
