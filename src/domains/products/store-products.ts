import type { ProductRecord } from '../../contract/records.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { foldProducts } from './fold-products.ts';
import { productKey } from './name-products.ts';
import { pickFields } from './product-rules.ts';
import { resolveClaims } from './resolve-claims.ts';
import { storeStatements } from './store-statements.ts';

export type ProductOutcome = 'created' | 'updated' | 'unchanged';

/** One outcome per record, in their order. Of several records of one product in a call, the first carries the news. */
export interface StoredProducts {
  readonly outcomes: readonly ProductOutcome[];
}

/**
 * Stores what a source says about products. Commutative by source time (see foldProduct); the same record again
 * changes nothing. `sameAs`: a name unknown until now becomes another name of that product; two products that both
 * have numbers become one group: each line and event keeps its number, the group's smallest is canonical, and the
 * facts of the whole stand on every member.
 */
export async function storeProducts(
  tx: Tx,
  shopId: number,
  { records, importId }: { records: readonly ProductRecord[]; importId?: number | undefined },
): Promise<StoredProducts> {
  if (records.length === 0) return { outcomes: [] };
  const { ids, fresh } = await resolveClaims(tx, shopId, { claims: records, importId });
  const statements = records.map((record) => {
    const productId = ids.get(productKey(record))!;
    const other = record.sameAs && ids.get(productKey(record.sameAs));
    const same = other === undefined || other === productId ? {} : { sameAs: other };
    return { productId, at: record.at, learnt: false, said: { ...pickFields(record), ...same } };
  });
  const heard = await storeStatements(tx, shopId, { statements, importId });
  const changed = new Set(await foldProducts(tx, shopId, [...fresh, ...heard]));
  return {
    outcomes: outcomesOf(
      statements.map((it) => it.productId),
      { fresh, changed },
    ),
  };
}

function outcomesOf(
  ids: readonly number[],
  { fresh, changed }: { fresh: ReadonlySet<number>; changed: ReadonlySet<number> },
): ProductOutcome[] {
  const seen = new Set<number>();
  return ids.map((id) => {
    if (seen.has(id)) return 'unchanged';
    seen.add(id);
    return fresh.has(id) ? 'created' : changed.has(id) ? 'updated' : 'unchanged';
  });
}
