import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cases } from '../../../test/properties.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { createMirror } from '../../platform/mirror/index.ts';
import {
  linkRefunds,
  registerOrderMirror,
  type StoredLine,
  type StoredOrder,
  type StoredRefund,
  storeAdjustments,
  storeOrders,
  storeRefunds,
  storeSpend,
} from './index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;

const line = (lineKey: string, more: Partial<StoredLine> = {}): StoredLine => ({
  ...{ lineKey, productId: 1, quantity: 1, unitPrice: 100, amountMinor: 100 },
  ...more,
});

const order = (orderNo: string, more: Partial<StoredOrder> = {}): StoredOrder => ({
  ...{ channel: 'pinduoduo', orderNo, personId: 7, state: 'paid', sourceTime: day(2), createdAt: day(1) },
  ...{ currency: 'CNY', lines: [line('1')], receiver: { province: '浙江' } },
  ...more,
});

const refund = (refundNo: string, more: Partial<StoredRefund> = {}): StoredRefund => ({
  ...{
    channel: 'pinduoduo',
    refundNo,
    personId: 7,
    refundedAt: day(9),
    currency: 'CNY',
    state: 'done',
    lines: [],
  },
  ...more,
});

const inShop = <T>(shopId: number, work: Parameters<typeof withShop<T>>[2]) =>
  withShop(world.platform.db, shopId, work);

async function store(shopId: number, orders: StoredOrder[]) {
  const keys = await world.platform.keyring.forShop(shopId);
  return inShop(shopId, (tx) => storeOrders(tx, { keys, shopId }, orders));
}

const giveBack = (shopId: number, refunds: StoredRefund[]) =>
  inShop(shopId, (tx) => storeRefunds(tx, { shopId }, refunds));

const refundedOf = async (shopId: number) => {
  const { rows } = await inShop(shopId, (tx) =>
    sql<{ order_no: string; refunded_minor: number; units: number }>`
      select order_no, refunded_minor, sum(l.refunded_quantity)::integer as units
      from orders.orders join orders.order_lines l using (shop_id, order_id) group by 1, 2 order by 1`.execute(
      tx,
    ),
  );
  return rows.map((row) => [row.order_no, row.refunded_minor, row.units]);
};

async function mirrored(shopId: number, table: string) {
  const mirror = createMirror(world.platform);
  registerOrderMirror(mirror);
  expect(await mirror.payOff(shopId)).toBe(true);
  return world.platform.clickhouse.query<Record<string, unknown>>({
    sql: `SELECT * FROM ${table} WHERE shop_id = {shop:UInt32} ORDER BY ALL`,
    shopId,
  });
}

test('a refund takes from the order it names, once, and never more than was paid', async () => {
  const { shopId } = await world.shop();
  await store(shopId, [order('A')]);
  const half = refund('R1', { orderNo: 'A', amountMinor: 60, state: 'processing' });
  expect((await giveBack(shopId, [half])).outcomes[0]!.refund).toBe('created');
  expect(await refundedOf(shopId)).toEqual([['A', 0, 0]]);
  await giveBack(shopId, [{ ...half, state: 'done' }]);
  expect(
    (await giveBack(shopId, [{ ...half, state: 'done' }, half])).outcomes.map((it) => it.refund),
  ).toEqual(['unchanged', 'unchanged']);
  const { outcomes } = await giveBack(shopId, [
    refund('R2', { orderNo: 'A', amountMinor: 41 }),
    refund('R3', { orderNo: 'A', amountMinor: 40 }),
  ]);
  expect(outcomes.map((it) => [it.refund, it.issue?.code])).toEqual([
    ['rejected', 'refund-exceeds-paid'],
    ['created', undefined],
  ]);
  expect(await refundedOf(shopId)).toEqual([['A', 100, 0]]);
  expect(await mirrored(shopId, 'refunds')).toMatchObject([
    { amount_minor: '60', province: '浙江' },
    { amount_minor: '40' },
  ]);
  expect(await mirrored(shopId, 'orders')).toMatchObject([{ refunded_minor: '100' }]);
});

test('refunds that meet never give back more than was paid', async () => {
  const { shopId } = await world.shop();
  await store(shopId, [order('A')]);
  const tries = Array.from({ length: 8 }, (_, n) =>
    giveBack(shopId, [refund(`R${n}`, { orderNo: 'A', amountMinor: 30 })]),
  );
  const outcomes = (await Promise.all(tries)).map((it) => it.outcomes[0]!.refund);
  expect(outcomes.filter((it) => it === 'created')).toHaveLength(3);
  expect(await refundedOf(shopId)).toEqual([['A', 90, 0]]);
});

test('an order cannot come to have paid less than was given back', async () => {
  const { shopId } = await world.shop();
  await store(shopId, [order('A'), order('B')]);
  await giveBack(shopId, [refund('R', { orderNo: 'A', amountMinor: 90 })]);
  const less = (orderNo: string) => order(orderNo, { sourceTime: day(5), paidMinor: 50, goodsMinor: 50 });
  const { outcomes } = await store(shopId, [less('A'), less('B')]);
  expect(outcomes.map((it) => [it.order, it.issue?.code])).toEqual([
    ['rejected', 'refund-exceeds-paid'],
    ['updated', undefined],
  ]);
  expect(await refundedOf(shopId)).toEqual([
    ['A', 90, 0],
    ['B', 0, 0],
  ]);
});

test('a refund that came before its order is linked when the order is there', async () => {
  const { shopId } = await world.shop();
  await giveBack(shopId, [
    refund('R1', { orderNo: 'A', amountMinor: 60 }),
    refund('R2', { orderNo: 'A', amountMinor: 50 }),
  ]);
  await linkRefunds(world.platform.db, { shopId });
  await store(shopId, [order('A')]);
  await linkRefunds(world.platform.db, { shopId });
  expect(await refundedOf(shopId)).toEqual([['A', 60, 0]]);
});

test('a refund that names no order takes back the latest earlier lines, and guests take back nothing', async () => {
  const { shopId } = await world.shop();
  await store(shopId, [
    order('A', { createdAt: day(1), lines: [line('1', { quantity: 3, amountMinor: 300 })] }),
    order('B', { createdAt: day(3), lines: [line('1', { quantity: 2, amountMinor: 200 })] }),
    order('C', { createdAt: day(20), lines: [line('1', { quantity: 9, amountMinor: 900 })] }),
    order('G', { personId: 0 }),
  ]);
  await giveBack(shopId, [
    refund('R1', { lines: [line('1', { quantity: 4, amountMinor: 400 })] }),
    refund('R2', { personId: 0, lines: [line('1')] }),
  ]);
  await linkRefunds(world.platform.db, { shopId });
  expect(await refundedOf(shopId)).toEqual([
    ['A', 200, 2],
    ['B', 200, 2],
    ['C', 0, 0],
    ['G', 0, 0],
  ]);
  const before = await inShop(shopId, (tx) => sql`select * from orders.orders order by order_id`.execute(tx));
  await linkRefunds(world.platform.db, { shopId });
  expect(
    (await inShop(shopId, (tx) => sql`select * from orders.orders order by order_id`.execute(tx))).rows,
  ).toEqual(before.rows);
  expect(await mirrored(shopId, 'refunds')).toMatchObject([
    { order_id: '0', province: '浙江' },
    { order_id: '0', province: '' },
  ]);
  expect((await mirrored(shopId, 'order_lines')).map((row) => row.refunded_quantity)).toEqual([2, 2, 0, 0]);
});

test('links end the same whatever came first, in however many imports', async () => {
  const lines = fc.array(
    fc.record({
      no: fc.integer({ min: 1, max: 3 }),
      quantity: fc.integer({ min: 1, max: 3 }),
      productId: fc.integer({ min: 1, max: 2 }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const steps = fc.tuple(lines, lines).map(([bought, returned]) => [
    ...bought.map((it, n) =>
      order(`O${it.no}`, {
        createdAt: day(it.no),
        lines: [line(`${n}`, { ...it, amountMinor: it.quantity * 10 })],
      }),
    ),
    ...returned.map((it, n) =>
      refund(`R${n}`, {
        refundedAt: day(it.no + 1),
        lines: [line('1', { ...it, amountMinor: it.quantity * 10 })],
      }),
    ),
  ]);
  const run = async (all: (StoredOrder | StoredRefund)[], each: boolean) => {
    const { shopId } = await world.shop();
    for (const step of all) {
      if ('refundNo' in step) await giveBack(shopId, [step]);
      else await store(shopId, [step]);
      if (each) await linkRefunds(world.platform.db, { shopId });
    }
    await linkRefunds(world.platform.db, { shopId });
    return refundedOf(shopId);
  };
  const orders = steps.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  await fc.assert(
    fc.asyncProperty(orders, async ([one, other]) => {
      expect(await run(other, true)).toEqual(await run(one, false));
    }),
    cases(12, 8),
  );
});

test('spend and adjustments: again changes nothing, corrected changes', async () => {
  const { shopId } = await world.shop();
  const spend = {
    kind: 'spend',
    channel: 'pinduoduo',
    campaign: '618',
    day: '2026-06-18',
    currency: 'CNY',
    amountMinor: 100,
    impressions: 10,
    clicks: 1,
  } as const;
  const spent = (records: (typeof spend | (Omit<typeof spend, 'amountMinor'> & { amountMinor: number }))[]) =>
    inShop(shopId, (tx) => storeSpend(tx, { shopId }, records));
  expect(await spent([spend, { ...spend, day: '2026-06-19' } as never])).toEqual(['created', 'created']);
  expect(await spent([spend])).toEqual(['unchanged']);
  expect(await spent([{ ...spend, amountMinor: 150 }])).toEqual(['updated']);
  expect(await spent([spend])).toEqual(['updated']);
  expect(await mirrored(shopId, 'acquisition_spend')).toMatchObject([
    { day: '2026-06-18', amount_minor: '100', impressions: '10', clicks: '1' },
    { day: '2026-06-19', impressions: '10', clicks: '1' },
  ]);
  const corrected = { ...spend, impressions: 20, clicks: 3 };
  expect(await spent([corrected as never])).toEqual(['updated']);
  expect(await mirrored(shopId, 'acquisition_spend')).toMatchObject([
    { day: '2026-06-18', amount_minor: '100', impressions: '20', clicks: '3' },
    { day: '2026-06-19', impressions: '10', clicks: '1' },
  ]);
  const booking = {
    channel: 'uci',
    adjustmentNo: 'A1',
    lineKey: 'x#1',
    at: day(1),
    currency: 'GBP',
    amountMinor: -5,
  };
  const book = () =>
    inShop(shopId, (tx) => storeAdjustments(tx, { shopId }, [booking, { ...booking, lineKey: 'x#2' }]));
  expect(await book()).toEqual(['created', 'created']);
  expect(await book()).toEqual(['duplicate', 'duplicate']);
});
