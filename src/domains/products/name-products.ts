import { sql } from 'kysely';
import type { ProductClaim } from '../../contract/records.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';

/** The kind under which changed products are owed to ClickHouse. */
export const productsKind = 'products';

/** One text per (channel, product number); the key of the maps that resolve claims to product ids. */
export const productKey = ({ channel, productNo }: ProductClaim): string => `${channel}\u0000${productNo}`;

/** Product ids of the claims that have one, by `productKey`. */
export async function findProducts(
  tx: Tx,
  shopId: number,
  claims: readonly ProductClaim[],
): Promise<Map<string, number>> {
  const wanted = claims.map(({ channel, productNo }) => ({ channel, product_no: productNo }));
  const { rows } = await sql<{ channel: string; product_no: string; product_id: number }>`
    select channel, product_no, product_id
    from json_to_recordset(${JSON.stringify(wanted)}::json) as r(channel text, product_no text)
    join products.channel_products using (channel, product_no) where shop_id = ${shopId}`.execute(tx);
  return new Map(
    rows.map((row) => [productKey({ channel: row.channel, productNo: row.product_no }), row.product_id]),
  );
}

/** A name a channel has for a product. */
export interface ProductName extends ProductClaim {
  readonly productId: number;
}

/** First half of the advisory lock of a shop's products ('prod'); the second half is the shop. */
const lock = 0x70726f64;

/** Until the transaction ends no undo takes away what was found: whoever finds products by name holds it. */
export const shareProducts = (tx: Tx, shopId: number) =>
  sql`select pg_advisory_xact_lock_shared(${lock}::integer, ${shopId}::integer)`.execute(tx);

/** Until the transaction ends nobody else finds or makes products of the shop. */
export const lockProductsOf = (tx: Tx, shopId: number) =>
  sql`select pg_advisory_xact_lock(${lock}::integer, ${shopId}::integer)`.execute(tx);

/**
 * The next free number. From here until the transaction ends nobody else in this shop makes products (the counter's
 * row is locked), so that numbers stay dense and two writers never name one product twice.
 */
export async function lockNaming(tx: Tx, shopId: number): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    insert into platform.counters (shop_id, name) values (${shopId}, 'product')
    on conflict (shop_id, name) do update set next = counters.next returning next`.execute(tx);
  return rows[0]!.next;
}

export interface Naming {
  /** The first number not given out after this. */
  readonly next: number;
  readonly fresh: readonly number[];
  readonly names: readonly ProductName[];
  readonly importId: number | undefined;
}

/** Stores new products (bare numbers yet) and names; moves the counter on. Call between `lockNaming` and commit. */
export async function storeNames(tx: Tx, shopId: number, naming: Naming): Promise<void> {
  const { next, fresh, names, importId = null } = naming;
  await sql`update platform.counters set next = ${next}
    where shop_id = ${shopId} and name = 'product'`.execute(tx);
  await sql`
    insert into products.products (shop_id, product_id, canonical_id, import_id)
    select ${shopId}, id::integer, id::integer, ${importId}
    from json_array_elements_text(${JSON.stringify(fresh)}::json) as id`.execute(tx);
  const rows = names.map((it) => ({
    channel: it.channel,
    product_no: it.productNo,
    product_id: it.productId,
  }));
  await sql`
    insert into products.channel_products (shop_id, channel, product_no, product_id, import_id)
    select ${shopId}, channel, product_no, product_id, ${importId}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(channel text, product_no text, product_id integer)`.execute(tx);
  await owe(tx, shopId, productsKind, fresh);
}
