import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hire, openShop, type Person, signInOwner } from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import type { TierRules } from '../../../contract/tiers.ts';
import { findShop, type Shop } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { mergeCustomers, unmergeCustomers } from '../../customers/index.ts';
import { type StoredOrder, storeOrders, storeRefunds } from '../../orders/index.ts';
import { withPriority } from '../benefits/benefits-of.ts';
import { givePoints } from '../benefits/give-points.ts';
import { benefitData } from '../benefits/personal-data.ts';
import { changeRules } from '../points/change-rules.ts';
import { earnFromOrders } from '../points/earn-orders.ts';
import { plainRules } from '../testing/plain-rules.ts';
import { type Looked, lookAtTiers } from './look-at-tiers.ts';
import { tierData } from './personal-data.ts';
import { usualRules } from './usual-rules.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let agent: Person;
let shop: Shop;
const root = '/api/shops/tea/tiers';

beforeAll(async () => {
  world = await openWorld({ now: '2026-01-20T00:00:00Z' });
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  await openShop(world.platform, 'tea');
  shop = (await findShop(world.platform.db, 'tea'))!;
  agent = await hire(owner, { slug: 'tea', role: 'service-agent' });
  await withShop(world.platform.db, shop.shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shop.shopId}, it, it, '2025-01-01', '2026-01-01' from generate_series(1, 4) it`.execute(tx),
  );
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const rules = (more: Partial<TierRules> = {}): TierRules => ({
  ...usualRules(100),
  ...{ measure: 'spend', notice_days: 10, grace_days: 5, downgrade: 'earned' },
  ladder: usualRules(100).ladder.map((rung, n) => ({ ...rung, from: [0, 10_000, 50_000, 100_000][n]! })),
  ...more,
});

const order = (orderNo: string, personId: number, paidMinor: number, paidAt = '2026-01-10'): StoredOrder => ({
  ...{ channel: 'taobao', orderNo, personId, state: 'paid', sourceTime: `${paidAt}T00:00:00.000Z` },
  ...{ createdAt: `${paidAt}T00:00:00.000Z`, paidAt: `${paidAt}T00:00:00.000Z`, currency: 'CNY' },
  ...{ lines: [], receiver: {}, goodsMinor: paidMinor, paidMinor, shippingMinor: 0, discountMinor: 0 },
});

async function store(...orders: StoredOrder[]): Promise<void> {
  const keys = await world.platform.keyring.forShop(shop.shopId);
  await withShop(world.platform.db, shop.shopId, (tx) =>
    storeOrders(tx, { keys, shopId: shop.shopId, importId: undefined }, orders),
  );
  await world.platform.mirror.settle(shop.shopId);
}

let looked: Looked | undefined;
/** One look, as the server takes them; whoever was written about within the last second is looked at again. */
const look = async () => {
  looked = await lookAtTiers({ platform: world.platform, shop }, looked);
};
const tierOf = async (customer: number) =>
  (await owner.ask('GET', `/api/shops/tea/customers/${customer}/tier`)).json();
const codes = async () => {
  const found: string[] = [];
  for (const id of [1, 2, 3, 4]) found.push((await tierOf(id)).tier?.code ?? '-');
  return found;
};

it('a ladder is simulated, applied as one version, and seen by lists, dimensions and points', async () => {
  await store(order('A', 1, 60_000), order('B', 2, 12_000), order('C', 3, 9_999), order('D', 4, 9_000));
  const change = { rules: rules(), version: 0 };
  const wrong = { ...change, rules: rules({ ladder: [...rules().ladder].reverse() }) };
  const refused = (await owner.ask('POST', `${root}/apply`, wrong)).json();
  expect(refused.code).toBe('tier-rules-invalid');
  expect(refused.issues.map(({ field }: { field: string }) => field)).toContain('/rules/ladder/0/from');
  expect((await agent.ask('POST', `${root}/apply`, change)).statusCode).toBe(403);
  const simulated = (await owner.ask('POST', `${root}/simulate`, change)).json();
  expect(simulated).toMatchObject({
    ...{ version: 1, customers: 4 },
    matrix: [
      { from: null, to: 'regular', customers: 2 },
      { from: null, to: 'silver', customers: 1 },
      { from: null, to: 'gold', customers: 1 },
    ],
  });
  const thing = { name: { zh: '茶样', en: 'Tea sample' }, cost_minor: 500, days: 30 };
  const price = { name: { zh: '银卡价', en: 'Silver price' }, percent: 90, category: [] };
  const costly = rules().ladder.map((rung) => {
    if (rung.code === 'silver')
      return {
        ...rung,
        benefits: [
          { kind: 'birthday-gift', gift: thing },
          { kind: 'member-price', ...price },
        ],
      };
    return rung.code === 'gold' ? { ...rung, benefits: [{ kind: 'exclusive-coupon', gift: thing }] } : rung;
  });
  const priced = { rules: { ...rules(), ladder: costly }, version: 0 };
  expect((await owner.ask('POST', `${root}/simulate`, priced)).json().costs).toEqual([
    { tier: 'regular', before_minor: 0, after_minor: 0 },
    { tier: 'silver', before_minor: 0, after_minor: 500 + 1200 },
    { tier: 'gold', before_minor: 0, after_minor: 12 * 500 },
    { tier: 'diamond', before_minor: 0, after_minor: 0 },
  ]);
  expect((await owner.ask('GET', root)).json()).toMatchObject({ version: 0, tiers: [] });
  const applied = (await owner.ask('POST', `${root}/apply`, change)).json();
  expect(applied.matrix).toEqual(simulated.matrix);
  expect((await owner.ask('POST', `${root}/apply`, change)).json()).toMatchObject({
    code: 'tier-rules-changed',
  });
  expect(await codes()).toEqual(['gold', 'silver', 'regular', 'regular']);
  await world.platform.mirror.settle(shop.shopId);
  const counted = (await owner.ask('GET', '/api/shops/tea/customers/count?tier=%E9%87%91%E5%8D%A1')).json();
  expect(counted.customers).toBe(1);
  await withShop(world.platform.db, shop.shopId, async (tx) => {
    const tiers = [{ tier: '金卡', percent: 300 }];
    const change = {
      starts_on: '2026-01-01',
      rules: { ...plainRules, order: { ...plainRules.order, tiers } },
      version: 0,
    };
    await changeRules(tx, {
      shopId: shop.shopId,
      change,
      by: 'test',
      now: world.clock.now(),
      today: '2026-01-20',
    });
  });
  await earnFromOrders({ db: world.platform.db, shop, clock: world.clock });
  const points = (await owner.ask('GET', '/api/shops/tea/points/customers/1')).json();
  expect(points.balance.pending).toBe(1800);
});

it('orders and refunds move who they concern, merging and undoing it give and take what they must', async () => {
  await look();
  await store(order('E', 3, 1));
  await look();
  expect(await codes()).toEqual(['gold', 'silver', 'silver', 'regular']);
  await withShop(world.platform.db, shop.shopId, (tx) =>
    storeRefunds(tx, { shopId: shop.shopId }, [
      {
        ...{
          channel: 'taobao',
          refundNo: 'R',
          orderNo: 'A',
          personId: 1,
          refundedAt: '2026-01-15T00:00:00.000Z',
        },
        ...{ currency: 'CNY', state: 'done', amountMinor: 30_000, lines: [] },
      },
    ]),
  );
  await world.platform.mirror.settle(shop.shopId);
  await look();
  expect(await tierOf(1)).toMatchObject({
    ...{ tier: { code: 'silver' }, figure: 30_000, next: { code: 'gold', missing: 20_000 }, notice: null },
    moves: [
      { from: 'gold', to: 'silver', reason: 'refunded' },
      { from: null, to: 'gold', reason: 'joined' },
    ],
  });
  const merge = { shopId: shop.shopId, customerIds: [1, 2], by: 'test', reason: 'one household' };
  const merged = await withShop(world.platform.db, shop.shopId, (tx) => mergeCustomers(tx, merge));
  await world.platform.mirror.settle(shop.shopId);
  await store(order('F', 1, 10_000));
  await look();
  expect(await tierOf(1)).toMatchObject({ tier: { code: 'gold' }, figure: 52_000 });
  const edgeIds = merged.ok ? merged.value.edgeIds : [];
  await withShop(world.platform.db, shop.shopId, (tx) =>
    unmergeCustomers(tx, { shopId: shop.shopId, edgeIds, by: 'test', reason: 'two after all' }),
  );
  await world.platform.mirror.settle(shop.shopId);
  await look();
  expect(await codes()).toEqual(['silver', 'silver', 'silver', 'regular']);
  expect((await tierOf(1)).moves[0]).toMatchObject({ from: 'gold', to: 'silver', reason: 'unmerged' });
  expect((await owner.ask('POST', `${root}/evaluate`)).json()).toMatchObject({ up: 0, down: 0 });
});

it('who slides out of the twelve months is told beforehand what is missing, and is kept by an order', async () => {
  const days = (n: number) => world.clock.advance(n * 86_400_000);
  days(346);
  await look();
  const notices = (await owner.ask('GET', `${root}/notices`)).json().notices;
  expect(notices).toMatchObject([1, 2, 3].map((id) => ({ customer_id: id, drop_on: '2027-01-16' })));
  expect(notices[1].missing).toBe(10_000);
  await store(order('G', 2, 10_000, '2027-01-01'));
  await look();
  expect((await tierOf(2)).notice).toBeNull();
  days(15);
  await look();
  expect(await codes()).toEqual(['regular', 'silver', 'regular', 'regular']);
  expect((await tierOf(3)).moves[0]).toMatchObject({ reason: 'dropped', cause: 'day', day: '2027-01-16' });
  const csv = (await owner.ask('GET', '/api/shops/tea/exports/customers')).body;
  const exported: Record<string, string>[] = parse(csv, { bom: true, columns: true });
  expect(exported.map(({ tier, tier_since: since, tier_until: until }) => [tier, since, until])).toEqual([
    ['普通', '2027-01-16', ''],
    ['银卡', '2026-01-20', ''],
    ['普通', '2027-01-16', ''],
    ['普通', '2026-01-20', ''],
  ]);
  const back = { rules: rules({ downgrade: 'none' }), version: 1 };
  expect((await owner.ask('POST', `${root}/apply`, back)).json()).toMatchObject({
    version: 2,
    up: 0,
    down: 0,
  });
  expect((await owner.ask('GET', `${root}/rules`)).json().versions).toHaveLength(2);
});

const gift = { name: { zh: '茶样', en: 'Tea sample' }, cost_minor: 500, days: 30 };
const silver = [
  { kind: 'upgrade-gift' as const, gift: { points: 100 } },
  { kind: 'birthday-gift' as const, gift },
  { kind: 'points-multiplier' as const, percent: 200 },
  { kind: 'priority-shipping' as const },
  { kind: 'member-price' as const, name: { zh: '银卡价', en: 'Silver price' }, percent: 90, category: [] },
];
const day = (n: number) => world.clock.advance(n * 86_400_000);
const benefitsOf = async (id: number) =>
  (await owner.ask('GET', `/api/shops/tea/customers/${id}/benefits`)).json();
const born = (id: number, birthday: string) =>
  owner.ask('PATCH', `/api/shops/tea/customers/${id}/traits`, { traits: { birthday } });
const activePoints = async (id: number) =>
  (await owner.ask('GET', `/api/shops/tea/points/customers/${id}`)).json().balance.active;

it('benefits are what the tier says: gifts once, whatever is edited or earned again; prices by a public rule', async () => {
  expect((await born(2, '1990-01-16')).statusCode).toBe(200);
  const ladder = rules().ladder.map((rung) =>
    rung.code === 'silver' ? { ...rung, benefits: silver } : rung,
  );
  const applied = await owner.ask('POST', `${root}/apply`, { rules: rules({ ladder }), version: 2 });
  expect(applied.statusCode, applied.body).toBe(200);
  await store(order('H', 4, 20_000, '2027-01-10'));
  await look();
  await look();
  expect(await activePoints(4)).toBe(100);
  await earnFromOrders({ db: world.platform.db, shop, clock: world.clock });
  const pending = (await owner.ask('GET', '/api/shops/tea/points/customers/4')).json().balance.pending;
  expect(pending, 'twice the points for the order that came with the tier').toBe(400);
  const mine = await benefitsOf(2);
  expect(mine).toMatchObject({ tier: 'silver', grants: [{ benefit: 'birthday-gift', state: 'open' }] });
  expect(mine.benefits[3].sentence.zh).toBe('优先发货');
  await born(2, '1990-01-17');
  day(1);
  await look();
  expect((await benefitsOf(2)).grants).toHaveLength(1);

  const use = (key: string) =>
    owner.ask('POST', `/api/shops/tea/customers/2/benefits/grants/${mine.grants[0].grant_id}/use`, { key });
  const used = await Promise.all(
    ['a', 'b', 'c', 'd', 'e', 'f'].map(async (key) => [key, (await use(key)).statusCode]),
  );
  const won = used.filter(([, status]) => status === 200).map(([key]) => key);
  expect(won).toHaveLength(1);
  expect((await use(String(won[0]))).statusCode).toBe(200);

  const items = [{ product_id: 7, list_minor: 999 }];
  const price = async (id: number) =>
    (await owner.ask('POST', '/api/shops/tea/benefits/prices', { customer_id: id, items })).json().prices[0];
  expect(await price(2)).toMatchObject({
    price_minor: 899,
    rule: { tier: 'silver', percent: 90, version: 3 },
  });
  expect(await price(1)).toEqual({ product_id: 7, list_minor: 999, price_minor: 999, rule: null });
  const first = await withShop(world.platform.db, shop.shopId, (tx) =>
    withPriority(tx, shop.shopId, [1, 2, 3, 4]),
  );
  expect([...first]).toEqual([2, 4]);
  expect((await owner.ask('GET', '/api/shops/tea/benefits/costs')).json().costs).toEqual([
    { benefit: 'birthday-gift', tier: 'silver', grants: 1, used: 1, cost_minor: 500, open_minor: 0 },
    // Of two orders that earned twice the points: 300 of them beyond the plain rate.
    { benefit: 'points-multiplier', tier: 'silver', grants: 2, used: 2, cost_minor: 300, open_minor: 0 },
    { benefit: 'upgrade-gift', tier: 'silver', grants: 1, used: 1, cost_minor: 100, open_minor: 0 },
  ]);
});

it('of different prices those are reported that no rule of the buyer explains', async () => {
  const line = (order_id: number, person_id: number, amount_minor: number) => ({
    ...{
      shop_id: shop.shopId,
      order_id,
      line_key: 'a',
      person_id,
      channel: 'taobao',
      is_paid: 1,
      version: 9,
    },
    ...{ paid_at: '2027-01-16T23:00:00Z', currency: 'CNY', product_id: 7, quantity: 1, amount_minor },
  });
  const lines = [line(901, 1, 1000), line(902, 2, 900), line(903, 3, 900), line(904, 3, 800)];
  await world.platform.clickhouse.insert('order_lines', lines);
  const report = (await owner.ask('GET', '/api/shops/tea/benefits/price-differences')).json();
  expect(report.differences.map((it: { order_ids: number[] }) => it.order_ids)).toEqual([[903], [904]]);
  expect(report).toMatchObject({ lines: 4, is_cut: false });
});

it('a tier lost and earned again brings no second gift; the next year’s birthday does', async () => {
  const granted = async (id: number) =>
    (await benefitsOf(id)).grants.map(({ benefit }: { benefit: string }) => benefit);
  await store(order('K', 2, 20_000, '2027-01-17'));
  day(358);
  await look();
  day(7);
  await look();
  expect(await granted(2)).toEqual(['birthday-gift', 'birthday-gift']);
  day(8);
  await look();
  expect((await tierOf(4)).tier.code).toBe('regular');
  await store(order('J', 4, 20_000, '2028-01-24'));
  await look();
  expect((await tierOf(4)).moves.map(({ to }: { to: string }) => to)).toEqual([
    'silver',
    'regular',
    'silver',
  ]);
  expect(await granted(4)).toEqual(['upgrade-gift']);
});

it('many evaluations at once move everybody once, and promise and give one gift', async () => {
  const ladder = rules().ladder.map((rung) =>
    rung.code === 'gold'
      ? { ...rung, benefits: [{ kind: 'upgrade-gift' as const, gift: { points: 7 } }] }
      : rung,
  );
  await owner.ask('POST', `${root}/apply`, { rules: rules({ ladder }), version: 3 });
  await store(order('L', 4, 40_000, '2028-01-25'));
  const before = (await tierOf(4)).moves.length;
  const evaluate = () => owner.ask('POST', `${root}/evaluate`);
  const answers = await Promise.all([evaluate(), evaluate(), evaluate(), evaluate()]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
  expect(answers.map((it) => it.json().up).sort()).toEqual([0, 0, 0, 1]);
  expect((await tierOf(4)).moves).toHaveLength(before + 1);
  const points = await activePoints(4);
  const give = () => givePoints({ platform: world.platform, shop });
  const given = await Promise.all([give(), give(), give()]);
  expect(given.reduce((a, b) => a + b)).toBe(1);
  expect(await activePoints(4)).toBe(points + 7);
});

it('an erasure leaves nothing of a person: standing, moves and notices go, gifts are of nobody', async () => {
  const keys = await world.platform.keyring.forShop(shop.shopId);
  const erasing = { platform: world.platform, shopId: shop.shopId, customerId: 2, personIds: [2, 4] };
  const at = { keys, erasedAt: world.clock.now().toISOString() };
  await tierData.erase({ ...erasing, ...at });
  await benefitData.erase({ ...erasing, ...at });
  const tables = ['tier_standings', 'tier_moves', 'tier_notices', 'benefit_grants'];
  for (const table of tables) {
    const { rows } = await withShop(world.platform.db, shop.shopId, (tx) =>
      sql<{ n: number }>`select count(*)::integer as n from loyalty.${sql.raw(table)}
        where shop_id = ${shop.shopId} and person_id in (2, 4)`.execute(tx),
    );
    expect(rows[0], table).toEqual({ n: 0 });
  }
  expect(await codes()).toEqual(['regular', '-', 'regular', '-']);
});
