import type { Tx } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import { withWriteFence } from '../../../platform/write-fence.ts';
import { insertEvents } from '../events/insert-events.ts';
import type { ImportRun } from './import-run.ts';
import type { KeyedRow } from './keyed-rows.ts';
import { keepProducts } from './name-products.ts';
import { type StoredBatch, storeRows } from './store-rows.ts';

/**
 * Stores one batch in one transaction, which `conclude` ends by moving the import's progress (or noting the counts,
 * where events are still to be written): either all of it is there, or nothing is. Then its events are written; a
 * crash in between leaves them to the resumed import, which stores the batch again to the same end.
 */
export function storeBatch(
  run: ImportRun,
  rows: readonly KeyedRow[],
  conclude: Conclude,
): Promise<StoredBatch> {
  return withWriteFence(run.platform, () => storeInside(run, rows, conclude));
}

type Conclude = (tx: Tx, stored: StoredBatch) => Promise<void>;

async function storeInside(
  run: ImportRun,
  rows: readonly KeyedRow[],
  conclude: Conclude,
): Promise<StoredBatch> {
  const { learnt, stored } = await withShopAgain(run.platform.db, run.shopId, async (tx) => {
    const done = await storeRows(tx, run, rows);
    await conclude(tx, done.stored);
    return done;
  });
  keepProducts(run.products, learnt);
  await insertEvents(run.platform.clickhouse, stored.events);
  return stored;
}
