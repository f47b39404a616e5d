import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { digestOf, type ProductSaying } from './product-rules.ts';

export interface NewStatement {
  readonly productId: number;
  readonly at: string;
  readonly learnt: boolean;
  readonly said: ProductSaying & { readonly sameAs?: number };
}

/** Keeps what each source said, the same of it once only. Returns the products about which something new was said. */
export async function storeStatements(
  tx: Tx,
  shopId: number,
  {
    statements,
    importId = null,
  }: { statements: readonly NewStatement[]; importId?: number | null | undefined },
): Promise<Set<number>> {
  if (statements.length === 0) return new Set();
  const rows = statements.map((it) => ({
    ...{ product_id: it.productId, at: it.at, learnt: it.learnt, said: it.said },
    digest: digestOf(it.learnt ? 'learnt' : it.at, it.said),
  }));
  const stored = await sql<{ product_id: number; news: boolean }>`
    insert into products.statements as t (shop_id, product_id, digest, learnt, at, said, import_id)
    select ${shopId}, product_id, decode(digest, 'hex'), learnt, at, said, ${importId}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(product_id integer, digest text, learnt boolean, at timestamptz, said jsonb)
    order by product_id
    on conflict (shop_id, product_id, digest, (coalesce(import_id, 0))) do nothing
    returning product_id, not exists (select from products.statements o where o.shop_id = ${shopId}
      and o.product_id = t.product_id and o.digest = t.digest) as news`.execute(tx);
  return new Set(stored.rows.filter(({ news }) => news).map((row) => row.product_id));
}
