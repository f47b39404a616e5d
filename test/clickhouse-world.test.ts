import { afterAll, beforeAll, expect, it } from 'vitest';
import { bothTopologies } from './two-shards.ts';
import { openWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('every world has its migrated ClickHouse, on one node and on two shards', async () => {
  const { ask } = await bothTopologies(world.platform.clickhouse);
  const sql = 'SELECT count() AS n FROM events WHERE shop_id = {shop:UInt32}';
  expect(await ask({ sql, shopId: 1 })).toEqual([{ n: '0' }]);
});
