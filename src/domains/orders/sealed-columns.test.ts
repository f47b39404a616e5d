import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { rotateKeys } from '../../platform/crypto/rotate-keys.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orderSealedColumns, type StoredOrder, storeOrders } from './index.ts';

test('receivers are sealed anew by a rotation of keys, and the same order after it is the same', async () => {
  await using world = await openWorld();
  const { shopId } = await world.shop();
  const { db, keyring } = world.platform;
  const order: StoredOrder = {
    ...{ channel: 'pinduoduo', orderNo: 'A', personId: 7, state: 'paid', currency: 'CNY' },
    ...{ sourceTime: '2026-01-02T00:00:00.000Z', createdAt: '2026-01-01T00:00:00.000Z' },
    receiver: { name: '王小明', phone: '13800138000', address: '文一西路 969 号' },
    lines: [{ lineKey: '1', productId: 1, quantity: 2, unitPrice: 50, amountMinor: 100 }],
  };
  const keys = await keyring.forShop(shopId);
  const store = () => withShop(db, shopId, (tx) => storeOrders(tx, { keys, shopId, importId: 1 }, [order]));
  await store();
  expect(await rotateKeys(world.platform, shopId, orderSealedColumns)).toMatchObject({ resealed: 2 });
  expect(await store()).toMatchObject({ created: 0, updated: 0 });
  for (const table of ['orders.orders', 'orders.statements']) {
    const { rows } = await withShop(db, shopId, (tx) =>
      sql<{ sealed: Buffer }>`select receiver_sealed as sealed from ${sql.table(table)}`.execute(tx),
    );
    const place = { shopId, table: 'orders.orders', column: 'receiver_sealed', rowId: '1' };
    expect(rows).toHaveLength(1);
    expect(rows[0]!.sealed.readUInt32BE(1)).toBe(2);
    expect(JSON.parse(keys.open(place, rows[0]!.sealed))).toEqual(order.receiver);
  }
});
