import { sql } from 'kysely';
import type { ProductClaim } from '../../contract/records.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { foldProducts } from './fold-products.ts';
import { productKey } from './name-products.ts';
import { type ProductSaying, pickFields } from './product-rules.ts';
import { resolveClaims } from './resolve-claims.ts';
import { storeStatements } from './store-statements.ts';

/** A product met on an order or an event, with what was said of it in passing. */
export type LearntProduct = ProductClaim & ProductSaying;

export interface LearningContext {
  readonly importId?: number | undefined;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * The product ids of claims, by `productKey`; makes products that are new to the shop. What came with a claim fills
 * facts that nobody said yet. Callers may keep the answer: a claim's product id never changes while its import stands.
 * Takes the shop's product counter until the transaction ends when something is new: call it after persons are known.
 */
export async function learnProducts(
  tx: Tx,
  shopId: number,
  { claims, context }: { claims: readonly LearntProduct[]; context: LearningContext },
): Promise<Map<string, number>> {
  const distinct = firstOfEach(claims);
  if (distinct.length === 0) return new Map();
  const { ids, fresh } = await resolveClaims(tx, shopId, { claims: distinct, importId: context.importId });
  const told = distinct
    .map((claim) => ({ productId: ids.get(productKey(claim))!, said: pickFields(claim) }))
    .filter(({ said }) => Object.keys(said).length > 0);
  const news = await onlyGaps(tx, shopId, { told, fresh });
  const statements = news.map((it) => ({ ...it, at: context.at, learnt: true }));
  const changed = await storeStatements(tx, shopId, { statements, importId: context.importId });
  if (fresh.size + changed.size > 0) await foldProducts(tx, shopId, [...fresh, ...changed]);
  return ids;
}

/** Claims in one order (deadlocks), the first that says something of each. */
function firstOfEach(claims: readonly LearntProduct[]): LearntProduct[] {
  const found = new Map<string, LearntProduct>();
  for (const claim of claims) {
    const key = productKey(claim);
    const before = found.get(key);
    if (before === undefined || (!before.title && claim.title)) found.set(key, claim);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim);
}

interface Told {
  readonly productId: number;
  readonly said: ProductSaying;
}

/** Leaves out what would change nothing: a thousand orders name a product, one of them is news. */
async function onlyGaps(
  tx: Tx,
  shopId: number,
  { told, fresh }: { told: readonly Told[]; fresh: ReadonlySet<number> },
): Promise<Told[]> {
  const old = told.filter(({ productId }) => !fresh.has(productId)).map(({ productId }) => productId);
  const { rows } = await sql<{ product_id: number; untitled: boolean; uncategorized: boolean }>`
    select product_id, title is null as untitled, category = '{}' as uncategorized from products.products
    where shop_id = ${shopId} and product_id = any(${old}::integer[]) and (title is null or category = '{}')
  `.execute(tx);
  const gaps = new Map(rows.map((row) => [row.product_id, row]));
  return told.filter(({ productId, said }) => {
    const gap = gaps.get(productId);
    return fresh.has(productId) || (gap?.untitled && said.title) || (gap?.uncategorized && said.category);
  });
}
