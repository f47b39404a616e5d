import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import '../../../../test/properties.ts';
import { openShop, type Person, signInOwner } from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import type { Benefit } from '../../../contract/benefits.ts';
import { findShop, type Shop } from '../../../platform/auth/index.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { type StoredOrder, storeOrders, storeRefunds } from '../../orders/index.ts';
import { earnFromOrders } from '../points/earn-orders.ts';
import { plainRules } from '../testing/plain-rules.ts';
import { usualRules } from '../tiers/usual-rules.ts';
import { takenOff } from './order-cost-rules.ts';

/** What benefits of tiers really cost in orders: prices and points, by tier, whatever becomes of the order or of the tier. */

let world: World;
let app: HttpApp;
let owner: Person;
let shop: Shop;
beforeAll(async () => {
  world = await openWorld({ now: '2026-01-20T00:30:00Z' });
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  await openShop(world.platform, 'tea');
  shop = (await findShop(world.platform.db, 'tea'))!;
  await inShop(async (tx) => {
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shop.shopId}, it, it, '2025-01-01', '2026-01-01' from generate_series(1, 5) it`.execute(tx);
    await sql`insert into products.products (shop_id, product_id, canonical_id, title, category, price_minor)
      values (${shop.shopId}, 1, 1, 'cup', '{家居}', 1000), (${shop.shopId}, 2, 2, 'tea', '{茶}', 500)`.execute(
      tx,
    );
  });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, shop.shopId, work);
const say = async (method: 'POST' | 'PUT', url: string, body: object) => {
  const done = await owner.ask(method, `/api/shops/tea${url}`, body);
  expect(done.statusCode, done.body).toBe(200);
};
/** Of the lowest tier, which is everybody's here. */
const apply = (version: number, benefits: Benefit[], ofSilver: Benefit[] = []) => {
  const usual = usualRules(100);
  const ladder = usual.ladder.map((rung, n) => ({
    ...{ ...rung, from: n * 100_000 },
    benefits: n === 0 ? benefits : n === 1 ? ofSilver : [],
  }));
  return say('POST', '/tiers/apply', { rules: { ...usual, measure: 'spend', ladder }, version });
};
const line = (productId: number, quantity: number, amountMinor: number, discountMinor = 0) => ({
  ...{ lineKey: String(productId), productId, quantity, unitPrice: amountMinor / quantity },
  ...{ amountMinor, discountMinor },
});
const order = (orderNo: string, lines: object[], paidMinor: number, more: object = {}): StoredOrder =>
  ({
    ...{ channel: 'taobao', orderNo, personId: 1, state: 'paid', sourceTime: '2026-01-20T01:00:00.000Z' },
    ...{ createdAt: '2026-01-20T01:00:00.000Z', paidAt: '2026-01-20T01:00:00.000Z', currency: 'CNY' },
    ...{ lines, receiver: {}, goodsMinor: paidMinor, paidMinor, shippingMinor: 0, discountMinor: 0, ...more },
  }) as StoredOrder;
const store = async (...orders: StoredOrder[]) => {
  const keys = await world.platform.keyring.forShop(shop.shopId);
  await inShop((tx) => storeOrders(tx, { keys, shopId: shop.shopId, importId: undefined }, orders));
  await earnFromOrders({ db: world.platform.db, shop, clock: world.clock });
};
const costs = async () => {
  const told = (await owner.ask('GET', '/api/shops/tea/benefits/costs')).json();
  return Object.fromEntries(
    told.costs.map((it: { benefit: string; tier: string; used: number; cost_minor: number }) => [
      `${it.benefit} ${it.tier}`,
      [it.used, it.cost_minor],
    ]),
  );
};

const ninety: Benefit = {
  ...{ kind: 'member-price', name: { zh: '九折', en: '10% off' }, percent: 90, category: ['家居'] },
};

it('prices and points of orders are counted by benefit and tier, follow refunds, and stay with the tier of the first look', async () => {
  await apply(0, [ninety, { kind: 'points-multiplier', percent: 300 }]);
  world.clock.set('2026-01-20T08:00:00Z');
  // 1 cup at the member price, 1 at it before a coupon, and tea, which has none; then one at list price.
  await store(
    order('A', [line(1, 2, 1800), line(2, 1, 500)], 2300),
    order('B', [line(1, 1, 800, 100)], 800),
    order('C', [line(1, 1, 1000)], 1000, { personId: 2 }),
    order('D', [line(1, 1, 900)], 900, { currency: 'USD' }),
  );
  expect(await costs(), 'prices cost without rules of points too').toEqual({
    'member-price regular': [2, 300],
  });
  await say('PUT', '/points/rules', { starts_on: '2026-01-01', rules: plainRules, version: 0 });
  await store(order('E', [line(1, 1, 900)], 900, { personId: 3 }));
  // Orders of before earn too: 69 points instead of 23, 24, 30 and 27, each worth one fen.
  expect(await costs()).toEqual({
    ...{ 'member-price regular': [3, 400], 'points-multiplier regular': [4, 100] },
  });

  await apply(1, []);
  const refund = { channel: 'taobao', refundNo: 'R', orderNo: 'A', personId: 1, currency: 'CNY' };
  const back = {
    refundedAt: '2026-01-20T02:00:00.000Z',
    state: 'done' as const,
    amountMinor: 1150,
    lines: [],
  };
  await inShop((tx) => storeRefunds(tx, { shopId: shop.shopId }, [{ ...refund, ...back }]));
  const gone = { personId: 3, state: 'cancelled', sourceTime: '2026-01-20T02:00:00.000Z' };
  await apply(2, [{ ...ninety, percent: 50 }]);
  await store(order('E', [line(1, 1, 900)], 900, gone));
  expect(await costs(), 'half of A, nothing of what was cancelled').toEqual({
    ...{ 'member-price regular': [2, 200], 'points-multiplier regular': [3, 59] },
  });
  const margin = (await owner.ask('GET', '/api/shops/tea/benefits/margin')).json();
  expect(margin.tiers[0]).toMatchObject({ tier: 'regular', cost_minor: 259 });
});

it('sending costs what the shop says, by the tier of when the order was paid, and is paid for whatever comes back', async () => {
  const free: Benefit = { kind: 'free-shipping', from_minor: 1000, cost_minor: 700 };
  await apply(3, [free], [free, { kind: 'priority-shipping', cost_minor: 40 }]);
  const at = (hour: number) => {
    const time = `2026-01-20T${String(hour).padStart(2, '0')}:00:00.000Z`;
    return { personId: 4, createdAt: time, paidAt: time, sourceTime: time };
  };
  const sent = [
    // Before there was such a rule, below its floor, with a fee, by nobody who is known, and not paid.
    order('F1', [], 5000, at(7)),
    order('F2', [], 999, at(9)),
    order('F3', [], 5000, { ...at(9), shippingMinor: 1 }),
    order('F4', [], 5000, { ...at(9), personId: 0 }),
    order('F5', [], 5000, { ...at(9), paidAt: undefined, state: 'created', paidMinor: 0 }),
    order('G', [], 90_000, at(9)),
    order('H', [], 1000, { ...at(9), personId: 5 }),
  ];
  await store(...sent);
  const before = { 'member-price regular': [2, 200], 'points-multiplier regular': [3, 59] };
  expect(await costs()).toEqual({ ...before, 'free-shipping regular': [2, 1400] });

  // The same customer rises by it; the order that was free before goes on as that of the lower tier.
  world.clock.set('2026-01-20T10:00:00Z');
  await world.platform.mirror.settle(shop.shopId);
  await say('POST', '/tiers/evaluate', {});
  const later = { state: 'delivered', deliveredAt: '2026-01-20T11:00:00.000Z' };
  await store(
    order('G', [], 90_000, { ...at(9), ...later, sourceTime: later.deliveredAt }),
    order('I', [], 1000, at(11)),
    order('K', [], 2000, { ...at(11), shippingMinor: 500 }),
    order('H', [], 1000, { ...at(9), personId: 5, state: 'cancelled', sourceTime: later.deliveredAt }),
  );
  const silver = { 'free-shipping silver': [1, 700], 'priority-shipping silver': [2, 80] };
  expect(await costs()).toEqual({ ...before, 'free-shipping regular': [1, 700], ...silver });

  await apply(4, []);
  await inShop((tx) =>
    storeRefunds(tx, { shopId: shop.shopId }, [
      {
        ...{ channel: 'taobao', refundNo: 'S', orderNo: 'G', personId: 4, currency: 'CNY', lines: [] },
        ...{ refundedAt: '2026-01-20T12:00:00.000Z', state: 'done', amountMinor: 90_000 },
      },
    ]),
  );
  await store(order('I', [], 1000, { ...at(11), state: 'cancelled', sourceTime: later.deliveredAt }));
  expect(await costs(), 'the parcel of G went').toEqual({
    ...{ ...before, 'free-shipping regular': [1, 700], 'priority-shipping silver': [1, 40] },
  });
});

it('of lines sold at a price that a rule makes it is the difference to the list price, of all others nothing', () => {
  const rules = [
    { name: { zh: 'a', en: 'a' }, percent: 80, category: ['x', 'y'] },
    { name: { zh: 'b', en: 'b' }, percent: 90, category: ['x'] },
  ];
  const sold = fc.record({
    listMinor: fc.option(fc.integer({ min: 0, max: 9999 })),
    category: fc.constantFrom(['x', 'y'], ['x'], ['z'], []),
    quantity: fc.integer({ min: -1, max: 5 }),
    percent: fc.constantFrom(100, 95, 90, 80, 50),
  });
  fc.assert(
    fc.property(fc.array(sold, { maxLength: 6 }), (all) => {
      const lines = all.map(({ percent, ...it }) => {
        const each = Math.floor(((it.listMinor ?? 100) * percent) / 100);
        return { ...it, amountMinor: each * it.quantity };
      });
      const taken = takenOff(lines, rules);
      for (const [n, rule] of rules.entries()) {
        const own = lines.filter(({ category, listMinor, quantity, amountMinor }) => {
          const is = n === 0 ? category[1] === 'y' : category[0] === 'x' && category[1] !== 'y';
          const price = Math.floor(((listMinor ?? 0) * rule.percent) / 100);
          return (
            is &&
            listMinor !== null &&
            quantity > 0 &&
            amountMinor > 0 &&
            Math.abs(amountMinor / quantity - price) <= 1
          );
        });
        const off = own.reduce((sum, it) => sum + it.listMinor! * it.quantity - it.amountMinor, 0);
        expect(taken.get(rule) ?? 0).toBe(off);
      }
    }),
  );
});
