import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openShop, type Person, signInOwner } from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import type { Benefit } from '../../../contract/benefits.ts';
import type { TierRules } from '../../../contract/tiers.ts';
import { findShop, type Shop } from '../../../platform/auth/index.ts';
import { openPool } from '../../../platform/db/pool.ts';
import { type Db, type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { mergeCustomers, unmergeCustomers } from '../../customers/index.ts';
import { adjustPoints } from '../../ledgers/index.ts';
import { type StoredOrder, storeOrders } from '../../orders/index.ts';
import { type Looked, lookAtTiers } from '../tiers/look-at-tiers.ts';
import { tierData } from '../tiers/personal-data.ts';
import { usualRules } from '../tiers/usual-rules.ts';
import { givePoints } from './give-points.ts';
import { grantBirthdays } from './grant-birthdays.ts';
import { grantGifts, readGrants } from './grant-store.ts';
import { benefitData } from './personal-data.ts';

/** Gifts are given once and are not lost, whatever happens meanwhile to birthdays, customers, clocks and other gifts. */

let world: World;
let app: HttpApp;
let admin: Db;
let owner: Person;
let shop: Shop;

beforeAll(async () => {
  world = await openWorld({ now: '2026-01-20T00:00:00Z' });
  admin = openPool(world.adminUrl, { max: 1 });
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  await openShop(world.platform, 'tea');
  shop = (await findShop(world.platform.db, 'tea'))!;
  await addPersons(1, 9);
});
afterAll(async () => {
  await app?.close();
  await admin?.destroy();
  await world?.close();
});

const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, shop.shopId, work);
const addPersons = (from: number, to: number) =>
  inShop((tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shop.shopId}, it, it, '2025-01-01', '2026-01-01' from generate_series(${from}::integer, ${to}::integer) it`.execute(
      tx,
    ),
  );
const merge = async (...customerIds: number[]) => {
  const merging = { shopId: shop.shopId, customerIds, by: 'test', reason: 'one person' };
  const done = await inShop((tx) => mergeCustomers(tx, merging));
  return done.ok ? done.value.edgeIds : [];
};
const unmerge = (edgeIds: number[]) =>
  inShop((tx) => unmergeCustomers(tx, { shopId: shop.shopId, edgeIds, by: 'test', reason: 'two after all' }));
const grantsOf = (...personIds: number[]) => inShop((tx) => readGrants(tx, shop.shopId, personIds));

const cup = { name: { zh: '茶杯', en: 'Cup' }, cost_minor: 500, days: 30 };
const ladderOf = (benefits: Record<string, Benefit[]>): TierRules => ({
  ...usualRules(100),
  ...{ measure: 'spend', notice_days: 10, grace_days: 5, downgrade: 'earned' },
  ladder: usualRules(100).ladder.map((rung, n) => ({
    ...{ ...rung, from: [0, 10_000, 50_000, 100_000][n]! },
    benefits: benefits[rung.code] ?? [],
  })),
});
let version = 0;
const apply = async (benefits: Record<string, Benefit[]>) => {
  const done = await owner.ask('POST', '/api/shops/tea/tiers/apply', { rules: ladderOf(benefits), version });
  expect(done.statusCode, done.body).toBe(200);
  version += 1;
};

const order = (orderNo: string, personId: number, more: Partial<StoredOrder> = {}): StoredOrder => ({
  ...{ channel: 'taobao', orderNo, personId, state: 'paid', sourceTime: '2026-01-18T00:00:00.000Z' },
  ...{ createdAt: '2026-01-18T00:00:00.000Z', paidAt: '2026-01-18T00:00:00.000Z', currency: 'CNY' },
  ...{ lines: [], receiver: {}, goodsMinor: 20_000, paidMinor: 20_000, shippingMinor: 0, discountMinor: 0 },
  ...more,
});
async function store(...orders: StoredOrder[]): Promise<void> {
  const keys = await world.platform.keyring.forShop(shop.shopId);
  await inShop((tx) => storeOrders(tx, { keys, shopId: shop.shopId, importId: undefined }, orders));
  await world.platform.mirror.settle(shop.shopId);
}

let looked: Looked | undefined;
const look = async () => {
  looked = await lookAtTiers({ platform: world.platform, shop }, looked);
};
const tierOf = async (customer: number) =>
  (await owner.ask('GET', `/api/shops/tea/customers/${customer}/tier`)).json();
const born = async (id: number, traits: object) => {
  const done = await owner.ask('PATCH', `/api/shops/tea/customers/${id}/traits`, { traits });
  expect(done.statusCode, done.body).toBe(200);
};
const grantNow = () => grantBirthdays({ platform: world.platform, shop });
const granting = { tier: 'regular', version: 1, costMinor: 0 };

it('who is placed on the ladder for the first time gets no upgrade gift; who is raised does, and loses a tier at once that a cancelled order brought', async () => {
  await apply({
    silver: [{ kind: 'upgrade-gift', gift: cup }],
    gold: [{ kind: 'upgrade-gift', gift: cup }],
  });
  await look();
  await addPersons(10, 10);
  await store(order('A', 10), order('B', 1));
  await look();
  expect(await tierOf(10)).toMatchObject({ tier: { code: 'silver' }, moves: [{ reason: 'joined' }] });
  expect(await grantsOf(10)).toEqual([]);
  expect(await grantsOf(1)).toMatchObject([{ benefit: 'upgrade-gift', tier: 'silver', state: 'open' }]);
  await store(order('C', 10, { paidMinor: 40_000, goodsMinor: 40_000 }));
  await look();
  expect(await grantsOf(10)).toMatchObject([{ tier: 'gold' }]);
  const gone = { cancelledAt: '2026-01-19T00:00:00.000Z', sourceTime: '2026-01-19T00:00:00.000Z' };
  await store(order('B', 1, { state: 'cancelled', ...gone }));
  await look();
  expect(await tierOf(1)).toMatchObject({
    tier: { code: 'regular' },
    figure: 0,
    moves: [{ reason: 'refunded' }, {}],
  });
});

it('one birthday gift in a calendar year, whatever is edited, switched, merged or come apart', async () => {
  await apply({ regular: [{ kind: 'birthday-gift', gift: cup }] });
  await born(2, { birthday: '1990-01-20' });
  await born(3, { birthday: '1991-03-01' });
  expect(await grantNow()).toBe(1);
  // 314 days on, in the same year.
  await born(2, { birthday: '1990-11-30' });
  await world.clock.set('2026-11-30T00:00:00Z');
  expect(await grantNow()).toBe(0);
  const calendar = {
    name: 'birthday-calendar',
    type: 'text',
    class: 'ordinary',
    label: { zh: '生日历法', en: 'Calendar' },
  };
  const declared = await owner.ask('POST', '/api/shops/tea/customers/dictionary', calendar);
  expect(declared.statusCode, declared.body).toBe(201);
  // By the lunar calendar the birthday of 1990-02-02 (the seventh of the first month) is on 2027-02-12.
  world.clock.set('2027-02-11T16:00:00Z');
  await born(2, { birthday: '1990-02-02', 'birthday-calendar': 'lunar' });
  expect(await grantNow()).toBe(1);
  expect(await grantsOf(2)).toHaveLength(2);
  // Merged on the birthday of the other: the customer had one this year.
  const edges = await merge(2, 3);
  world.clock.set('2027-03-01T00:00:00Z');
  expect(await grantNow()).toBe(0);
  await unmerge(edges);
  expect((await grantsOf(3)).length).toBe(0);
  world.clock.set('2028-03-01T00:00:00Z');
  // Theirs, and that of the other, by the lunar calendar on 1 February.
  expect(await grantNow()).toBe(2);
  expect(await grantsOf(3)).toHaveLength(1);
  expect(await grantsOf(2)).toHaveLength(3);
});

it('a gift of a birthday stands with whose birthday it is, and goes with them when the customer comes apart', async () => {
  const edges = await merge(4, 5);
  const asked = {
    ...granting,
    benefit: 'birthday-gift' as const,
    key: 'birthday:2028',
    at: world.clock.now(),
  };
  const gift = { ...asked, gift: cup, persons: [5], covers: 'person' as const, notWithinDays: 300 };
  expect(await inShop((tx) => grantGifts(tx, shop.shopId, gift))).toBe(1);
  expect(await inShop((tx) => grantGifts(tx, shop.shopId, { ...gift, persons: [4] }))).toBe(0);
  await unmerge(edges);
  expect(await grantsOf(4)).toEqual([]);
  expect(await grantsOf(5)).toHaveLength(1);
  // Their own birthday is their own gift; the other's is not given again.
  expect(await inShop((tx) => grantGifts(tx, shop.shopId, { ...gift, persons: [4, 5] }))).toBe(1);
});

it('who is merged between the move and the gift has it once; what all of a customer had, nobody has again on coming apart', async () => {
  const asked = { ...granting, benefit: 'upgrade-gift' as const, key: 'upgrade:gold', at: world.clock.now() };
  const gift = { ...asked, gift: cup, covers: 'customer' as const };
  const grant = (...persons: number[]) => inShop((tx) => grantGifts(tx, shop.shopId, { ...gift, persons }));
  const edges = await merge(6, 7);
  // Moved as 7 before the merge.
  expect(await grant(7)).toBe(1);
  expect(await grant(6, 7)).toBe(0);
  await unmerge(edges);
  expect(await grant(6)).toBe(0);
  expect(await grant(7)).toBe(0);
  expect(await grantsOf(6, 7)).toHaveLength(1);
});

const owe = (persons: number[], gift: string) =>
  sql`insert into loyalty.benefit_grants (shop_id, person_id, benefit, tier, key, version, gift, cost_minor, state, granted_at)
    select ${shop.shopId}, p, 'upgrade-gift', 'silver', 'test:' || n || ${gift}, 1, ${gift}::jsonb, 0, 'owed', ${world.clock.now()}
    from unnest(${persons}::integer[]) with ordinality as u(p, n)`.execute(admin);
const countOwed = async () =>
  (
    await inShop((tx) =>
      sql<{ n: number }>`select count(*)::integer as n from loyalty.benefit_grants
        where shop_id = ${shop.shopId} and state = 'owed'`.execute(tx),
    )
  ).rows[0]!.n;
const give = (signal?: AbortSignal) => givePoints({ platform: world.platform, shop, signal });

it('one gift that fails is put aside: all others are given, nobody is evaluated anew, and it is tried later', async () => {
  looked = undefined;
  await look();
  await owe(Array(250).fill(8), '{"points": 1}');
  // Not even a gift: giving it throws.
  await owe([8], 'null');
  await owe([9], '{"points": 3}');
  const evaluations = async () =>
    (
      await inShop((tx) =>
        sql<{
          n: number;
        }>`select count(*)::integer as n from loyalty.tier_evaluations where shop_id = ${shop.shopId}`.execute(
          tx,
        ),
      )
    ).rows[0]!.n;
  const before = await evaluations();
  for (const _ of [1, 2, 3]) await look();
  expect(await evaluations()).toBe(before);
  expect(await countOwed()).toBe(1);
  expect((await owner.ask('GET', '/api/shops/tea/points/customers/8')).json().balance.active).toBe(250);
  await sql`update loyalty.benefit_grants set gift = '{"points": 5}' where shop_id = ${shop.shopId} and state = 'owed'`.execute(
    admin,
  );
  expect(await give()).toBe(0);
  world.clock.advance(3 * 60_000);
  expect(await give()).toBe(1);
  expect(await countOwed()).toBe(0);
});

it('a clock that is wrong makes gifts wait, and the giving ends; a signal ends it too', async () => {
  const ahead = new Date(world.clock.now().getTime() + 3_600_000);
  const ask = { key: 'ahead', cause: 'test', by: 'test', at: ahead };
  const adjusting = { personId: 7, points: 1, expiresAt: null };
  expect((await inShop((tx) => adjustPoints(tx, shop.shopId, { adjusting, ask }))).ok).toBe(true);
  await owe(Array(400).fill(7), '{"points": 2}');
  const aborted = AbortSignal.abort();
  expect(await give(aborted)).toBe(0);
  expect(await give()).toBe(0);
  expect(await countOwed()).toBe(400);
  world.clock.set(ahead);
  expect(await give()).toBe(400);
});

it('an erasure takes the key of a gift that was used: asked again nothing happens and nothing is told', async () => {
  const [grant] = await grantsOf(10);
  const use = (key: string) =>
    owner.ask('POST', `/api/shops/tea/customers/10/benefits/grants/${grant!.grant_id}/use`, { key });
  // Granted by a clock that has gone on since: it is open still.
  await sql`update loyalty.benefit_grants set expires_at = ${new Date(world.clock.now().getTime() + 1e9)}
    where grant_id = ${grant!.grant_id}`.execute(admin);
  expect((await use('order-4711')).statusCode).toBe(200);
  const keys = await world.platform.keyring.forShop(shop.shopId);
  const erasing = { platform: world.platform, shopId: shop.shopId, customerId: 10, personIds: [10], keys };
  for (const _ of [1, 2]) await benefitData.erase({ ...erasing, erasedAt: world.clock.now().toISOString() });
  await inShop((tx) =>
    sql`delete from customers.persons where shop_id = ${shop.shopId} and person_id = 10`.execute(tx),
  );
  const again = await use('order-4711');
  expect([again.statusCode, again.json().code]).toEqual([404, 'no-such-customer']);
  const { rows } = await sql<{ row: string }>`select g::text as row from loyalty.benefit_grants g
    where grant_id = ${grant!.grant_id} union all select b::text from loyalty.benefit_once b where person_id = 10`.execute(
    admin,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]!.row).not.toContain('4711');
});

it('what a person asks to see has where they stand; of whom an undone import took away nothing is kept or told', async () => {
  const keys = await world.platform.keyring.forShop(shop.shopId);
  const shown = await inShop((tx) =>
    tierData.show({
      platform: world.platform,
      shopId: shop.shopId,
      customerId: 1,
      personIds: [1],
      keys,
      tx,
    }),
  );
  expect(shown).toMatchObject({ tier_standing: [{ tier: expect.any(String) }] });
  await sql`insert into loyalty.tier_notices (shop_id, person_id, drop_on, tier, told_on, missing)
    values (${shop.shopId}, 1, '2028-04-01', 'silver', '2028-03-01', 5)`.execute(admin);
  await inShop((tx) =>
    sql`delete from customers.persons where shop_id = ${shop.shopId} and person_id = 1`.execute(tx),
  );
  expect((await owner.ask('POST', '/api/shops/tea/tiers/evaluate')).statusCode).toBe(200);
  for (const table of ['tier_standings', 'tier_moves', 'tier_notices']) {
    const { rows } = await sql`select from loyalty.${sql.raw(table)} where person_id = 1`.execute(admin);
    expect(rows, table).toHaveLength(0);
  }
});

it('whoever came apart as birthdays were given has their own gift, once they stand on the ladder', async () => {
  await apply({ regular: [{ kind: 'birthday-gift', gift: cup }] });
  await world.clock.set('2028-03-10T00:00:00Z');
  await addPersons(221, 222);
  await born(221, { birthday: '1990-03-10' });
  await born(222, { birthday: '1985-03-15' });
  // 221 is on no tier yet, and each day is given only once.
  await grantNow();
  expect(await grantsOf(221)).toEqual([]);
  looked = undefined;
  await look();
  expect(await grantsOf(221)).toMatchObject([{ benefit: 'birthday-gift', person_id: 221 }]);
  await look();
  expect(await grantsOf(221)).toHaveLength(1);

  // One with somebody who had the gift of the year: nothing, until they are two again; and nothing behind a month.
  const late = await merge(221, 222);
  await world.clock.set('2028-03-15T00:00:00Z');
  await look();
  expect(await grantsOf(221, 222)).toHaveLength(1);
  await unmerge(late);
  await look();
  expect(await grantsOf(222)).toMatchObject([{ benefit: 'birthday-gift', person_id: 222 }]);
});
