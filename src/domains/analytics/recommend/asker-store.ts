import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { personsOfPostgres } from '../../customers/index.ts';
import { HALF_LIFE_DAYS } from './look-rules.ts';

/** What PostgreSQL knows at this moment of who asks for a list. A list has 20 ms, and every statement is a way there and back. */

/** A product on its one number across channels. */
export interface Named {
  readonly product: number;
  readonly title: string | null;
}

/** The run whose recommender counts, and who and what the question is about. */
export interface Asker {
  readonly runId: number;
  /** Shop day. */
  readonly asOf: string;
  /** null: no customer was named, or nobody is known under that number. */
  readonly personIds: readonly number[] | null;
  /** Of the products the question names, those that are known. */
  readonly named: readonly (Named & { readonly asked: number })[];
}

/** Undefined: none was learnt yet. */
export async function readAsker(
  tx: Tx,
  shopId: number,
  { customer, products }: { readonly customer: number | undefined; readonly products: readonly number[] },
): Promise<Asker | undefined> {
  const persons = customer === undefined ? sql`null::int[]` : personsOfPostgres(shopId, customer);
  const { rows } = await sql<Asker>`
    select run_id as "runId", as_of as "asOf", ${persons} as "personIds",
      (select coalesce(jsonb_agg(jsonb_build_object('asked', p.product_id, 'product', p.canonical_id, 'title', p.title)), '[]'::jsonb)
       from products.products p
       where p.shop_id = ${shopId} and p.product_id = any(${products}::int[])) as named
    from analytics.model_runs
    where shop_id = ${shopId} and model = 'recommendation' and status = 'done'
    order by as_of desc, run_id desc limit 1`.execute(tx);
  return rows[0];
}

/** A product of somebody's past. */
export interface PastProduct extends Named {
  /** They bought it in; cancelled ones are none. */
  readonly orders: number;
  /** Of late, decayed (look-rules.ts). */
  readonly looks: number;
}

/** Products some persons bought or, as far as it was counted, looked at of late; looks as of a shop day. */
export async function readPast(
  tx: Tx,
  shopId: number,
  { personIds, asOf }: { readonly personIds: readonly number[]; readonly asOf: string },
): Promise<PastProduct[]> {
  const { rows } = await sql<PastProduct>`
    select product, sum(orders)::int as orders, sum(looks)::float8 as looks, min(title) as title from (
      select coalesce(p.canonical_id, l.product_id) as product, count(distinct l.order_id) as orders, 0 as looks, min(p.title) as title
      from orders.orders o
      join orders.order_lines l on l.shop_id = o.shop_id and l.order_id = o.order_id
      left join products.products p on p.shop_id = l.shop_id and p.product_id = l.product_id
      where o.shop_id = ${shopId} and o.person_id = any(${personIds}::int[]) and o.person_id > 0
        and o.is_paid and l.product_id > 0
      group by 1
      union all
      select it.product, 0, it.looks * power(0.5, greatest(0, ${asOf}::date - k.counted_on) / ${HALF_LIFE_DAYS}::float8), p.title
      from analytics.looks k
      cross join lateral unnest(k.products, k.looks) as it (product, looks)
      left join products.products p on p.shop_id = k.shop_id and p.product_id = it.product
      where k.shop_id = ${shopId} and k.person_id = any(${personIds}::int[])
    ) known
    group by 1`.execute(tx);
  return rows;
}
