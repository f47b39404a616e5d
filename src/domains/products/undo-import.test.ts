import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import type { ProductRecord } from '../../contract/records.ts';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import { createMirror } from '../../platform/mirror/index.ts';
import { learnProducts, registerProductMirror, storeProducts, undoProductImport } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const at = '2026-01-01T00:00:00.000Z';
const record = (productNo: string, title: string, more: Partial<ProductRecord> = {}): ProductRecord => ({
  ...{ kind: 'product', channel: 'pinduoduo', productNo, title, at },
  ...more,
});

test('facts fall back to what others said, and only what nobody uses is gone', async () => {
  const { shopId } = await world.shop();
  const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, shopId, work);
  const mirror = createMirror(world.platform);
  registerProductMirror(mirror);
  const later = '2026-02-01T00:00:00.000Z';
  await inShop((tx) =>
    storeProducts(tx, shopId, { records: [record('1', '毛巾'), record('2', '奶瓶')], importId: 1 }),
  );
  const wrong = [
    record('1', '错', { at: later }),
    record('2', '奶瓶', { at: later, sameAs: { channel: 'pinduoduo', productNo: '1' } }),
    record('3', '只此一处'),
    record('4', '仍有人用'),
  ];
  await inShop((tx) => storeProducts(tx, shopId, { records: wrong, importId: 2 }));
  const claims = [{ channel: 'taobao', productNo: 'T', title: '顺带得知' }];
  await inShop((tx) => learnProducts(tx, shopId, { claims, context: { importId: 2, at } }));
  await mirror.payOff(shopId);
  const stillUsed = async (ids: readonly number[]) => new Set(ids.filter((id) => id === 4));
  await inShop((tx) => undoProductImport(tx, { shopId, importId: 2, stillUsed }));
  await mirror.payOff(shopId);
  const counted = await world.platform.clickhouse.query<Record<string, unknown>>({
    sql: 'SELECT product_id, canonical_id, title FROM products WHERE shop_id = {shop:UInt32} ORDER BY product_id',
    shopId,
  });
  expect(counted).toEqual([
    { product_id: 1, canonical_id: 1, title: '毛巾' },
    { product_id: 2, canonical_id: 2, title: '奶瓶' },
    { product_id: 4, canonical_id: 4, title: '' },
  ]);
  const { rows } = await inShop((tx) =>
    sql<{ product_no: string }>`select product_no from products.channel_products order by 1`.execute(tx),
  );
  expect(rows.map((row) => row.product_no)).toEqual(['1', '2', '4']);
});
