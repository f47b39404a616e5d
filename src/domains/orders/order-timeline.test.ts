import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { withShop } from '../../platform/db/postgres.ts';
import type { TimelinePlace } from '../customers/index.ts';
import { type StoredOrder, storeOrders } from './index.ts';
import { orderTimeline } from './order-timeline.ts';

test('a customer sees the orders of all its persons, newest first, page by page, and nobody else their receivers', async () => {
  await using world = await openWorld();
  const { shopId } = await world.shop();
  const keys = await world.platform.keyring.forShop(shopId);
  const order = (orderNo: string, personId: number, createdAt: string): StoredOrder => ({
    ...{
      channel: 'pinduoduo',
      orderNo,
      personId,
      createdAt,
      sourceTime: createdAt,
      state: 'paid',
      currency: 'CNY',
    },
    receiver: { name: '王小明' },
    lines: [
      { lineKey: '1', productId: 1, title: '保温杯', quantity: 1, unitPrice: 100, amountMinor: 100 },
      { lineKey: '2', productId: 2, quantity: 1, unitPrice: 50, amountMinor: 50 },
    ],
  });
  const orders = [
    order('A', 1, '2026-01-01T00:00:00.123Z'),
    order('B', 2, '2026-01-01T00:00:00.123Z'),
    order('C', 3, '2026-01-02T00:00:00Z'),
  ];
  const read = (types: string[], before?: TimelinePlace) =>
    withShop(world.platform.db, shopId, (tx) =>
      orderTimeline(async (_tx, _shop, persons) => new Set(persons.filter((id) => id === 1))).read({
        ...{ platform: world.platform, tx, keys, shopId, personIds: [1, 2], masking: 'masked', limit: 1 },
        ...{ types: new Set(types), before },
      }),
    );
  await withShop(world.platform.db, shopId, (tx) => storeOrders(tx, { keys, shopId, importId: 1 }, orders));
  const [first] = await read(['order', 'refund']);
  expect(first).toEqual({
    ...{ at: '2026-01-01T00:00:00.123Z', type: 'order', key: 'order:2', title: { zh: '下单', en: 'Order' } },
    data: {
      ...{ id: 2, no: 'B', channel: 'pinduoduo', state: 'paid', currency: 'CNY', amount_minor: 150 },
      ...{ titles: ['保温杯'], priority_shipping: false },
    },
  });
  const [second] = await read(['order'], first);
  expect(second).toMatchObject({ key: 'order:1', data: { no: 'A', priority_shipping: true } });
  expect(await read(['order'], second)).toEqual([]);
  expect(await read(['refund'])).toEqual([]);
});
