import type { OrderLineRecord, ProductClaim } from '../../../contract/records.ts';
import { type LearntProduct, learnProducts, productKey, storeProducts } from '../../products/index.ts';
import { productsOf } from '../events/event-product.ts';
import type { BatchParts } from './batch-parts.ts';
import type { Storing } from './storing.ts';

/** A cap on product ids kept from batch to batch; a shop has thousands, not millions. */
const MOST_KEPT = 100_000;

/** Product ids of an import so far, by `productKey`. Ids never change, so they may be kept while the import runs. */
export type KnownProducts = Map<string, number>;

/** The product id of a claim of the batch; 0 where there is no claim. */
export type FindProduct = (claim: ProductClaim | undefined) => number;

/** Looks in what the batch learnt, then in what was known before. */
export function finder(learnt: KnownProducts, known: KnownProducts): FindProduct {
  return (claim) => {
    if (claim === undefined) return 0;
    const key = productKey(claim);
    return known.get(key) ?? learnt.get(key) ?? 0;
  };
}

/** Learns the products of a batch that are not known yet and stores what product rows say. */
export async function nameProducts(
  storing: Storing,
  parts: BatchParts,
  known: KnownProducts,
): Promise<KnownProducts> {
  const { tx, shopId, importId } = storing;
  const claims = [...claimsOf(parts)].filter((claim) => !known.has(productKey(claim)));
  const at =
    parts.orders[0]?.header.sourceTime ??
    parts.events[0]?.record.at ??
    storing.platform.clock.now().toISOString();
  const learnt = await learnProducts(tx, shopId, { claims, context: { importId, at } });
  await storeStated(storing, parts);
  return learnt;
}

/** Keeps ids for the next batches, once the transaction that may have made them is committed. */
export function keepProducts(known: KnownProducts, learnt: KnownProducts): void {
  if (known.size + learnt.size > MOST_KEPT) known.clear();
  for (const [key, id] of learnt) known.set(key, id);
}

function* claimsOf(parts: BatchParts): Generator<LearntProduct> {
  for (const group of [...parts.orders, ...parts.refunds])
    for (const { record } of group.lines) if (record.product) yield claimOf(record);
  for (const { record } of parts.events) yield* productsOf(record);
}

function claimOf({ product, title }: OrderLineRecord): LearntProduct {
  return title === undefined ? product! : { ...product!, title };
}

async function storeStated(
  { tx, shopId, importId, marks }: Storing,
  { products }: BatchParts,
): Promise<void> {
  if (products.length === 0) return;
  const records = products.map(({ record }) => record);
  const { outcomes } = await storeProducts(tx, shopId, { records, importId });
  for (const [n, { row }] of products.entries()) if (outcomes[n] !== 'unchanged') marks.accept(row);
}
