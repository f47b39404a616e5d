import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openWorld, type TestShop, type World } from '../../../../test/world.ts';
import type { PointsRules } from '../../../contract/points-rules.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { auditPoints, readStanding, spendPoints } from '../../ledgers/index.ts';
import {
  type StoredOrder,
  type StoredRefund,
  storeOrders,
  storeRefunds,
  undoOrderImport,
} from '../../orders/index.ts';
import { plainRules } from '../testing/plain-rules.ts';
import { changeRules } from './change-rules.ts';
import { earnFromOrders } from './earn-orders.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ now: '2026-01-20T00:00:00Z' });
});
afterAll(() => world.close());

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;

const order = (orderNo: string, more: Partial<StoredOrder> = {}): StoredOrder => ({
  ...{ channel: 'taobao', orderNo, personId: 1, state: 'paid', sourceTime: day(2), createdAt: day(1) },
  ...{ paidAt: day(2), currency: 'CNY', lines: [], receiver: {} },
  ...{ goodsMinor: 10_000, paidMinor: 10_000, shippingMinor: 0, discountMinor: 0 },
  ...more,
});

const refund = (refundNo: string, orderNo: string, amountMinor: number): StoredRefund => ({
  ...{ channel: 'taobao', refundNo, orderNo, personId: 1, refundedAt: day(9), currency: 'CNY' },
  ...{ state: 'done', amountMinor, lines: [] },
});

const inShop = <T>({ shopId }: TestShop, work: (tx: Tx) => Promise<T>) =>
  withShop(world.platform.db, shopId, work);

async function begin(rules: PointsRules = plainRules): Promise<TestShop> {
  const shop = await world.shop();
  await inShop(shop, async (tx) => {
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shop.shopId}, it, it, now(), now() from generate_series(1, 3) it`.execute(tx);
    const change = { starts_on: '2026-01-01', rules, version: 0 };
    const by = { by: 'test', now: world.clock.now(), today: '2026-01-20' };
    orThrow(await changeRules(tx, { shopId: shop.shopId, change, ...by }));
  });
  return shop;
}

async function store(shop: TestShop, orders: StoredOrder[], importId?: number): Promise<void> {
  const keys = await world.platform.keyring.forShop(shop.shopId);
  await inShop(shop, (tx) => storeOrders(tx, { keys, shopId: shop.shopId, importId }, orders));
}

const giveBack = (shop: TestShop, refunds: StoredRefund[]) =>
  inShop(shop, (tx) => storeRefunds(tx, { shopId: shop.shopId }, refunds));

const earn = (shop: TestShop) => earnFromOrders({ db: world.platform.db, shop, clock: world.clock });

/** All points of a person, pending or not. */
async function held(shop: TestShop, personId = 1): Promise<number> {
  const of = { shopId: shop.shopId, personIds: [personId] };
  const { balance } = await inShop(shop, (tx) => readStanding(tx, of, world.clock.now()));
  return balance.pending + balance.active - balance.owed;
}

it('orders earn once: read again nothing changes; refunds take back their share, undoing the import all of it', async () => {
  const shop = await begin();
  const file = [order('A'), order('B', { paidMinor: 5_000 }), order('C', { personId: 0 })];
  await store(shop, file, 7);
  expect(await earn(shop)).toBe(2);
  expect(await held(shop)).toBe(150);
  await store(shop, file, 8);
  await earn(shop);
  expect(await held(shop)).toBe(150);
  await giveBack(shop, [refund('R1', 'A', 2_550)]);
  await earn(shop);
  expect(await held(shop)).toBe(74 + 50);
  await giveBack(shop, [refund('R1', 'A', 2_550), refund('R2', 'A', 7_450)]);
  await store(shop, [order('B', { paidMinor: 5_000, state: 'cancelled', sourceTime: day(3) })], 9);
  await earn(shop);
  expect(await held(shop)).toBe(0);
  const undoing = { shopId: shop.shopId };
  for (const importId of [9, 8, 7]) await undoOrderImport(world.platform.db, { ...undoing, importId });
  await earn(shop);
  await store(shop, [order('B', { paidMinor: 5_000 })], 10);
  await earn(shop);
  expect(await held(shop)).toBe(50);
  const audit = await auditPoints(world.platform.db, { shopId: shop.shopId, at: world.clock.now() });
  expect(audit.findings).toEqual([]);
});

it('points are pending until the return window closes, and the window moves with the delivery', async () => {
  const shop = await begin();
  const of = { shopId: shop.shopId, personIds: [1] };
  const lots = async (at: string) => (await inShop(shop, (tx) => readStanding(tx, of, new Date(at)))).lots;
  await store(shop, [order('A', { paidAt: day(18) })]);
  await earn(shop);
  expect(await lots('2026-01-31T23:59:00Z')).toMatchObject([{ pending: 100, active: 0 }]);
  expect(await lots('2026-02-01T00:00:00Z')).toMatchObject([{ pending: 0, active: 100 }]);
  await store(shop, [
    order('A', { paidAt: day(18), state: 'delivered', deliveredAt: day(19), sourceTime: day(19) }),
  ]);
  await earn(shop);
  expect(await lots('2026-01-26T00:00:00Z')).toMatchObject([{ pending: 0, active: 100 }]);
});

it('what was spent and is taken back is owed, and the next order pays it', async () => {
  const shop = await begin();
  await store(shop, [order('A', { deliveredAt: day(3), state: 'delivered' })]);
  await earn(shop);
  const ask = { key: 'all', cause: 'spend', by: 'test', at: world.clock.now() };
  orThrow(await inShop(shop, (tx) => spendPoints(tx, shop.shopId, { personId: 1, points: 100, ask })));
  await giveBack(shop, [refund('R', 'A', 4_000)]);
  await earn(shop);
  expect(await held(shop)).toBe(-40);
  await store(shop, [order('B', { deliveredAt: day(3), state: 'delivered' })]);
  await earn(shop);
  expect(await held(shop)).toBe(60);
});

it('keys of the shop’s own system are never ours, however they are called', async () => {
  const shop = await begin();
  await store(shop, [order('A', { deliveredAt: day(3), state: 'delivered' })]);
  await earn(shop);
  const at = world.clock.now();
  for (const key of ['order:1:1', 'order:1:2', 'order:1:3']) {
    const ask = { key, cause: 'spend', by: 'test', at };
    orThrow(await inShop(shop, (tx) => spendPoints(tx, shop.shopId, { personId: 1, points: 1, ask })));
  }
  await giveBack(shop, [refund('R', 'A', 4_000)]);
  await earn(shop);
  expect(await held(shop)).toBe(60 - 3);
  const ours = { key: ' order:1:4', cause: 'spend', by: 'test', at };
  const spent = await inShop(shop, (tx) =>
    spendPoints(tx, shop.shopId, { personId: 1, points: 1, ask: ours }),
  );
  expect(spent).toMatchObject({ ok: false });
});

it('caps of the day and the budget bound what is granted, and what is taken back keeps the proportion', async () => {
  const capped = { ...plainRules.order, most_per_day: 120 };
  const shop = await begin({ ...plainRules, order: capped, budget: 200 });
  await store(shop, [order('A'), order('B')]);
  await earn(shop);
  expect(await held(shop)).toBe(120);
  await store(shop, [order('C', { personId: 2, paidAt: day(3) })]);
  await earn(shop);
  expect(await held(shop, 2)).toBe(80);
  await giveBack(shop, [{ ...refund('R', 'C', 5_000), personId: 2 }]);
  await earn(shop);
  expect(await held(shop, 2)).toBe(40);
});

it('points follow the person of an order, and a new version of the rules leaves orders with theirs', async () => {
  const shop = await begin();
  await store(shop, [order('A')]);
  await earn(shop);
  const rules = { ...plainRules, order: { ...plainRules.order, points: 5 } };
  const by = { by: 'test', now: world.clock.now(), today: '2026-01-20' };
  const change = (it: object) =>
    inShop(shop, (tx) =>
      changeRules(tx, {
        shopId: shop.shopId,
        change: { starts_on: '2026-01-20', rules, version: 1, ...it },
        ...by,
      }),
    );
  expect(await change({ starts_on: '2026-01-19' })).toMatchObject({
    problem: { code: 'rules-start-in-the-past' },
  });
  expect(await change({ version: 0 })).toMatchObject({ problem: { code: 'rules-changed' } });
  expect(await change({})).toMatchObject({ ok: true, value: { version: 2 } });
  await store(shop, [order('A', { personId: 2, sourceTime: day(4) }), order('B', { paidAt: day(20) })]);
  await earn(shop);
  expect([await held(shop), await held(shop, 2)]).toEqual([500, 100]);
});

it('an order keeps the rate of the tier by which it first earned, through edits, refunds and another tier', async () => {
  const tiers = [{ tier: '金卡', percent: 300 }];
  const shop = await begin({ ...plainRules, order: { ...plainRules.order, tiers } });
  const become = (personId: number, tier: string) =>
    inShop(shop, (tx) =>
      sql`insert into customers.traits (shop_id, person_id, name, value, at, source)
        values (${shop.shopId}, ${personId}, 'tier', ${JSON.stringify(tier)}::jsonb, now(), 'test')
        on conflict (shop_id, person_id, name) do update set value = excluded.value`.execute(tx),
    );
  await become(1, '金卡');
  await become(2, '普通');
  await store(shop, [order('A'), order('B', { personId: 2 })]);
  await earn(shop);
  expect([await held(shop), await held(shop, 2)]).toEqual([300, 100]);
  await become(1, '普通');
  await become(2, '金卡');
  await giveBack(shop, [refund('R', 'A', 5_000), { ...refund('S', 'B', 5_000), personId: 2 }]);
  await earn(shop);
  expect([await held(shop), await held(shop, 2)]).toEqual([150, 50]);
  await store(shop, [order('B', { personId: 2, paidMinor: 20_000, sourceTime: day(4) })]);
  await earn(shop);
  expect(await held(shop, 2)).toBe(150);
  // Turned out to be the other's: by the tier of theirs.
  await store(shop, [order('B', { personId: 1, paidMinor: 20_000, sourceTime: day(5) })]);
  await become(1, '金卡');
  await earn(shop);
  expect([await held(shop), await held(shop, 2)]).toEqual([150 + 450, 0]);
});

/** What sources say of three orders, in any order and again and again, and when the job happens to look. */
const said = fc.oneof(
  fc.record({
    what: fc.constant('order' as const),
    no: fc.integer({ min: 1, max: 3 }),
    ...{ paid: fc.integer({ min: 0, max: 9000 }), at: fc.integer({ min: 1, max: 9 }) },
    ...{ state: fc.constantFrom('paid' as const, 'delivered' as const, 'cancelled' as const) },
  }),
  fc.record({
    what: fc.constant('refund' as const),
    ...{ no: fc.integer({ min: 1, max: 3 }), refund: fc.integer({ min: 1, max: 3 }) },
    amount: fc.integer({ min: 1, max: 5000 }),
  }),
  fc.constant({ what: 'look' as const }),
);

it('whenever it looks, what is held is what the orders as they stand are due', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 14 }), async (history) => {
      const shop = await begin();
      for (const it of history) {
        const no = 'no' in it ? `O${it.no}` : '';
        if (it.what === 'look') await earn(shop);
        else if (it.what === 'order') {
          const more = { paidMinor: it.paid, state: it.state, sourceTime: day(it.at) };
          await store(shop, [
            order(no, { ...more, ...(it.state === 'cancelled' && { cancelledAt: day(it.at) }) }),
          ]);
        } else await giveBack(shop, [refund(`R${it.no}-${it.refund}`, no, it.amount)]);
      }
      await earn(shop);
      const { rows } = await inShop(shop, (tx) =>
        sql<{
          due: number;
        }>`select coalesce(sum(floor(floor(paid_minor / 100) * (paid_minor - refunded_minor)::numeric
            / paid_minor)) filter (where is_paid and state <> 'cancelled'), 0)::integer as due
          from orders.orders where shop_id = ${shop.shopId}`.execute(tx),
      );
      expect(await held(shop)).toBe(rows[0]!.due);
      const audit = await auditPoints(world.platform.db, { shopId: shop.shopId, at: world.clock.now() });
      expect(audit.findings).toEqual([]);
    }),
    cases(30, 8),
  );
});
