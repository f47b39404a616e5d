import { rm } from 'node:fs/promises';
import type { ImportState } from '../../../contract/imports.ts';
import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import { caught, ProblemError, type Result } from '../../../platform/errors.ts';
import { withWriteFence } from '../../../platform/write-fence.ts';
import { recordAct } from '../../compliance/index.ts';
import { undoImport as undoCustomerImport } from '../../customers/index.ts';
import { personsInOrders, productsInOrders, undoOrderImport } from '../../orders/index.ts';
import { undoProductImport } from '../../products/index.ts';
import { personsWithEvents, undoEvents } from '../events/undo-events.ts';
import { stillOwed } from '../track/owed-rows.ts';
import { noteBrokenOff } from './broken-off.ts';
import { claimImport } from './import-claims.ts';
import { noSuchImport } from './import-problems.ts';
import { type ImportTools, importFolder } from './import-run.ts';
import { findImport, setState } from './import-store.ts';
import { type OnUndoProgress, undoTeller } from './undo-progress.ts';

interface Undoing {
  readonly shopId: number;
  readonly importId: number;
  /** For the audit log. */
  readonly actor: string;
  readonly onProgress?: OnUndoProgress | undefined;
}

/**
 * Takes an import back by its id: everything stands as if its file had never been read, and what other imports said
 * stands again, also what they said in the very same words. Undoing twice changes nothing; an undo cut off by a crash
 * is run again at the next start, one cut off by a fault as soon as its cause is gone.
 * Problems: `import-not-found`, `import-running`.
 */
export function undoImport(tools: ImportTools, undoing: Undoing): Promise<Result<void>> {
  return caught(async () => {
    const claim = await claimImport(tools.platform.db, undoing);
    try {
      return await undoHeld(tools, undoing);
    } catch (error) {
      noteBrokenOff(tools.platform, undoing, error);
      throw error;
    } finally {
      await claim.release();
    }
  });
}

async function undoHeld(tools: ImportTools, undoing: Undoing): Promise<void> {
  const { shopId, importId, actor, onProgress } = undoing;
  const found = await withShop(tools.platform.db, shopId, async (tx) => {
    const before = await findImport(tx, shopId, importId);
    if (before !== undefined && before.state !== 'undone')
      await recordAct(tx, { shopId, actor, act: 'ingest.undo-import', subject: `import:${importId}` });
    return before;
  });
  if (found === undefined) throw new ProblemError(noSuchImport);
  if (found.state === 'undone') return;
  await undoStored(tools, { shopId, importId, end: 'undone', onProgress });
}

interface Ending extends Omit<Undoing, 'actor'> {
  readonly end: ImportState;
}

/** The work of undoing, from left to right against the import law: orders and events first, then what they point at. */
export async function undoStored(
  tools: ImportTools,
  { shopId, importId, end, onProgress }: Ending,
): Promise<void> {
  const { db, clickhouse, clock, keyring, mirror } = tools.platform;
  const keys = await keyring.forShop(shopId);
  const enter = (state: ImportState): Promise<void> =>
    withShop(db, shopId, (tx) => setState(tx, shopId, { importId, state, at: clock.now() }));
  await enter('undoing');
  const tell = await undoTeller(tools, { shopId, importId, onProgress });
  await undoOrderImport(db, { shopId, importId, onUndone: tell?.orders });
  // Rows of live events that are still to be written, so that the undo sees them.
  await mirror.settle(shopId);
  tell?.events();
  // Behind the state `undoing`, so that a backup with the events gone knows that an undo was under way.
  await withWriteFence(tools.platform, () => undoEvents(clickhouse, shopId, importId));
  tell?.customers();
  await withShopAgain(db, shopId, (tx) =>
    undoProductImport(tx, {
      shopId,
      importId,
      stillUsed: (ids) => productsUsed({ tx, clickhouse, shopId }, ids),
    }),
  );
  await withShopAgain(db, shopId, (tx) =>
    undoCustomerImport(tx, {
      ...{ keys, now: clock.now() },
      shopId,
      importId,
      stillUsed: (ids) => personsUsed({ tx, clickhouse, shopId }, ids),
    }),
  );
  await enter(end);
  await mirror.payOff(shopId);
  await removeFiles(tools, { shopId, importId, end });
}

/** The copy of an upload goes in any case. Rejects stay where the import failed by them: they say what to mend. */
async function removeFiles(tools: ImportTools, { shopId, importId, end }: Ending): Promise<void> {
  const row = await withShop(tools.platform.db, shopId, (tx) => findImport(tx, shopId, importId));
  if (row?.options.ownsFile) await rm(row.filePath, { force: true });
  if (end !== 'failed') await rm(importFolder(tools, importId), { recursive: true, force: true });
}

interface Asking {
  readonly tx: Tx;
  readonly clickhouse: ClickHouse;
  readonly shopId: number;
}

async function personsUsed({ tx, clickhouse, shopId }: Asking, ids: readonly number[]): Promise<Set<number>> {
  const inOrders = await personsInOrders(tx, shopId, ids);
  const owed = await stillOwed(tx, shopId, { persons: ids });
  return new Set([...inOrders, ...owed, ...(await personsWithEvents(clickhouse, shopId, ids))]);
}

async function productsUsed(
  { tx, clickhouse, shopId }: Asking,
  ids: readonly number[],
): Promise<Set<number>> {
  const inOrders = await productsInOrders(tx, shopId, ids);
  const owed = await stillOwed(tx, shopId, { products: ids });
  return new Set([...inOrders, ...owed, ...(await productsWithEvents(clickhouse, shopId, ids))]);
}

async function productsWithEvents(
  clickhouse: ClickHouse,
  shopId: number,
  ids: readonly number[],
): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await clickhouse.query<{ product_id: number }>({
    sql: `SELECT DISTINCT product_id FROM events
      WHERE shop_id = {shop:UInt32} AND product_id IN {products:Array(UInt32)} SETTINGS final = 0`,
    shopId,
    maxRows: ids.length,
    params: { products: ids },
  });
  return new Set(rows.map((row) => row.product_id));
}
