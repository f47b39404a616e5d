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
    // An import that only names a product says so: undoing the one that made it leaves it to this one.
    .filter(({ said }) => context.importId !== undefined || Object.keys(said).length > 0);
  const news = await onlyGaps(tx, shopId, { told, importId: context.importId });
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

/**
 * Leaves out fields this source has spoken of already: a thousand orders name a product, one of them is news. What
 * others said does not matter: undone, they must leave what this source said.
 */
async function onlyGaps(
  tx: Tx,
  shopId: number,
  { told, importId = 0 }: { told: readonly Told[]; importId: number | undefined },
): Promise<Told[]> {
  const { rows } = await sql<{ product_id: number; fields: string[] }>`
    select product_id, array_agg(field) as fields from products.statements, jsonb_object_keys(said) as field
    where shop_id = ${shopId} and product_id = any(${told.map((it) => it.productId)}::integer[])
      and learnt and coalesce(import_id, 0) = ${importId} group by product_id`.execute(tx);
  const spoken = new Map(rows.map((row) => [row.product_id, new Set(row.fields)]));
  return told.filter(({ productId, said }) => {
    const fields = spoken.get(productId);
    return fields === undefined || Object.keys(said).some((field) => !fields.has(field));
  });
}
