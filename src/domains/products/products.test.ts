import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import type { ProductRecord } from '../../contract/records.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { createMirror } from '../../platform/mirror/index.ts';
import { learnProducts, productKey, registerProductMirror, storeProducts } from './index.ts';
import { foldProduct, groupSame, type ProductStatement } from './product-rules.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const at = '2026-01-01T00:00:00.000Z';
const pdd = (productNo: string, more: Partial<ProductRecord> = {}): ProductRecord => ({
  ...{ kind: 'product', channel: 'pinduoduo', productNo, at },
  ...more,
});

const inShop = async <T>(shopId: number, work: Parameters<typeof withShop<T>>[2]) =>
  withShop(world.platform.db, shopId, work);

async function mirrored(shopId: number) {
  const mirror = createMirror(world.platform);
  registerProductMirror(mirror);
  expect(await mirror.payOff(shopId)).toBe(true);
  return world.platform.clickhouse.query<Record<string, unknown>>({
    sql: 'SELECT product_id, canonical_id, title, category_2, price_minor FROM products WHERE shop_id = {shop:UInt32} ORDER BY product_id',
    shopId,
  });
}

test('claims get dense numbers, the same again the same, also when two writers meet', async () => {
  const { shopId } = await world.shop();
  const claims = Array.from({ length: 50 }, (_, n) => ({
    channel: 'uci',
    productNo: `P${n}`,
    title: `t${n}`,
  }));
  const learn = () => inShop(shopId, (tx) => learnProducts(tx, shopId, { claims, context: { at } }));
  const answers = await Promise.all([learn(), learn(), learn()]);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  expect([...answers[0].values()].sort((a, b) => a - b)).toEqual(claims.map((_, n) => n + 1));
  expect(await mirrored(shopId)).toHaveLength(50);
});

test('an import completes what was learnt; a learnt title never replaces a stated one', async () => {
  const { shopId } = await world.shop();
  const claim = { channel: 'pinduoduo', productNo: '7' };
  const learn = (title: string) =>
    inShop(shopId, (tx) => learnProducts(tx, shopId, { claims: [{ ...claim, title }], context: { at } }));
  await learn('毛巾 (旧)');
  await learn('?');
  const store = (record: ProductRecord) =>
    inShop(shopId, (tx) => storeProducts(tx, shopId, { records: [record] }));
  const record = pdd('7', { title: '毛巾', category: ['家居', '毛巾'], priceMinor: 1990 });
  expect((await store(record)).outcomes).toEqual(['updated']);
  expect((await store(record)).outcomes).toEqual(['unchanged']);
  expect((await store(pdd('7', { priceMinor: 1500, at: '2025-01-01T00:00:00.000Z' }))).outcomes).toEqual([
    'unchanged',
  ]);
  await learn('另一个');
  expect(await mirrored(shopId)).toEqual([
    { product_id: 1, canonical_id: 1, title: '毛巾', category_2: '毛巾', price_minor: '1990' },
  ]);
});

test('one product under two channels: a new name joins, two numbers become one group', async () => {
  const { shopId } = await world.shop();
  const store = (...records: ProductRecord[]) =>
    inShop(shopId, (tx) => storeProducts(tx, shopId, { records }));
  await store(
    pdd('1', { title: '奶瓶', priceMinor: 100 }),
    pdd('2', { title: '奶瓶 240ml', at: '2026-02-01T00:00:00.000Z' }),
  );
  await store(pdd('3', { sameAs: { channel: 'taobao', productNo: 'T3' } }));
  const found = await inShop(shopId, (tx) =>
    learnProducts(tx, shopId, { claims: [{ channel: 'taobao', productNo: 'T3' }], context: { at } }),
  );
  expect(found.get(productKey({ channel: 'taobao', productNo: 'T3' }))).toBe(3);
  await store(pdd('2', { sameAs: { channel: 'pinduoduo', productNo: '1' } }));
  const whole = { canonical_id: 1, title: '奶瓶 240ml', category_2: '', price_minor: '100' };
  expect((await mirrored(shopId)).slice(0, 2)).toEqual([
    { product_id: 1, ...whole },
    { product_id: 2, ...whole },
  ]);
});

const saying = fc.record(
  {
    title: fc.constantFrom('a', 'b', 'c'),
    priceMinor: fc.integer({ min: 1, max: 3 }),
    category: fc.constantFrom(['x'], ['x', 'y']),
  },
  { requiredKeys: [] },
);

test('stated facts do not depend on the order they arrive in', () => {
  const stated = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), saying), {
    selector: ([day]) => day,
    maxLength: 6,
  });
  const shuffled = stated.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  const heard = (all: readonly (readonly [number, object])[]): ProductStatement[] =>
    all.map(([day, said], heardNo) => ({
      said,
      at: `2026-01-0${day}T00:00:00.000Z`,
      heardNo,
      learnt: false,
    }));
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(foldProduct(heard(one))).toEqual(foldProduct(heard(other)));
    }),
  );
});

test('a group is everything reachable, and its number the smallest', () => {
  expect(
    groupSame([
      [5, 3],
      [9, 8],
      [3, 9],
    ]),
  ).toEqual(
    new Map([
      [3, 3],
      [5, 3],
      [8, 3],
      [9, 3],
    ]),
  );
});

test('row-level security: another shop sees no product', async () => {
  const [a, b] = [await world.shop(), await world.shop()];
  await inShop(a.shopId, (tx) => storeProducts(tx, a.shopId, { records: [pdd('1')] }));
  const { rows } = await inShop(b.shopId, (tx) => sql`select * from products.products`.execute(tx));
  expect(rows).toEqual([]);
});
