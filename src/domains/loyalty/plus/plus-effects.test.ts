import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import type { PlanTerms } from '../../../contract/plus.ts';
import { findShop, type Shop } from '../../../platform/auth/index.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { mergeCustomers } from '../../customers/index.ts';
import { readStanding } from '../../ledgers/index.ts';
import { type StoredOrder, storeOrders } from '../../orders/index.ts';
import { auditPrices } from '../benefits/audit-prices.ts';
import { changeRules } from '../points/change-rules.ts';
import { earnFromOrders } from '../points/earn-orders.ts';
import { plainRules } from '../testing/plain-rules.ts';
import { makePlan } from './change-plan.ts';
import { refundPlus } from './refund-plus.ts';
import { startPlus } from './start-plus.ts';

/** What PLUS does outside of itself: to the points of real orders, and to the report of price differences. */

let world: World;
let shop: Shop;
let planId: number;
const by = 'test';
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const terms: PlanTerms = {
  ...{ name: { zh: '卡', en: 'card' }, period: 'month', trial_days: 0, points_percent: 250 },
  price: { kind: 'money', minor: 2500 },
  member_prices: [{ name: { zh: '九折', en: '10% off' }, percent: 90, category: [] }],
  ...{ free_shipping: null, coupons: [] },
};

beforeEach(async () => {
  world.clock.set('2026-01-10T04:00:00Z');
  shop = (await findShop(world.platform.db, (await world.shop()).slug))!;
  await inShop(async (tx) => {
    const { shopId } = shop;
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, 6) it`.execute(tx);
    const change = { starts_on: '2026-01-01', rules: plainRules, version: 0 };
    const now = world.clock.now();
    orThrow(await changeRules(tx, { shopId, change, by, now, today: '2026-01-10' }));
    ({ planId } = orThrow(await makePlan(tx, { shopId, by, now, plan: { terms, is_offered: true } })));
  });
});

const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, shop.shopId, work);
const ask = (key: string) => ({ key, by, now: world.clock.now() });

async function start(customerId: number): Promise<number> {
  const payment = { ref: `pay-${customerId}`, minor: 2500 };
  const starting = { ...shop, customerId, planId, trial: false, autoRenew: false, payment };
  const { act } = orThrow(await inShop((tx) => startPlus(tx, { ...starting, ask: ask(`s${customerId}`) })));
  return act.subscriptionId;
}

const giveBack = (subscriptionId: number) =>
  inShop(async (tx) => orThrow(await refundPlus(tx, { ...shop, subscriptionId, ask: ask('r') })));

it('orders paid while PLUS ran earn by its rate and keep it; those of before, behind a refund or of others do not', async () => {
  const order = (orderNo: string, personId: number, paidAt: string): StoredOrder => ({
    ...{ channel: 'taobao', orderNo, personId, state: 'delivered', deliveredAt: paidAt, sourceTime: paidAt },
    ...{ createdAt: paidAt, paidAt, currency: 'CNY', lines: [], receiver: {} },
    ...{ goodsMinor: 10_000, paidMinor: 10_000, shippingMinor: 0, discountMinor: 0 },
  });
  const store = async (...orders: StoredOrder[]) => {
    const keys = await world.platform.keyring.forShop(shop.shopId);
    await inShop((tx) => storeOrders(tx, { keys, shopId: shop.shopId }, orders));
    await earnFromOrders({ db: world.platform.db, shop, clock: world.clock });
  };
  const held = async () =>
    inShop(async (tx) => {
      const points: number[] = [];
      for (const personId of [1, 2, 3]) {
        const { balance } = await readStanding(
          tx,
          { shopId: shop.shopId, personIds: [personId] },
          world.clock.now(),
        );
        points.push(balance.pending + balance.active);
      }
      return points;
    });
  const subscriptionId = await start(1);
  await inShop((tx) =>
    mergeCustomers(tx, { shopId: shop.shopId, customerIds: [1, 3], by, reason: 'one person' }),
  );
  world.clock.set('2026-01-12T04:00:00Z');
  const during = '2026-01-11T00:00:00.000Z';
  await store(
    ...[order('A', 1, during), order('B', 1, '2026-01-10T03:59:59.000Z'), order('C', 2, during)],
    // Bought as another person of the same customer.
    order('D', 3, during),
  );
  expect(await held()).toEqual([250 + 100, 100, 250]);
  await giveBack(subscriptionId);
  await store(order('E', 1, '2026-01-12T04:00:00.001Z'));
  await store({ ...order('A', 1, during), paidMinor: 20_000, sourceTime: '2026-01-12T03:00:00.000Z' });
  expect(await held()).toEqual([500 + 100 + 100, 100, 250]);
});

it('the price of PLUS is explained for whoever had it that day, and for nobody else', async () => {
  const [, refunded] = [await start(1), await start(2)];
  await giveBack(refunded);
  world.clock.set('2026-01-12T04:00:00Z');
  await start(3);
  const line = (orderId: number, personId: number, amountMinor: number, day = '11') => ({
    ...{ shop_id: shop.shopId, order_id: orderId, line_key: '1', person_id: personId, channel: 'web' },
    ...{ is_paid: 1, version: 1, currency: 'CNY', product_id: 7, quantity: 1, amount_minor: amountMinor },
    paid_at: `2026-01-${day}T04:00:00Z`,
  });
  await world.platform.clickhouse.insert('order_lines', [
    ...[line(1, 4, 1000), line(2, 1, 900), line(3, 2, 900), line(4, 3, 900), line(5, 5, 900)],
    // Cheaper than PLUS says.
    line(6, 1, 850),
    ...[line(7, 4, 1000, '12'), line(8, 3, 900, '12'), line(9, 1, 900, '12')],
  ]);
  const { differences } = await auditPrices({ platform: world.platform, shop });
  expect(differences).toEqual([
    expect.objectContaining({ day: '2026-01-11', price_minor: 900, order_ids: [3, 4, 5], customers: 3 }),
    expect.objectContaining({ day: '2026-01-11', price_minor: 850, order_ids: [6], customers: 1 }),
  ]);
});
