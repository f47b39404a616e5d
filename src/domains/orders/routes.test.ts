import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appWithFrontDoor, hire, openShop, type Person, signInOwner } from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { complianceHandlers } from '../../compliance-handlers.ts';
import type { Role } from '../../contract/auth.ts';
import { withShop } from '../../platform/db/postgres.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import { complianceRoutes, recordAct } from '../compliance/index.ts';
import { resolvePersons } from '../customers/index.ts';
import { registerOrderMirror, type StoredOrder, storeOrders, storeRefunds } from './index.ts';
import { orderRoutes } from './routes.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let shopId: number;
const url = '/api/shops/mumu/orders';

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const receiver = {
  name: '李晓红',
  phone: '13987654321',
  address: '浙江省杭州市西湖区文一路 9 号',
  province: '浙江',
};
const order = (orderNo: string, n: number, personId: number): StoredOrder => ({
  ...{
    channel: 'taobao',
    orderNo,
    personId,
    state: 'paid',
    sourceTime: day(n),
    createdAt: day(n),
    currency: 'CNY',
  },
  ...{ receiver, payments: [{ paymentNo: 'Z1', paidAt: day(n), amountMinor: 5000 }] },
  lines: [{ lineKey: '1', productId: 1, title: '奶瓶', quantity: 2, unitPrice: 2500, amountMinor: 5000 }],
});

beforeAll(async () => {
  world = await openWorld();
  const { db, keyring, mirror } = world.platform;
  registerOrderMirror(mirror);
  app = await appWithFrontDoor(world.platform, recordAct);
  for (const routes of [orderRoutes, complianceRoutes(complianceHandlers)])
    await app.register(async (scope: HttpApp) => routes(scope, world.platform));
  owner = await signInOwner(world.platform, app);
  shopId = (await openShop(world.platform, 'mumu')).shopId;
  const keys = await keyring.forShop(shopId);
  await withShop(db, shopId, async (tx) => {
    const claims = ['wang', 'li'].map((value) => ({
      at: day(1),
      identities: [{ channel: 'taobao', kind: 'open-uid' as const, value }],
    }));
    await resolvePersons(tx, keys, shopId, claims, { source: 'test' });
    await storeOrders(tx, { keys, shopId }, [
      order('T1', 1, 1),
      order('T2', 2, 2),
      order('T3', 3, 1),
      order('T4', 3, 0),
    ]);
    const refund = {
      channel: 'taobao',
      refundNo: 'R1',
      personId: 1,
      refundedAt: day(5),
      currency: 'CNY',
      state: 'done',
      lines: [],
    } as const;
    await storeRefunds(tx, { shopId }, [{ ...refund, orderNo: 'T1', amountMinor: 1200 }]);
  });
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const as = (role: Role) => hire(owner, { slug: 'mumu', role });
const numbers = (answer: { json(): { orders: { order_no: string }[] } }) =>
  answer.json().orders.map((it) => it.order_no);

describe('orders over HTTP', () => {
  it('lists them newest first, page by page, and by customer, number and state', async () => {
    const analyst = await as('analyst');
    const first = await analyst.ask('GET', `${url}?limit=3`);
    expect(numbers(first)).toEqual(['T4', 'T3', 'T2']);
    expect(numbers(await analyst.ask('GET', `${url}?limit=3&cursor=${first.json().next_cursor}`))).toEqual([
      'T1',
    ]);
    expect(numbers(await analyst.ask('GET', `${url}?customer=1`))).toEqual(['T3', 'T1']);
    expect(numbers(await analyst.ask('GET', `${url}?order_no=T2`))).toEqual(['T2']);
    expect(numbers(await analyst.ask('GET', `${url}?state=shipped`))).toEqual([]);
    expect((await analyst.ask('GET', `${url}?customer=99`)).statusCode).toBe(404);
  });

  it('shows one whole: lines, payments, refunds, and its receiver masked by role', async () => {
    const [listed] = (await owner.ask('GET', `${url}?order_no=T1`)).json().orders;
    const shown = (await (await as('service-agent')).ask('GET', `${url}/${listed.order_id}`)).json();
    expect(shown).toMatchObject({
      ...{ order_no: 'T1', paid_minor: 5000, refunded_minor: 1200, is_paid: true },
      receiver: { name: '李*红', phone: '139****4321', province: '浙江' },
      lines: [{ title: '奶瓶', quantity: 2, unit_price: 2500 }],
      payments: [{ payment_no: 'Z1', amount_minor: 5000 }],
      refunds: [{ refund_no: 'R1', amount_minor: 1200, matched: false }],
    });
    expect(JSON.stringify(shown)).not.toContain('文一路');
    const hidden = (await (await as('analyst')).ask('GET', `${url}/${listed.order_id}`)).json();
    expect(hidden.receiver).toMatchObject({ name: '***', phone: '***' });
    expect((await owner.ask('GET', `${url}/999999`)).json().code).toBe('no-such-order');
  });

  it('shows the receiver in clear only to those who may, with a reason that is kept', async () => {
    const [listed] = (await owner.ask('GET', `${url}?order_no=T2`)).json().orders;
    const unmask = (who: Person, reason: string) =>
      who.ask('POST', `${url}/${listed.order_id}/unmask`, { reason });
    expect((await unmask(await as('analyst'), '补寄配件')).statusCode).toBe(403);
    const agent = await as('service-agent');
    expect((await unmask(agent, '电话 13987654321')).json().code).toBe('personal-value');
    const clear = await unmask(agent, '补寄配件');
    expect(clear.json()).toEqual({ name: '李晓红', phone: '13987654321', address: receiver.address });
    expect(clear.headers['cache-control']).toBe('no-store');
    const log = (await owner.ask('GET', '/api/shops/mumu/compliance/audit-log')).body;
    expect(log).toContain('orders.unmask-receiver');
    expect(log).toContain(`order:${listed.order_id}`);
    expect(log).not.toContain('13987654321');
  });

  it('takes and lists acquisition spend', async () => {
    const marketer = await as('marketer');
    const row = {
      channel: 'pinduoduo',
      campaign: '618',
      day: '2026-06-18',
      currency: 'CNY',
      amount_minor: 9900,
      impressions: 100,
      clicks: 7,
    };
    const spend = '/api/shops/mumu/spend';
    expect(
      (await marketer.ask('PUT', spend, { spend: [row, { ...row, day: '2026-06-19' }] })).json().outcomes,
    ).toEqual(['created', 'created']);
    expect(
      (await marketer.ask('PUT', spend, { spend: [{ ...row, amount_minor: 1 }] })).json().outcomes,
    ).toEqual(['updated']);
    const first = (await marketer.ask('GET', `${spend}?limit=1`)).json();
    expect(first.spend).toEqual([{ ...row, amount_minor: 1 }]);
    const second = (await marketer.ask('GET', `${spend}?limit=1&cursor=${first.next_cursor}`)).json();
    expect(second.spend[0].day).toBe('2026-06-19');
    expect((await (await as('analyst')).ask('PUT', spend, { spend: [row] })).statusCode).toBe(403);
    expect((await marketer.ask('PUT', spend, { spend: [{ ...row, day: '2026-02-30' }] })).statusCode).toBe(
      400,
    );
  });
});
