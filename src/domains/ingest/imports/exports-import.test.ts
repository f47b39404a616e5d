import iconv from 'iconv-lite';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileIn, toolsOf } from '../../../../test/import-fixture.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { findPreset } from './presets/presets.ts';
import { runImport } from './run-import.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function importFile(shopId: number, preset: string, content: string | Uint8Array) {
  const path = await fileIn(world, content);
  return orThrow(
    await runImport(toolsOf(world), { shopId, path, source: findPreset(preset)!, startedBy: 'cli' }),
  );
}

const rowsOf = <Row>(shopId: number, query: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
  withShop(world.platform.db, shopId, async (tx) => (await query.execute(tx)).rows);

const csv = (rows: readonly Record<string, string>[]): string => {
  const names = Object.keys(rows[0]!);
  const lines = rows.map((row) => names.map((name) => `${row[name] ?? ''}\t`).join(','));
  return `\ufeff${names.join(',')}\r\n${lines.join('\r\n')}\r\n`;
};

const order = {
  订单号: '240102-1',
  订单状态: '待发货',
  商品: '保温杯',
  商品id: '99',
  '商品总价(元)': '50.00',
  '用户实付金额(元)': '45.00',
  '店铺优惠折扣(元)': '5.00',
  '商品数量(件)': '1',
  支付时间: '2024-01-02 10:00:00',
  发货时间: '',
  售后状态: '无售后或售后取消',
  '退款金额(元)': '',
  收货人: '王**',
  手机: '138****0000',
  用户购买手机号: '13800138000',
  省: '广东省',
  市: '深圳市',
  区: '南山区',
  团ID: '77',
  团身份: '团长',
};

describe('pinduoduo', () => {
  test('a later export moves the order on and brings its refund; an older one changes nothing', async () => {
    const { shopId } = await world.shop();
    const others = [
      { ...order, 订单号: '240102-2', 用户购买手机号: '13900139000', 团身份: '团员' },
      { ...order, 订单号: '240102-3', 用户购买手机号: '13800138000-1234' },
    ];
    const first = await importFile(shopId, 'pinduoduo-orders', csv([order, ...others]));
    expect(first).toMatchObject({
      accepted: 3,
      customers: { created: 2 },
      orders: { created: 3 },
      amount_minor: { CNY: 15000 },
    });
    const later = {
      ...order,
      订单状态: '已发货，退款成功',
      发货时间: '2024-01-03 09:00:00',
      售后状态: '退款成功',
      '退款金额(元)': '20.00',
    };
    const second = await importFile(shopId, 'pinduoduo-orders', csv([later]));
    expect(second).toMatchObject({
      accepted: 1,
      duplicates: 0,
      orders: { created: 0, updated: 1 },
      refunds: 1,
    });
    expect(await importFile(shopId, 'pinduoduo-orders', csv([order]))).toMatchObject({
      accepted: 0,
      duplicates: 1,
    });
    const stored = await rowsOf(
      shopId,
      sql`select order_no, state, paid_minor, refunded_minor, tie_no, province from orders.orders
        where shop_id = ${shopId} order by order_no limit 1`,
    );
    expect(stored).toEqual([
      {
        order_no: '240102-1',
        state: 'shipped',
        paid_minor: 4500,
        refunded_minor: 2000,
        tie_no: '77',
        province: '广东省',
      },
    ]);
  });

  test('what is refunded is booked on the product and its category, once', async () => {
    const { shopId } = await world.shop();
    const asked = { ...order, 商品一级类目: '家居', 售后状态: '售后处理中', '退款金额(元)': '45.00' };
    await importFile(shopId, 'pinduoduo-orders', csv([asked]));
    const granted = { ...asked, 售后状态: '退款成功', '退款金额(元)': '20.00' };
    expect(await importFile(shopId, 'pinduoduo-orders', csv([granted]))).toMatchObject({
      accepted: 1,
      amount_minor: { CNY: -2000 },
    });
    expect(await importFile(shopId, 'pinduoduo-orders', csv([granted]))).toMatchObject({ duplicates: 1 });
    const { clickhouse } = world.platform;
    const byCategory = `SELECT category_1 AS category, toString(sum(amount_minor)) AS amount, toString(sum(quantity)) AS pieces
      FROM (SELECT product_id, amount_minor, quantity FROM refund_lines WHERE shop_id = {shop:UInt32} AND state = 'done') AS line
      GLOBAL ANY INNER JOIN (SELECT product_id, category_1 FROM products WHERE shop_id = {shop:UInt32}) AS product USING (product_id)
      GROUP BY category`;
    expect(await clickhouse.query({ sql: byCategory, shopId })).toEqual([
      { category: '家居', amount: '2000', pieces: '0' },
    ]);
  });

  test('a refund beyond what was paid is refused with its row', async () => {
    const { shopId } = await world.shop();
    const result = await importFile(
      shopId,
      'pinduoduo-orders',
      csv([{ ...order, 售后状态: '退款成功', '退款金额(元)': '99.00' }]),
    );
    expect(result).toMatchObject({ rows: 1, accepted: 0, rejected: 1, refunds: 0 });
  });
});

describe('taobao', () => {
  const header = {
    订单编号: '1001',
    买家会员名: '小熊',
    买家应付货款: '100.00',
    买家应付邮费: '0.00',
    买家实际支付金额: '90.00',
    订单状态: '交易成功',
    订单创建时间: '2024-03-01 08:00:00',
    订单付款时间: '2024-03-01 08:01:00',
  };
  const lines = [
    { 订单编号: '1001', 标题: '杯', 价格: '40.00', 购买数量: '2', 商家编码: 'CUP' },
    { 订单编号: '1001', 标题: '盖', 价格: '20.00', 购买数量: '1', 商家编码: 'LID' },
  ];

  test.each([[['orders', 'lines']], [['lines', 'orders']]])(
    'orders and lines make the same order in either sequence: %s',
    async (sequence) => {
      const { shopId } = await world.shop();
      for (const part of sequence) {
        const [preset, rows] =
          part === 'orders'
            ? (['taobao-orders', [header]] as const)
            : (['taobao-order-lines', lines] as const);
        const gbk = iconv.encode(csv(rows).replace('\ufeff', ''), 'gb18030');
        expect(await importFile(shopId, preset, gbk)).toMatchObject({ rejected: 0, duplicates: 0 });
      }
      const stored = await rowsOf(
        shopId,
        sql`select o.state, o.goods_minor, o.paid_minor, o.person_id, o.quantity, o.created_at::date::text as day,
          (select count(*) from orders.order_lines l where l.shop_id = o.shop_id and l.order_id = o.order_id) as lines
        from orders.orders o where o.shop_id = ${shopId}`,
      );
      expect(stored).toEqual([
        {
          state: 'completed',
          goods_minor: 10000,
          paid_minor: 9000,
          person_id: 1,
          quantity: 3,
          day: '2024-03-01',
          lines: 2,
        },
      ]);
    },
  );
});

test('segment: who identifies with an e-mail is who browsed without a name', async () => {
  const { shopId } = await world.shop();
  const at = '2024-01-01T00:00:00.000Z';
  const calls = [
    {
      type: 'track',
      event: 'Product Viewed',
      anonymousId: 'a',
      messageId: '1',
      timestamp: at,
      properties: { product_id: 'P' },
    },
    { type: 'identify', anonymousId: 'a', userId: 'u', timestamp: at, traits: { email: 'x@example.com' } },
    {
      type: 'track',
      event: 'Product Added',
      userId: 'u',
      messageId: '2',
      timestamp: at,
      properties: { product_id: 'P' },
    },
    { type: 'track', event: 'Nameless', messageId: '3', timestamp: at },
  ];
  const file = calls.map((call) => JSON.stringify(call)).join('\n');
  expect(await importFile(shopId, 'segment-jsonl', file)).toMatchObject({
    rows: 4,
    accepted: 3,
    rejected: 1,
    events: 2,
  });
  expect(await importFile(shopId, 'segment-jsonl', file)).toMatchObject({
    accepted: 0,
    duplicates: 3,
    events: 0,
  });
  const customers = await rowsOf(
    shopId,
    sql`select count(distinct customer_id)::integer as customers from customers.persons where shop_id = ${shopId}`,
  );
  expect(customers).toEqual([{ customers: 1 }]);
});
