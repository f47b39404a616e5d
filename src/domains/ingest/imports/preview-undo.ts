import type { UndoPreview } from '../../../contract/imports.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { personsByImport } from '../../customers/index.ts';
import { ordersByImport } from '../../orders/index.ts';
import { eventsByImport } from '../events/undo-events.ts';
import type { ImportTools } from './import-run.ts';

/**
 * What would go if the import were taken back: upper bounds. What another import said in the very same words passes to
 * it and stays, which only the undo itself finds out, order by order.
 */
export async function previewUndo(
  { platform }: ImportTools,
  { shopId, importId }: { shopId: number; importId: number },
): Promise<UndoPreview> {
  const rows = await withShop(platform.db, shopId, async (tx) => ({
    ...(await ordersByImport(tx, { shopId, importId })),
    customers: await personsByImport(tx, { shopId, importId }),
  }));
  return { ...rows, events: await eventsByImport(platform.clickhouse, shopId, importId) };
}
