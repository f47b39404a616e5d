import type { Tx } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import { withWriteFence } from '../../../platform/write-fence.ts';
import { lockRefundsOf } from '../../orders/index.ts';
import type { EventWrite } from '../events/event-row.ts';
import { insertEvents } from '../events/insert-events.ts';
import { partsOf } from './batch-parts.ts';
import type { RowReject } from './files/rows.ts';
import { countLeftOut, type ImportCounts, noCounts } from './import-counts.ts';
import type { ImportRun } from './import-run.ts';
import type { KeyedRow } from './keyed-rows.ts';
import { finder, type KnownProducts, keepProducts, nameProducts } from './name-products.ts';
import { resolveBatch } from './resolve-batch.ts';
import { RowMarks } from './row-marks.ts';
import { storeEventPart, withoutUnfit } from './store-event-part.ts';
import { storeOrderPart } from './store-order-part.ts';
import { storeAdjustmentPart, storeSpendPart } from './store-other-parts.ts';
import { storeRefundPart } from './store-refund-part.ts';
import type { Storing } from './storing.ts';

/** What storing a batch came to. `counts` are of this batch alone. */
export interface StoredBatch {
  readonly counts: ImportCounts;
  readonly rejects: readonly RowReject[];
  /** Events that go to ClickHouse after the commit. Until they are there the import may not move past the batch. */
  readonly events: readonly EventWrite[];
}

/**
 * Stores one batch in one transaction, which `conclude` ends by moving the import's progress (or noting the counts,
 * where events are still to be written): either all of it is there, or nothing is. Then its events are written; a
 * crash in between leaves them to the resumed import, which stores the batch again to the same end. Locks are taken in
 * the order all writers share: persons, products, the shop's refunds (where the batch has any), orders.
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
    const marks = new RowMarks(rows);
    const counts = noCounts();
    for (const row of rows) if (row.leftOut) marks.rejects.push(...countLeftOut(counts, row));
    const storing: Storing = { ...run, tx, marks, counts };
    const { learnt, events } = await storeParts(storing, rows, run.products);
    const stored = { counts: Object.assign(counts, marks.count()), rejects: marks.rejects, events };
    await conclude(tx, stored);
    return { learnt, stored };
  });
  keepProducts(run.products, learnt);
  await insertEvents(run.platform.clickhouse, stored.events);
  return stored;
}

async function storeParts(
  storing: Storing,
  rows: readonly KeyedRow[],
  known: KnownProducts,
): Promise<{ learnt: KnownProducts; events: readonly EventWrite[] }> {
  const parts = await withoutUnfit(storing, partsOf(rows));
  const persons = await resolveBatch(storing, parts);
  const learnt = await nameProducts(storing, parts, known);
  const products = finder(learnt, known);
  if (parts.refunds.length > 0) await lockRefundsOf(storing.tx, storing.shopId);
  await storeOrderPart(storing, parts.orders, {
    ...{ persons: persons.orders, erased: persons.erasedOrders, products },
  });
  await storeRefundPart(storing, parts.refunds, { persons: persons.refunds, products });
  await storeAdjustmentPart(storing, parts.adjustments);
  await storeSpendPart(storing, parts.spend);
  const events = await storeEventPart(storing, parts.events, { persons: persons.events, products });
  return { learnt, events };
}
