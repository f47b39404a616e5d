import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AT, type Client, liveRows, openTracking, track } from '../../../../test/tracking.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';

let world: World;
let app: HttpApp;
let client: Client;
let shopId: number;

beforeAll(async () => {
  world = await openWorld();
  ({ app, client, shopId } = await openTracking(world));
});

afterAll(async () => {
  await app?.close();
  await world?.close();
});

/** One row of a question put to PostgreSQL. */
async function one<T>(question: ReturnType<typeof sql<T>>): Promise<T | undefined> {
  return (await withShop(world.platform.db, shopId, (tx) => question.execute(tx))).rows[0];
}

const orderOf = (no: string) =>
  one(sql<Record<string, unknown>>`
    select o.state, o.currency, o.paid_minor, o.discount_minor, o.shipping_minor, o.refunded_minor, o.quantity,
      o.person_id > 0 as known, (select count(*) from orders.order_lines l where l.shop_id = o.shop_id
        and l.order_id = o.order_id)::int as lines
    from orders.orders o where shop_id = ${shopId} and order_no = ${no}`);

const products = [
  { product_id: 'P1', name: '奶瓶', price: 19.99, quantity: 2, category: '母婴 > 喂养', brand: 'B' },
  { product_id: 'P2', name: '围兜', price: '5.00', quantity: 1 },
];

describe('orders', () => {
  it('come of Order Completed, by any of its names, once however often it is sent', async () => {
    const properties = { order_id: 'O1', total: 48.98, discount: 1, shipping: 5, products };
    const call = track('completed order', { messageId: 'o1', properties });
    for (const sentAt of [AT, '2026-01-15T03:00:00Z']) await client.batch([call], { sentAt });
    expect(await orderOf('O1')).toEqual({
      ...{ state: 'paid', currency: 'CNY', paid_minor: 4898, discount_minor: 100, shipping_minor: 500 },
      ...{ refunded_minor: 0, quantity: 3, known: true, lines: 2 },
    });
    const rows = (await liveRows(world, shopId)).filter((it) => it.message_id === 'o1');
    expect(rows).toMatchObject([{ name: 'Order Completed', order_no: 'O1', amount_minor: '4898' }]);
  });

  it('in the currency said, in its minor units', async () => {
    await client.batch([
      track('Order Completed', { properties: { order_id: 'J1', total: 1200, currency: 'jpy' } }),
      track('Order Completed', {
        properties: { order_id: 'K1', revenue: '1.234', tax: 0.1, currency: 'KWD' },
      }),
    ]);
    expect(await orderOf('J1')).toMatchObject({ currency: 'JPY', paid_minor: 1200 });
    expect(await orderOf('K1')).toMatchObject({ currency: 'KWD', paid_minor: 1334 });
  });

  it('change by Order Updated: the same line with another quantity is the same line', async () => {
    const later = '2026-01-15T03:59:59.500Z';
    const more = [{ ...products[0], quantity: 3 }, products[1]];
    const properties = { order_id: 'O1', total: 68.97, discount: 1, shipping: 5, products: more };
    await client.batch([track('Order Updated', { timestamp: later, properties })]);
    expect(await orderOf('O1')).toMatchObject({ paid_minor: 6897, quantity: 4, lines: 2 });
  });

  it('end by Order Cancelled', async () => {
    await client.batch([
      track('Order Completed', { properties: { order_id: 'C1', total: 9 } }),
      track('Order Canceled', { timestamp: '2026-01-15T03:59:59.900Z', properties: { order_id: 'C1' } }),
    ]);
    expect(await orderOf('C1')).toMatchObject({ state: 'cancelled' });
  });
});

describe('refunds', () => {
  const refund = (properties: object, more: object = {}) => track('Order Refunded', { properties, ...more });

  it('take from the order, once, and never more than was paid', async () => {
    await client.batch([track('Order Completed', { properties: { order_id: 'R1', total: 100 } })]);
    const part = refund({ order_id: 'R1', total: 30 });
    for (let n = 0; n < 3; n += 1) expect((await client.batch([part])).json()).toMatchObject({ accepted: 1 });
    expect(await orderOf('R1')).toMatchObject({ refunded_minor: 3000 });
    const more = refund({ order_id: 'R1', total: 71 }, { messageId: 'too-much' });
    const answer = (await client.batch([more, track('Other', { messageId: 'beside' })])).json();
    expect(answer).toMatchObject({
      accepted: 1,
      rejected: [{ index: 0, code: 'refund-exceeds-paid', field: 'properties.order_id' }],
    });
    expect(await orderOf('R1')).toMatchObject({ refunded_minor: 3000 });
    const ids = (await liveRows(world, shopId)).map((it) => it.message_id);
    expect(ids).toContain('beside');
    expect(ids).not.toContain('too-much');
  });

  it('without an amount give back what is left, also when sent again', async () => {
    const rest = refund({ order_id: 'R1' });
    await client.batch([rest]);
    await client.batch([rest]);
    expect(await orderOf('R1')).toMatchObject({ refunded_minor: 10_000 });
    const unknown = (await client.batch([refund({ order_id: 'nosuch' })])).json();
    expect(unknown.rejected).toMatchObject([{ code: 'refund-amount-unknown', field: 'properties.total' }]);
  });

  it('may come before their order', async () => {
    await client.batch([refund({ order_id: 'E1', total: 4 })]);
    await client.batch([track('Order Completed', { properties: { order_id: 'E1', total: 10 } })]);
    await expect.poll(async () => (await orderOf('E1'))!.refunded_minor).toBe(400);
  });
});

describe('what else an event says', () => {
  it('products are learnt, with title, brand and category', async () => {
    const found = await one(sql<object>`
      select title, brand, category, price_minor from products.products p
      join products.channel_products c using (shop_id, product_id) where c.product_no = 'P1'`);
    expect(found).toMatchObject({ title: '奶瓶', brand: 'B', category: ['母婴', '喂养'] });
    await client.batch([track('product viewed', { messageId: 'pv', properties: { sku: 'P1', price: 18 } })]);
    const [row] = (await liveRows(world, shopId)).filter((it) => it.message_id === 'pv');
    expect(row!.name).toBe('Product Viewed');
    expect(row!.product_id).toBeGreaterThan(0);
  });

  it('shares and referrals are ties', async () => {
    await client.batch([
      track('Product Shared', { userId: 'sharer', properties: { share_id: 'S9' } }),
      track('Product Viewed', { userId: 'friend', properties: { share_id: 'S9', product_id: 'P1' } }),
    ]);
    const ties = await one(sql<{ roles: string[] }>`
      select array_agg(role order by role) as roles from customers.ties where tie_no = 'S9' and kind = 'share'`);
    expect(ties!.roles).toEqual(['receiver', 'sharer']);
  });

  it.each([
    [
      'campaign',
      { context: { campaign: { source: 'douyin', medium: 'feed', name: '618' } } },
      ['douyin', 'feed', '618'],
    ],
    ['utm', { context: { page: { search: '?utm_source=red&utm_medium=note&q=x' } } }, ['red', 'note', '']],
    [
      'referrer',
      { context: { page: { referrer: 'https://www.baidu.com/s?wd=secret' } } },
      ['baidu.com', 'referral', ''],
    ],
  ])('the first touch comes from the %s', async (name, more, [source, medium, campaign]) => {
    const messageId = `touch-${name}`;
    const call = { type: 'page', userId: `t-${name}`, messageId, timestamp: AT, ...more };
    await client.batch([call]);
    await client.batch([
      { ...call, messageId: `${messageId}-2`, timestamp: '2026-01-15T04:00:00Z', context: {} },
    ]);
    const [row] = (await liveRows(world, shopId)).filter((it) => it.message_id === messageId);
    expect(row).toMatchObject({ source, medium, campaign });
    const touch = await one(sql<{ touch: object }>`
      select first_touch as touch from customers.persons where shop_id = ${shopId} and person_id = ${row!.person_id}`);
    expect(touch!.touch).toMatchObject({ source, medium, ...(campaign && { campaign }) });
    expect(JSON.stringify(touch)).not.toContain('secret');
  });

  it('dwell time is a number of its event', async () => {
    const properties = { duration_ms: 4321, url: 'https://shop.example/p/1?phone=13800138000#top' };
    await client.batch([track('Page Left', { messageId: 'left', properties })]);
    const [row] = (await liveRows(world, shopId)).filter((it) => it.message_id === 'left');
    expect(JSON.parse(row!.properties)).toEqual({ duration_ms: 4321, url: 'https://shop.example/p/1' });
  });

  it('identify joins what it names, and alias what it says is one', async () => {
    const anonymousId = '1f0c1b52-5a8b-4a57-9c0e-1f2f3a4b5c6d';
    await client.batch([
      { type: 'page', anonymousId, messageId: 'j1', timestamp: AT },
      track('X', { userId: 'joined', messageId: 'j2' }),
      { type: 'alias', userId: 'joined', previousId: anonymousId, messageId: 'j3', timestamp: AT },
    ]);
    const rows = (await liveRows(world, shopId)).filter((it) => ['j1', 'j2'].includes(it.message_id));
    expect(new Set(rows.map((it) => it.person_id)).size).toBe(2);
    const persons = rows.map((it) => it.person_id);
    const joined = await one(sql<{ customers: number }>`
      select count(distinct customer_id)::int as customers from customers.persons
      where shop_id = ${shopId} and person_id = any(${persons}::int[])`);
    expect(joined).toEqual({ customers: 1 });
  });
});
