import type { Tx } from '../../../platform/db/postgres.ts';
import { lockRefundsOf } from '../../orders/index.ts';
import type { EventWrite } from '../events/event-row.ts';
import { partsOf } from './batch-parts.ts';
import type { RowReject } from './files/rows.ts';
import { countLeftOut, type ImportCounts, noCounts } from './import-counts.ts';
import type { ImportRun } from './import-run.ts';
import type { KeyedRow } from './keyed-rows.ts';
import { finder, type KnownProducts, nameProducts } from './name-products.ts';
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

export type StoringRun = Omit<ImportRun, 'holder' | 'mirror'> & Pick<Storing, 'met'>;

/**
 * Stores rows in the caller's transaction, but for their events. Locks are taken in the order all writers share:
 * persons, products, the shop's refunds (where the batch has any), orders.
 */
export async function storeRows(
  tx: Tx,
  run: StoringRun,
  rows: readonly KeyedRow[],
): Promise<{ readonly learnt: KnownProducts; readonly stored: StoredBatch }> {
  const marks = new RowMarks(rows);
  const counts = noCounts();
  for (const row of rows) if (row.leftOut) marks.rejects.push(...countLeftOut(counts, row));
  const { learnt, events } = await storeParts({ ...run, tx, marks, counts }, rows, run.products);
  return { learnt, stored: { counts: Object.assign(counts, marks.count()), rejects: marks.rejects, events } };
}

async function storeParts(
  storing: Storing,
  rows: readonly KeyedRow[],
  known: KnownProducts,
): Promise<{ learnt: KnownProducts; events: readonly EventWrite[] }> {
  const parts = await withoutUnfit(storing, partsOf(rows));
  if (parts.orders.length === 0) storing.meanwhile?.();
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
