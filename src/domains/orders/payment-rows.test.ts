import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { type StoredOrder, storeOrders, undoOrderImport } from './index.ts';

/** One payment number said with two contents: neither is lost, and the later statement stands. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;

/** As a file of that day says it. */
const said = (on: number, payments: NonNullable<StoredOrder['payments']>): StoredOrder => ({
  ...{ channel: 'taobao', orderNo: 'A', personId: 7, state: 'paid', sourceTime: day(on), createdAt: day(1) },
  ...{ currency: 'CNY', lines: [], paidMinor: 900, paidAt: day(1), payments },
});
const wrong = { paymentNo: 'P1', paidAt: day(2), amountMinor: 800 };
const right = { paymentNo: 'P1', method: 'alipay', paidAt: day(3), amountMinor: 900 };
const deposit = { paymentNo: 'P0', paidAt: day(1), amountMinor: 100 };

async function store(shopId: number, order: StoredOrder, importId: number) {
  const keys = await world.platform.keyring.forShop(shopId);
  const { outcomes } = await withShop(world.platform.db, shopId, (tx) =>
    storeOrders(tx, { keys, shopId, importId }, [order]),
  );
  return outcomes[0]!.order;
}

async function payments(shopId: number): Promise<string[]> {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{
      it: string;
    }>`select concat_ws(' ', payment_no, method, extract(day from paid_at at time zone 'UTC'), amount_minor)
      as it from orders.payments order by payment_no`.execute(tx),
  );
  return rows.map(({ it }) => it);
}

test('the later statement stands, whichever file came first, and one that is older changes nothing', async () => {
  const [forwards, backwards] = [await world.shop(), await world.shop()];
  expect(await store(forwards.shopId, said(5, [wrong, deposit]), 1)).toBe('created');
  expect(await store(forwards.shopId, said(6, [right]), 2)).toBe('updated');
  expect(await store(forwards.shopId, said(6, [right]), 2)).toBe('unchanged');
  expect(await store(backwards.shopId, said(6, [right]), 2)).toBe('created');
  expect(await store(backwards.shopId, said(5, [wrong, deposit]), 1)).toBe('updated');
  expect(await payments(forwards.shopId)).toEqual(['P0 1 100', 'P1 alipay 3 900']);
  expect(await payments(backwards.shopId)).toEqual(['P0 1 100', 'P1 alipay 3 900']);
});

test('an undo brings back what the other file said of the payment', async () => {
  for (const [undone, left] of [
    [2, ['P0 1 100', 'P1 2 800']],
    [1, ['P1 alipay 3 900']],
  ] as const) {
    const { shopId } = await world.shop();
    await store(shopId, said(5, [wrong, deposit]), 1);
    await store(shopId, said(6, [right]), 2);
    await undoOrderImport(world.platform.db, { shopId, importId: undone });
    expect(await payments(shopId)).toEqual(left);
  }
});
