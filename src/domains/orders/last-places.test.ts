import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { lastPlaces } from './last-places.ts';
import { storeOrders } from './store-orders.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const order = (orderNo: string, personId: number, day: string, receiver?: object) => ({
  ...{ channel: 'taobao', orderNo, personId, state: 'created' as const, currency: 'CNY', lines: [] },
  ...{ sourceTime: `${day}T04:00:00.000Z`, createdAt: `${day}T04:00:00.000Z`, ...(receiver && { receiver }) },
});

it('is where the last order with a province went, of each person asked for, guests none', async () => {
  const { shopId } = await world.shop();
  const keys = await world.platform.keyring.forShop(shopId);
  const places = await withShop(world.platform.db, shopId, async (tx) => {
    await storeOrders(tx, { keys, shopId }, [
      order('1', 1, '2024-03-01', { province: '浙江省', city: '杭州市' }),
      order('2', 1, '2024-03-02', { province: '广东省' }),
      order('3', 1, '2024-03-03', { city: '深圳市' }),
      order('4', 2, '2024-03-04'),
      order('5', 0, '2024-03-05', { province: '四川省' }),
      order('6', 3, '2024-03-06', { province: '上海市' }),
    ]);
    return lastPlaces(tx, shopId, [0, 1, 2]);
  });
  const at = new Date('2024-03-02T04:00:00Z');
  expect(places).toEqual([{ personId: 1, province: '广东省', city: null, at }]);
});
