import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { createMirror } from '../../platform/mirror/index.ts';
import { registerOrderMirror, type StoredLine, type StoredOrder, storeOrders } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;

const line = (lineKey: string, more: Partial<StoredLine> = {}): StoredLine => ({
  ...{ lineKey, productId: 1, quantity: 2, unitPrice: 50, amountMinor: 100 },
  ...more,
});

const order = (orderNo: string, more: Partial<StoredOrder> = {}): StoredOrder => ({
  ...{ channel: 'pinduoduo', orderNo, personId: 7, state: 'paid', sourceTime: day(2), createdAt: day(1) },
  ...{ currency: 'CNY', lines: [line('1')] },
  ...more,
});

async function store(shopId: number, orders: StoredOrder[], importId?: number) {
  const keys = await world.platform.keyring.forShop(shopId);
  return withShop(world.platform.db, shopId, (tx) => storeOrders(tx, { keys, shopId, importId }, orders));
}

const rowsOf = (shopId: number, what = 'orders.orders') =>
  withShop(world.platform.db, shopId, async (tx) => {
    const { rows } = await sql<
      Record<string, unknown>
    >`select * from ${sql.raw(what)} order by 1, 2, 3, 4`.execute(tx);
    return rows;
  });

async function mirrored(shopId: number, table: string) {
  const mirror = createMirror(world.platform);
  registerOrderMirror(mirror);
  expect(await mirror.payOff(shopId)).toBe(true);
  return world.platform.clickhouse.query<Record<string, unknown>>({
    sql: `SELECT * FROM ${table} WHERE shop_id = {shop:UInt32} ORDER BY ALL`,
    shopId,
  });
}

test('stores an order once, whatever is repeated, and grows with its lines', async () => {
  const { shopId } = await world.shop();
  const first = await store(shopId, [order('A'), order('B', { lines: [line('1'), line('2')] })]);
  expect(first).toMatchObject({ created: 2, updated: 0 });
  expect(first.outcomes[1]!.lines).toEqual(['created', 'created']);
  const before = await rowsOf(shopId);
  const again = await store(shopId, [order('A'), order('B', { lines: [line('1'), line('2')] })]);
  expect(again).toMatchObject({ created: 0, updated: 0 });
  expect(again.outcomes[1]).toEqual({ order: 'unchanged', lines: ['duplicate', 'duplicate'] });
  expect(await rowsOf(shopId)).toEqual(before);
  const grown = await store(shopId, [order('A', { lines: [line('2', { amountMinor: 55 })] })]);
  expect(grown.outcomes).toEqual([{ order: 'updated', lines: ['created'] }]);
  expect((await rowsOf(shopId))[0]).toMatchObject({
    goods_minor: 155,
    paid_minor: 155,
    quantity: 4,
    is_paid: true,
  });
  expect(await mirrored(shopId, 'orders')).toMatchObject([{ paid_minor: '155' }, { paid_minor: '200' }]);
  expect(await mirrored(shopId, 'order_lines')).toHaveLength(4);
});

test('a line is in ClickHouse as it was said, whatever its text holds', async () => {
  const { shopId } = await world.shop();
  const odd = '\\a\tb\nc\rd\\N"\'{}, ';
  const lines = [
    line(odd, { title: odd, sku: '"', quantity: -3, amountMinor: -7, discountMinor: 4, costMinor: 9 }),
    line('\\N'),
    line(''),
  ];
  const told = order('A', {
    channel: odd,
    paidAt: '2026-01-02T03:04:05.678Z',
    receiver: { province: odd },
    lines,
  });
  await store(shopId, [told, order('B', { state: 'created', paidMinor: 0 })]);
  const row = {
    channel: odd,
    province: odd,
    is_paid: 1,
    paid_at: '2026-01-02 03:04:05.678',
    person_id: 7,
    currency: 'CNY',
  };
  const plain = { product_id: 1, quantity: 2, amount_minor: '100', discount_minor: '0', cost_minor: null };
  expect(await mirrored(shopId, 'order_lines')).toMatchObject([
    { ...row, ...plain, line_key: '' },
    { ...row, line_key: '\\N', refunded_quantity: 0, is_deleted: 0 },
    {
      ...row,
      line_key: odd,
      product_id: 1,
      quantity: -3,
      amount_minor: '-7',
      discount_minor: '4',
      cost_minor: '9',
    },
    { line_key: '1', paid_at: null, is_paid: 0, province: '' },
  ]);
});

test('records of one order in one call, a line each, are one order', async () => {
  const { shopId } = await world.shop();
  const records = ['1', '2', '3'].map((key) => order('A', { lines: [line(key)] }));
  const late = order('A', { state: 'shipped', sourceTime: day(5), shippedAt: day(5), lines: [line('1')] });
  const stored = await store(shopId, [...records, late]);
  expect(stored.created).toBe(1);
  expect(stored.outcomes.map(({ lines }) => lines[0])).toEqual([
    'created',
    'created',
    'created',
    'duplicate',
  ]);
  expect(await rowsOf(shopId)).toMatchObject([{ state: 'shipped', paid_minor: 300 }]);
});

test('of two wordings of a line the later source time stands, in any order, and the older again changes nothing', async () => {
  const { shopId } = await world.shop();
  const says = (no: string, n: number) =>
    order(no, { sourceTime: day(n), lines: [line('1', { amountMinor: n * 10 })] });
  for (const n of [3, 1, 2]) await store(shopId, [says('A', n)]);
  for (const n of [1, 2, 3]) await store(shopId, [says('B', n)]);
  const rows = await rowsOf(shopId, 'orders.orders');
  expect(rows.map((row) => row.paid_minor)).toEqual([30, 30]);
  const again = await store(shopId, [says('A', 1), says('B', 2)]);
  expect(again.outcomes.map((it) => it.order)).toEqual(['unchanged', 'unchanged']);
  expect(await rowsOf(shopId)).toEqual(rows);
});

test('the receiver is sealed to its order; province, city and district stay plain', async () => {
  const { shopId } = await world.shop();
  const receiver = {
    name: '王小明',
    phone: '13812345678',
    address: '文一路 1 号',
    province: '浙江',
    city: '杭州',
  };
  await store(shopId, [order('A', { receiver })]);
  const [row] = await rowsOf(shopId);
  const keys = await world.platform.keyring.forShop(shopId);
  const place = { shopId, table: 'orders.orders', column: 'receiver_sealed', rowId: String(row!.order_id) };
  expect(JSON.parse(keys.open(place, row!.receiver_sealed as Buffer))).toMatchObject({ name: '王小明' });
  expect(JSON.stringify(await rowsOf(shopId, 'orders.statements'))).not.toContain('1381234');
  expect((await store(shopId, [order('A', { receiver })])).outcomes[0]!.order).toBe('unchanged');
  expect(row).toMatchObject({ province: '浙江', city: '杭州' });
});

test('writers that meet make each order once and lose no line', async () => {
  const { shopId } = await world.shop();
  const part = (n: number) =>
    Array.from({ length: 40 }, (_, no) => order(`N${(no * 7 + n) % 40}`, { lines: [line(`${n}`)] }));
  await Promise.all([0, 1, 2, 3].map((n) => store(shopId, part(n))));
  const rows = await rowsOf(shopId);
  expect(rows).toHaveLength(40);
  expect(rows.every((row) => row.paid_minor === 400)).toBe(true);
});
