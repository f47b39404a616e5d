import { sql } from 'kysely';
import type { ClickHouse } from '../clickhouse/clickhouse.ts';
import { type Db, type Tx, withShop } from '../db/postgres.ts';
import type { MirrorKind } from './mirror-kind.ts';
import { batchSize } from './owe.ts';

/** First half of the advisory lock of a shop's mirror ('mirr' in ASCII); the second half is the shop. */
const lock = 0x6d697272;

interface Stores {
  readonly db: Db;
  readonly clickhouse: ClickHouse;
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

/**
 * Writes the oldest batches of a kind to ClickHouse and forgets them; false when there were none. One payer at a time
 * in a shop (advisory lock), so that a tombstone is never written before the row it ends. ClickHouse has the rows
 * before the batch is deleted: a crash in between writes them again, to no effect.
 */
export async function payOldest(
  stores: Stores,
  shopId: number,
  { kind, read }: { kind: string; read: MirrorKind },
): Promise<boolean> {
  return withShop(stores.db, shopId, async (tx) => {
    await sql`select pg_advisory_xact_lock(${lock}::integer, ${shopId}::integer)`.execute(tx);
    const batches = await oldestBatches(tx, shopId, kind);
    if (batches.length === 0) return false;
    const ids = [...new Set(batches.flatMap((batch) => batch.ids))];
    const parts = await read({ tx, shopId, ids, clickhouse: stores.clickhouse });
    for (const { table, lines } of parts) if (lines) await stores.clickhouse.insert(table, lines);
    const paid = batches.map((batch) => batch.batch_id);
    await sql`delete from platform.mirror_batches
      where shop_id = ${shopId} and batch_id = any(${paid}::bigint[])`.execute(tx);
    return true;
  });
}

interface Batch {
  readonly batch_id: number;
  readonly ids: number[];
}

/** Several small batches in one go, up to the size of a full one. */
async function oldestBatches(tx: Tx, shopId: number, kind: string): Promise<Batch[]> {
  const { rows } = await sql<Batch>`
    select batch_id, ids from platform.mirror_batches
    where shop_id = ${shopId} and kind = ${kind} order by batch_id limit 100`.execute(tx);
  let sum = 0;
  return rows.filter(({ ids }, n) => {
    sum += ids.length;
    return n === 0 || sum <= batchSize;
  });
}
