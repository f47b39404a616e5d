import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { partsOf } from './batch-parts.ts';
import type { RowReject } from './files/rows.ts';
import { type ImportCounts, noCounts } from './import-counts.ts';
import type { ImportRun } from './import-run.ts';
import type { KeyedRow } from './keyed-rows.ts';
import { type KnownProducts, keepProducts, nameProducts } from './name-products.ts';
import { resolveBatch } from './resolve-batch.ts';
import { RowMarks } from './row-marks.ts';
import { storeEventPart } from './store-event-part.ts';
import { storeOrderPart } from './store-order-part.ts';
import type { Storing } from './storing.ts';

/** What storing a batch came to. `counts` are of this batch alone. */
export interface StoredBatch {
  readonly counts: ImportCounts;
  readonly rejects: readonly RowReject[];
}

/**
 * Stores one batch in one transaction, which `conclude` ends by moving the import's progress: either all of it is
 * there and the import stands behind it, or nothing is. Order of the steps is the order of locks all writers share:
 * persons, products, orders, refunds.
 */
export async function storeBatch(
  run: ImportRun,
  rows: readonly KeyedRow[],
  conclude: (tx: Tx, stored: StoredBatch) => Promise<void>,
): Promise<StoredBatch> {
  const marks = new RowMarks(rows);
  const counts = noCounts();
  const { learnt, stored } = await withShop(run.platform.db, run.shopId, async (tx) => {
    const storing: Storing = { ...run, tx, marks, counts };
    const learnt = await storeParts(storing, rows, run.products);
    const stored = { counts: Object.assign(counts, marks.count()), rejects: marks.rejects };
    await conclude(tx, stored);
    return { learnt, stored };
  });
  keepProducts(run.products, learnt);
  return stored;
}

async function storeParts(
  storing: Storing,
  rows: readonly KeyedRow[],
  known: KnownProducts,
): Promise<KnownProducts> {
  const parts = partsOf(rows);
  const persons = await resolveBatch(storing, parts);
  const learnt = await nameProducts(storing, parts, known);
  const products = new Map([...known, ...learnt]);
  await storeOrderPart(storing, parts.orders, { persons: persons.orders, products });
  await storeEventPart(storing, parts.events, { persons: persons.events, products });
  return learnt;
}
