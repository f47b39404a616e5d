import { withShopAgain } from '../../../../platform/db/with-shop-again.ts';
import type { RowReject } from '../files/rows.ts';
import type { ImportCounts } from '../import-counts.ts';
import type { ImportTools } from '../import-run.ts';
import { insertImport } from '../import-store.ts';
import type { KeyedRow } from '../keyed-rows.ts';
import { keepProducts } from '../name-products.ts';
import { type StoringRun, storeRows } from '../store-rows.ts';
import type { EarlierRows } from './earlier-rows.ts';
import type { KnownCustomers } from './known-customers.ts';

/** What a batch would come to. */
export interface Tried {
  readonly counts: ImportCounts;
  readonly rejects: readonly RowReject[];
}

export interface Trying extends ImportTools, Pick<StoringRun, 'keys' | 'shopId' | 'source'> {
  readonly earlier: EarlierRows;
  readonly known: KnownCustomers;
}

/**
 * Stores a batch as the import would and takes it back: its transaction is never committed, and holds its locks no
 * longer than the import's would. What earlier batches of the file said about the same things is stored before it.
 */
export async function tryBatch(trying: Trying, rows: readonly KeyedRow[]): Promise<Tried> {
  const { platform, shopId, earlier, known } = trying;
  const before = earlier.about(rows);
  const now = earlier.withoutTold(rows);
  const tried = await takenBack((done) =>
    withShopAgain(platform.db, shopId, async (tx) => {
      const met = await known.before(tx);
      const run = {
        ...trying,
        importId: await insertImport(tx, shopId, noteOf(trying)),
        products: new Map(),
      };
      if (before.length > 0) keepProducts(run.products, (await storeRows(tx, run, before)).learnt);
      const { stored } = await storeRows(tx, { ...run, met }, now);
      await known.after(tx);
      throw done(stored);
    }),
  );
  earlier.keep(rows);
  return tried;
}

/** Thrown out of the transaction with what it came to, so that it is rolled back. */
class TakenBack extends Error {
  readonly tried: Tried;
  constructor(tried: Tried) {
    super('a dry run is taken back');
    this.tried = tried;
  }
}

async function takenBack(work: (done: (tried: Tried) => TakenBack) => Promise<never>): Promise<Tried> {
  try {
    return await work((tried) => new TakenBack(tried));
  } catch (error) {
    if (error instanceof TakenBack) return error.tried;
    throw error;
  }
}

/** Orders point at their import; this one is gone with them. */
const noteOf = ({ platform, source }: Trying) => ({
  ...{ fileName: '', filePath: '', fileHash: '', fileBytes: 0, preset: source, mapping: null, options: {} },
  ...{ startedBy: 'system', startedAt: platform.clock.now(), holder: '' },
});
