import type { AdjustmentRecord, SpendRecord } from '../../../contract/records.ts';
import { storeAdjustments, storeSpend } from '../../orders/index.ts';
import type { Part } from './batch-parts.ts';
import { addAmount, type Storing } from './storing.ts';

/** Bookings that are no orders: counted in the import's amount, in no measure. */
export async function storeAdjustmentPart(
  { tx, shopId, importId, marks, counts }: Storing,
  parts: readonly Part<AdjustmentRecord>[],
): Promise<void> {
  if (parts.length === 0) return;
  const adjustments = parts.map(({ record: { kind: _kind, ...rest }, key }) => ({ ...rest, lineKey: key }));
  const outcomes = await storeAdjustments(tx, { shopId, importId }, adjustments);
  for (const [n, { record, row }] of parts.entries()) {
    if (outcomes[n] === 'duplicate') continue;
    marks.accept(row);
    addAmount(counts, record.currency, record.amountMinor);
  }
}

/** What winning buyers cost; not part of the import's amount. */
export async function storeSpendPart(
  { tx, shopId, importId, marks }: Storing,
  parts: readonly Part<SpendRecord>[],
): Promise<void> {
  if (parts.length === 0) return;
  const outcomes = await storeSpend(
    tx,
    { shopId, importId },
    parts.map(({ record }) => record),
  );
  for (const [n, { row }] of parts.entries()) if (outcomes[n] !== 'unchanged') marks.accept(row);
}
