import { type Db, type Tx, withShop } from '../db/postgres.ts';
import { countValues } from './count-values.ts';
import { addDataKey, makeCurrent, readDataKeys } from './data-keys.ts';
import { clearBatch, fillBatch, type IndexedColumn } from './fill-index.ts';
import type { KeyPurpose } from './key-management.ts';
import type { Keyring } from './keyring.ts';
import type { MasterKeys } from './master-keys.ts';
import { resealBatch, type SealedColumn } from './reseal.ts';
import { holdFence, indexColumnOf } from './shop-keys.ts';

export interface RotationTools {
  readonly db: Db;
  readonly masterKeys: MasterKeys;
  readonly keyring: Keyring;
  /** Told before the first row and after each batch: values sealed or indexed again, of how many there were. */
  readonly onProgress?: (done: number, total: number) => void;
}

type Working = RotationTools & { readonly onBatch?: (done: number) => void };

/** Every column of the installation that holds sealed values or blind indexes; each domain lists its own. */
export interface ProtectedColumns {
  readonly sealed: readonly SealedColumn[];
  readonly indexed: readonly IndexedColumn[];
}

export interface Rotated {
  readonly sealVersion: number;
  readonly indexVersion: number;
  readonly resealed: number;
  readonly reindexed: number;
}

/**
 * Gives a shop new keys while it goes on working: the new seal key is used at once and old rows are resealed in
 * batches of 500; then indexes move by `rotateIndex`. May be run again after a crash at any point.
 */
export async function rotateKeys(
  asked: RotationTools,
  shopId: number,
  columns: ProtectedColumns,
): Promise<Rotated> {
  const tools = await telling(asked, shopId, columns);
  const resealed = await rotateSeal(tools, shopId, columns.sealed);
  const reindexed = await rotateIndex(tools, shopId, columns.indexed);
  const { sealVersion, indexVersion } = await tools.keyring.refresh(shopId);
  return { sealVersion, indexVersion, resealed, reindexed };
}

/** Whoever wants to be told pays for one count of every column. */
async function telling(tools: RotationTools, shopId: number, columns: ProtectedColumns): Promise<Working> {
  const { onProgress } = tools;
  if (onProgress === undefined) return tools;
  const total = await withShop(tools.db, shopId, (tx) => countValues(tx, shopId, columns));
  let done = 0;
  const onBatch = (rows: number) => {
    done += rows;
    onProgress(Math.min(done, total), total);
  };
  onBatch(0);
  return { ...tools, onBatch };
}

/** Answers how many values were sealed again. */
async function rotateSeal(tools: Working, shopId: number, columns: readonly SealedColumn[]): Promise<number> {
  await tools.keyring.forShop(shopId);
  await withShop(tools.db, shopId, async (tx) => {
    await holdFence(tx, shopId);
    const version = (await newestVersion(tx, shopId, 'seal')) + 1;
    await addDataKey(tx, tools.masterKeys, { shopId, purpose: 'seal', version, state: 'old' });
    await makeCurrent(tx, { shopId, purpose: 'seal', version });
  });
  const keys = await tools.keyring.refresh(shopId);
  let count = 0;
  for (const column of columns) {
    count += await untilNone(
      (from) => withShop(tools.db, shopId, (tx) => resealBatch(tx, { keys, shopId, column, from })),
      tools.onBatch,
    );
  }
  return count;
}

/**
 * Lookups and uniqueness stay on the old index until every row has the new one in the second column; the switch is
 * one short transaction that changes no row. Answers how many indexes were made.
 */
export async function rotateIndex(
  tools: Working,
  shopId: number,
  columns: readonly IndexedColumn[],
): Promise<number> {
  await clearSpare(tools, shopId, columns);
  const version = await announceNext(tools, shopId);
  const keys = await tools.keyring.refresh(shopId);
  let count = 0;
  for (const column of columns) {
    count += await untilNone(
      (from) => withShop(tools.db, shopId, (tx) => fillBatch(tx, { keys, shopId, column, from })),
      tools.onBatch,
    );
  }
  await withShop(tools.db, shopId, async (tx) => {
    await holdFence(tx, shopId);
    // What was written between the last look and the fence has both columns already, unless by an older server.
    for (const column of columns)
      count += await untilNone((from) => fillBatch(tx, { keys, shopId, column, from }));
    await makeCurrent(tx, { shopId, purpose: 'index', version });
  });
  await tools.keyring.refresh(shopId);
  await clearSpare(tools, shopId, columns);
  return count;
}

/** Makes the key writers fill the second column with; one left by a crash is taken up again. */
function announceNext({ db, masterKeys }: RotationTools, shopId: number): Promise<number> {
  return withShop(db, shopId, async (tx) => {
    await holdFence(tx, shopId);
    const begun = (await readDataKeys(tx, shopId)).find((key) => key.state === 'next');
    if (begun !== undefined) return begun.version;
    const version = (await newestVersion(tx, shopId, 'index')) + 1;
    await addDataKey(tx, masterKeys, { shopId, purpose: 'index', version, state: 'next' });
    return version;
  });
}

const newestVersion = async (tx: Tx, shopId: number, purpose: KeyPurpose) =>
  Math.max(
    0,
    ...(await readDataKeys(tx, shopId)).filter((key) => key.purpose === purpose).map((key) => key.version),
  );

/** Empties the column of the version before, unless a rotation is under way and it is the one being filled. */
async function clearSpare({ db, keyring }: RotationTools, shopId: number, columns: readonly IndexedColumn[]) {
  const keys = await keyring.refresh(shopId);
  const spare = indexColumnOf(keys.indexVersion + 1);
  const clear = (column: IndexedColumn, from: number) =>
    withShop(db, shopId, async (tx) => {
      await keys.fence(tx);
      const begun = (await readDataKeys(tx, shopId)).some((key) => key.state === 'next');
      return begun ? { done: 0, next: from } : clearBatch(tx, { shopId, column, spare, from });
    });
  for (const column of columns) await untilNone((from) => clear(column, from));
}

/** Repeats a batch until it finds nothing more; answers the sum. */
async function untilNone(
  batch: (from: number) => Promise<{ done: number; next: number }>,
  onBatch?: (done: number) => void,
): Promise<number> {
  let sum = 0;
  let from = 0;
  for (;;) {
    const { done, next } = await batch(from);
    if (done === 0) return sum;
    sum += done;
    onBatch?.(done);
    from = next;
  }
}
