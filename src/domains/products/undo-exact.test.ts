import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cases } from '../../../test/properties.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { ProductRecord } from '../../contract/records.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { type LearntProduct, learnProducts, storeProducts, undoProductImport } from './index.ts';

/** What several imports said of products, some undone in any order: as if those had never been read. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const day = (n: number) => `2026-01-0${n}T00:00:00.000Z`;
const few = fc.integer({ min: 1, max: 3 });
const claim = fc.record({ channel: fc.constant('pinduoduo'), productNo: few.map(String) });

/** So few words that two files mostly say some of them both; at one instant too, where the later heard stands. */
const words = fc.record(
  {
    title: fc.constantFrom('毛巾', '奶瓶'),
    priceMinor: few,
    category: fc.constantFrom(['家居'], ['母婴', '奶瓶']),
  },
  { requiredKeys: [] },
);
const record = fc.tuple(claim, words, few, fc.option(claim, { nil: undefined, freq: 3 })).map(
  ([it, said, at, other]): ProductRecord => ({
    ...{ kind: 'product', ...it, ...said, at: day(at) },
    ...(other && other.productNo !== it.productNo && { sameAs: other }),
  }),
);
const learnt = fc.tuple(claim, words).map(([it, said]): LearntProduct => ({ ...it, ...said }));

/** What one batch of a file says: of products, or of them in passing. */
const batch = fc.oneof(
  fc.array(record, { minLength: 1, maxLength: 3 }).map((records) => ({ records, claims: [] })),
  fc.array(learnt, { minLength: 1, maxLength: 3 }).map((claims) => ({ records: [], claims })),
);
type Batch = typeof batch extends fc.Arbitrary<infer It> ? It : never;

/** Batches of three imports as they come in, mixed; 4 is a live source, which nobody undoes. */
const past = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), batch), { minLength: 2, maxLength: 7 });
const undone = fc.shuffledSubarray([1, 2, 3], { minLength: 1 });

const store = (shopId: number, source: number, { records, claims }: Batch) =>
  withShop(world.platform.db, shopId, async (tx) => {
    const importId = source === 4 ? undefined : source;
    await storeProducts(tx, shopId, { records, importId });
    await learnProducts(tx, shopId, { claims, context: { importId, at: day(1) } });
  });

/** Orders and events name products in passing; those of others use them still. */
async function usedBy(shopId: number, batches: readonly (readonly [number, Batch])[]): Promise<Set<number>> {
  const claims = batches.flatMap(([, said]) => said.claims);
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ product_id: number }>`select product_id from products.channel_products
      where product_no = any(${claims.map((it) => it.productNo)}::text[])`.execute(tx),
  );
  return new Set(rows.map((row) => row.product_id));
}

const undo = (shopId: number, importId: number, used: ReadonlySet<number>) =>
  withShop(world.platform.db, shopId, (tx) =>
    undoProductImport(tx, { shopId, importId, stillUsed: async () => used }),
  );

const named = ['1', '2', '3'].map((productNo) => ({ channel: 'pinduoduo', productNo, title: '?' }));

/** A name that joins another's product is its first sayer's alone (0004): products said to be one are known before. */
const withNames = (batches: readonly (readonly [number, Batch])[]): (readonly [number, Batch])[] =>
  batches.some(([, { records }]) => records.some((it) => it.sameAs !== undefined))
    ? [[4, { records: [], claims: named }], ...batches]
    : [...batches];

/** By name: the facts, and the names of all that is the same thing. Numbers differ from shop to shop. */
async function standing(shopId: number): Promise<unknown[]> {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql`select c.product_no, p.title, p.price_minor, p.category,
        (select array_agg(o.product_no order by o.product_no) from products.channel_products o
          join products.products q using (shop_id, product_id) where q.canonical_id = p.canonical_id) as same
      from products.channel_products c join products.products p using (shop_id, product_id)
      order by c.product_no`.execute(tx),
  );
  return rows;
}

async function leftovers(shopId: number): Promise<unknown[]> {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql`select product_id from products.products union all select product_id from products.statements
      union all select product_id from products.channel_products`.execute(tx),
  );
  return rows;
}

test('a product that two files only name is gone with the second of them', async () => {
  const { shopId } = await world.shop();
  const claims = [{ channel: 'pinduoduo', productNo: '1' }];
  const past = [1, 2].map((source): [number, Batch] => [source, { records: [], claims }]);
  for (const [source, said] of past) await store(shopId, source, said);
  await undo(shopId, 1, await usedBy(shopId, past.slice(1)));
  expect(await standing(shopId)).toHaveLength(1);
  await undo(shopId, 2, new Set());
  expect(await leftovers(shopId)).toEqual([]);
});

test('imports that say the same of products are undone as if they had never been, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(past.map(withNames), undone, async (batches, gone) => {
      const [all, without] = [await world.shop(), await world.shop()];
      for (const [source, said] of batches) {
        await store(all.shopId, source, said);
        if (!gone.includes(source)) await store(without.shopId, source, said);
      }
      for (const [n, importId] of gone.entries()) {
        const left = batches.filter(([source]) => !gone.slice(0, n + 1).includes(source));
        await undo(all.shopId, importId, await usedBy(all.shopId, left));
      }
      expect(await standing(all.shopId)).toEqual(await standing(without.shopId));
      if (!batches.some(([source]) => !gone.includes(source)))
        expect(await leftovers(all.shopId)).toEqual([]);
    }),
    cases(60, 25),
  );
});
