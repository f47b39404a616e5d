import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';
import { foldProducts } from './fold-products.ts';
import { lockProductsOf, productsKind } from './name-products.ts';

export interface UndoingProducts {
  readonly shopId: number;
  readonly importId: number;
  /** Of some products, those that rows of other domains point at (lines, events). */
  readonly stillUsed: (productIds: readonly number[]) => Promise<ReadonlySet<number>>;
}

/**
 * Takes back what an import said about products. Facts fall back to what others said; products nobody else spoke of or
 * uses are gone, with their names; a product still in use stays, at least as a number and its names. Call it when the
 * import's orders, refunds and events are undone.
 */
export async function undoProductImport(
  tx: Tx,
  { shopId, importId, stillUsed }: UndoingProducts,
): Promise<void> {
  // An import under way may be about to use what only this one made; it says so before it ends.
  await lockProductsOf(tx, shopId);
  const { rows: said } = await sql<{ product_id: number }>`
    delete from products.statements where shop_id = ${shopId} and import_id = ${importId}
    returning product_id`.execute(tx);
  const alone = await madeAlone(tx, { shopId, importId });
  const used = await stillUsed(alone);
  const gone = alone.filter((id) => !used.has(id));
  const renamed = await forgetNames(tx, { shopId, importId, gone });
  await passOn(tx, { shopId, importId, gone });
  await sql`delete from products.products
    where shop_id = ${shopId} and product_id = any(${gone}::integer[])`.execute(tx);
  const touched = [...said.map((row) => row.product_id), ...renamed];
  await foldProducts(
    tx,
    shopId,
    touched.filter((id) => !gone.includes(id)),
  );
  await owe(tx, shopId, productsKind, gone);
}

/**
 * What the import made and others speak of is theirs: the first import's that did, so that undoing that one too leaves
 * nothing; nobody's (and never undone) where a live source did, or where rows of others merely use it.
 */
async function passOn(
  tx: Tx,
  { shopId, importId, gone }: { shopId: number; importId: number; gone: readonly number[] },
): Promise<void> {
  const { rows: heirs } = await sql<{ product_id: number; import_id: number | null }>`
    update products.products p set import_id = case when not exists (select from products.statements s
        where s.shop_id = ${shopId} and s.product_id = p.product_id and s.import_id is null)
      then (select min(s.import_id) from products.statements s
        where s.shop_id = ${shopId} and s.product_id = p.product_id) end
    where shop_id = ${shopId} and import_id = ${importId} and not product_id = any(${gone}::integer[])
    returning product_id, import_id`.execute(tx);
  await sql`
    update products.channel_products c set import_id = r.import_id
    from json_to_recordset(${JSON.stringify(heirs)}::json) as r(product_id integer, import_id bigint)
    where c.shop_id = ${shopId} and c.product_id = r.product_id and c.import_id = ${importId}`.execute(tx);
}

/** Products the import made of which nobody else said anything, or named them, or called another the same. */
async function madeAlone(
  tx: Tx,
  { shopId, importId }: { shopId: number; importId: number },
): Promise<number[]> {
  const { rows } = await sql<{ product_id: number }>`
    select product_id from products.products p where shop_id = ${shopId} and import_id = ${importId}
      and not exists (select from products.statements s
        where s.shop_id = ${shopId} and s.product_id = p.product_id)
      and not exists (select from products.channel_products c
        where c.shop_id = ${shopId} and c.product_id = p.product_id and c.import_id is distinct from ${importId})
      and not exists (select from products.statements s
        where s.shop_id = ${shopId} and s.said ? 'sameAs' and (s.said ->> 'sameAs')::integer = p.product_id)
  `.execute(tx);
  return rows.map((row) => row.product_id);
}

/** Names of products that are gone, and names the import gave to products of others. Answers those products. */
async function forgetNames(
  tx: Tx,
  { shopId, importId, gone }: { shopId: number; importId: number; gone: readonly number[] },
): Promise<number[]> {
  const { rows } = await sql<{ product_id: number }>`
    delete from products.channel_products c where c.shop_id = ${shopId} and c.import_id = ${importId}
      and (c.product_id = any(${gone}::integer[]) or exists (select from products.products p
        where p.shop_id = ${shopId} and p.product_id = c.product_id and p.import_id is distinct from ${importId}))
    returning product_id`.execute(tx);
  return rows.map((row) => row.product_id);
}
