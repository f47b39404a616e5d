import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';
import { productsKind } from './name-products.ts';
import {
  foldProduct,
  groupSame,
  noFacts,
  type ProductFacts,
  type ProductSaying,
  sameFacts,
} from './product-rules.ts';

interface Stored {
  readonly product_id: number;
  readonly canonical_id: number;
  readonly facts: ProductFacts;
}

/**
 * Brings the rows of these products, and of those they are one thing with, in line with what was said about them.
 * Returns the ids whose facts or group changed; they are owed to the mirror.
 */
export async function foldProducts(tx: Tx, shopId: number, ids: Iterable<number>): Promise<number[]> {
  const groups = await readGroups(tx, shopId);
  const touched = await withTheirGroups(tx, shopId, { ids: [...new Set(ids)], groups });
  const stored = await lockProducts(tx, shopId, touched);
  const facts = await foldAll(tx, shopId, { stored, groups });
  const changed = stored
    .map((row) => {
      const canonical_id = groups.get(row.product_id) ?? row.product_id;
      return { row, canonical_id, facts: facts.get(canonical_id) ?? noFacts };
    })
    .filter((it) => it.canonical_id !== it.row.canonical_id || !sameFacts(it.facts, it.row.facts))
    .map((it) => ({ product_id: it.row.product_id, canonical_id: it.canonical_id, ...it.facts }));
  await writeFacts(tx, shopId, changed);
  await owe(
    tx,
    shopId,
    productsKind,
    changed.map((it) => it.product_id),
  );
  return changed.map((it) => it.product_id);
}

/** Canonical id of every product that was said to be the same as another; few in any shop. */
async function readGroups(tx: Tx, shopId: number): Promise<Map<number, number>> {
  const { rows } = await sql<{ a: number; b: number }>`
    select product_id as a, (said ->> 'sameAs')::integer as b from products.statements
    where shop_id = ${shopId} and said ? 'sameAs'`.execute(tx);
  return groupSame(rows.map(({ a, b }) => [a, b] as const));
}

/** A group as it was and as it is now: both are folded again. */
async function withTheirGroups(
  tx: Tx,
  shopId: number,
  { ids, groups }: { ids: readonly number[]; groups: ReadonlyMap<number, number> },
): Promise<number[]> {
  const roots = new Set(ids.map((id) => groups.get(id) ?? id));
  const now = [...groups].filter(([, root]) => roots.has(root)).map(([id]) => id);
  // The roots as an array, not as a subquery: before the first ANALYZE of a new shop the planner expects one row of it
  // and would compare every product with every other (measured: 5 s a batch).
  const { rows } = await sql<{ product_id: number }>`
    select product_id from products.products where shop_id = ${shopId} and canonical_id = any(array(
      select canonical_id from products.products
      where shop_id = ${shopId} and product_id = any(${ids}::integer[])))`.execute(tx);
  return [...new Set([...ids, ...now, ...rows.map((row) => row.product_id)])].sort((a, b) => a - b);
}

async function lockProducts(tx: Tx, shopId: number, ids: readonly number[]): Promise<Stored[]> {
  const { rows } = await sql<Stored>`
    select product_id, canonical_id, json_build_object('title', title, 'brand', brand, 'category', category,
      'currency', currency, 'priceMinor', price_minor, 'costMinor', cost_minor, 'stock', stock, 'status', status)
      as facts
    from products.products where shop_id = ${shopId} and product_id = any(${ids}::integer[])
    order by product_id for update`.execute(tx);
  return rows;
}

interface Folding {
  readonly stored: readonly Stored[];
  readonly groups: ReadonlyMap<number, number>;
}

/** Facts by canonical id: of everything said about any product of the group, the same words by whomever once. */
async function foldAll(
  tx: Tx,
  shopId: number,
  { stored, groups }: Folding,
): Promise<Map<number, ProductFacts>> {
  const ids = stored.map((row) => row.product_id);
  const { rows } = await sql<{
    product_id: number;
    heard_no: number;
    learnt: boolean;
    at: Date;
    said: ProductSaying;
  }>`
    select distinct on (product_id, digest) product_id, heard_no, learnt, at, said from products.statements
    where shop_id = ${shopId} and product_id = any(${ids}::integer[])
    order by product_id, digest, heard_no`.execute(tx);
  const byRoot = Map.groupBy(rows, (row) => groups.get(row.product_id) ?? row.product_id);
  const fold = (said: typeof rows) =>
    foldProduct(said.map((it) => ({ ...it, heardNo: it.heard_no, at: it.at.toISOString() })));
  return new Map([...byRoot].map(([root, said]) => [root, fold(said)]));
}

async function writeFacts(tx: Tx, shopId: number, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update products.products as p set title = r.title, brand = r.brand, category = r.category,
      currency = r.currency, price_minor = r."priceMinor", cost_minor = r."costMinor", stock = r.stock,
      status = r.status, canonical_id = r.canonical_id, row_version = greatest(p.row_version + 1, platform.next_version())
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(product_id integer, canonical_id integer, title text,
      brand text, category text[], currency text, "priceMinor" bigint, "costMinor" bigint, stock integer, status text)
    where p.shop_id = ${shopId} and p.product_id = r.product_id`.execute(tx);
}
