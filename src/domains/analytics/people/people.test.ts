import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies, writableShards } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { PeopleFilter } from '../../../contract/people.ts';
import { createShop, findShop } from '../../../platform/auth/index.ts';
import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { askMetric } from '../metrics/ask-metric.ts';
import { addDays } from '../metrics/days.ts';
import { askLifecycle } from '../rfm/ask-lifecycle.ts';
import { askQuadrants } from '../rfm/ask-quadrants.ts';
import { askRfm } from '../rfm/ask-rfm.ts';
import { readScale } from '../rfm/read-scale.ts';
import { day, type History, history } from '../testing/history.ts';
import { Past } from '../testing/past.ts';
import { scoredAsOf } from '../testing/rfm-model.ts';
import { storeHistory } from '../testing/store-history.ts';
import { buildPeople } from './build-people.ts';
import { type Build, dropBuilds, readBuilds } from './build-store.ts';
import { keepPeople } from './keep-people.ts';
import {
  countPeople,
  listPeople,
  type PeoplePlace,
  type PeopleQuestion,
  peopleBehind,
} from './list-people.ts';
import { askSpent } from './spent-since.ts';
import { readyPeople, usePeople } from './use-people.ts';

let world: World;
let both: BothTopologies;
let writable: ClickHouse;
let shopId = 7000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
  writable = await writableShards(world.platform.clickhouse, ['people']);
});
afterAll(() => world.close());

/** The people of a past as of a day, built on one node (slot 0) and again by two shards (slot 1). */
async function built(past: History, asOf: string) {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
  const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
  const builds = [];
  for (const [slot, clickhouse] of [both.single, writable].entries()) {
    // A stand-in writes where its own dictionary is as fresh as its last question left it.
    const scale = await readScale({ clickhouse: slot === 0 ? both.single : both.shards, shop }, asOf);
    await buildPeople({ clickhouse, shop, asOf, slot, build: slot + 1, scale });
    builds.push(buildOf(slot, asOf));
  }
  return { shop, builds: builds as [Build, Build] };
}

const buildOf = (slot: number, asOf: string): Build => ({
  ...{ slot, build: slot + 1, asOf, dataMark: '', medians: { frequency: 0, amount: 0 } },
  ...{ people: 0, builtAt: new Date(0), tookMs: 0 },
});

type Shop = Awaited<ReturnType<typeof built>>['shop'];

/** A question put to both topologies: one answer. */
async function onBoth<T>(
  shop: Shop,
  build: Build,
  question: (it: Omit<PeopleQuestion, 'filter'>) => Promise<T>,
): Promise<T> {
  const asked = { shop, build, now: new Date('2026-01-01T00:00:00Z') };
  const one = await question({ ...asked, clickhouse: both.single });
  expect(
    await question({ ...asked, clickhouse: both.shards }),
    'two shards answer what one node does',
  ).toEqual(one);
  return one;
}

it('every figure of RFM, quadrants, stages, buyers and new customers opens exactly the people it counts', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.tuple(day, day), async (past, days) => {
      const [from, asOf] = days.sort() as [string, string];
      const { shop, builds } = await built(past, asOf);
      const open = (filter: PeopleFilter) =>
        onBoth(shop, builds[0], async (it) => {
          const count = await countPeople({ ...it, filter });
          const numbers = await peopleBehind({ ...it, filter }, 0, 1000);
          expect(numbers.length).toBe(count.customers);
          return { customers: count.customers, orders: count.orders, net_sales: count.net_sales };
        });
      // No figure of nobody is opened below: that it is nobody follows from the sum of the others.
      const everybody = await open({});
      expect(everybody.customers).toBe(await stageTotal(shop, asOf));
      for (const [told, filter] of (await figures(shop, { from, asOf })).filter(([it]) => it.customers > 0)) {
        const found = await open(filter);
        expect({ ...found, ...told }, JSON.stringify(filter)).toEqual(found);
      }
    }),
    cases(6, 1),
  );
}, 300_000);

const stageTotal = async (shop: Shop, asOf: string) =>
  orThrow(await askLifecycle({ clickhouse: both.single, shop, asOf })).stages.reduce(
    (sum, it) => sum + it.customers,
    0,
  );

interface Told {
  readonly customers: number;
  readonly orders?: number;
  readonly net_sales?: number;
}

/** What the overview shows of a window, each with the filter that opens it. */
async function figures(shop: Shop, { from, asOf }: { from: string; asOf: string }) {
  const asking = { clickhouse: both.single, shop };
  const found: [Told, PeopleFilter][] = [];
  const rfm = orThrow(await askRfm({ ...asking, asOf }));
  const sums = (it: Told) => ({ customers: it.customers, orders: it.orders!, net_sales: it.net_sales! });
  for (const it of rfm.groups) found.push([sums(it), { rfm_group: it.code }]);
  for (const it of rfm.cells) found.push([sums(it), { r: it.recency, f: it.frequency }]);
  const { quadrants } = orThrow(await askQuadrants({ ...asking, asOf }));
  for (const it of quadrants) found.push([sums(it), { quadrant: it.code }]);
  const { stages } = orThrow(await askLifecycle({ ...asking, asOf }));
  for (const it of stages) found.push([{ customers: it.customers }, { stage: it.code }]);
  const window = { from, to: asOf };
  for (const [measure, dimension, filter] of measured(window)) {
    const answer = orThrow(await askMetric({ ...asking, ...window, measure, dimension }));
    for (const row of answer.rows)
      found.push([{ customers: row.value! }, filter(String(row[dimension ?? ''] ?? ''))]);
  }
  return found;
}

type Opened = readonly [string, string | undefined, (value: string) => PeopleFilter];

const measured = ({ from, to }: { from: string; to: string }): Opened[] => {
  const ordered = { ordered_from: from, ordered_to: to };
  return [
    ['buyers', undefined, () => ordered],
    ['buyers', 'channel', (value) => ({ ...ordered, ordered_channel: value })],
    ['buyers', 'province', (value) => ({ ...ordered, ordered_province: value })],
    ['buyers', 'category', (value) => ({ ...ordered, ordered_category: value })],
    [
      'buyers',
      'new-returning',
      (value) =>
        value === 'new'
          ? { first_order_from: from, first_order_to: to }
          : { ...ordered, first_order_to: addDays(from, -1) },
    ],
    ['new-customers', undefined, () => ({ first_order_from: from, first_order_to: to })],
  ];
};

it('of a large shop nobody waits again after the first: the day before answers until today is counted', async () => {
  const { platform } = world;
  const wanted = { slug: 'large', name: 'large', currency: 'CNY', timeZone: 'Asia/Shanghai' };
  const shop = orThrow(await createShop(platform, wanted));
  await platform.clickhouse.command(
    `INSERT INTO persons (shop_id, person_id, first_seen_at, last_seen_at, version)
     SELECT ${shop.shopId}, number + 1, toDateTime64('2026-01-01', 3), toDateTime64('2026-01-01', 3), 1 FROM numbers(20001)`,
  );
  const on = (at: string, asOf?: string) => ({
    ...{ shop, asOf, platform: { ...platform, clock: { now: () => new Date(at) } } },
  });
  const evening = '2026-03-01T15:59:00Z';
  const midnight = '2026-03-01T16:00:00Z';
  await readyPeople({ ...on(evening), asOf: '2026-03-01' });
  const first = await usePeople(on(evening));
  expect(first).toMatchObject({ asOf: '2026-03-01', people: 20_001 });
  await readyPeople({ ...on(evening), asOf: '2026-03-01' });
  expect(await usePeople(on(evening)), 'nothing changed: nothing is counted again').toEqual(first);
  expect(await usePeople(on(midnight)), 'the day before answers').toEqual(first);
  await vi.waitFor(async () => expect((await usePeople(on(midnight))).asOf).toBe('2026-03-02'), 30_000);
  expect((await usePeople(on(midnight, '2026-02-27'))).asOf, 'a day that is named is waited for').toBe(
    '2026-02-27',
  );
  // Whoever is gone stands in no build: an erasure drops them all, and the next caller waits for a true one.
  await platform.clickhouse.command(
    `INSERT INTO persons (shop_id, person_id, first_seen_at, last_seen_at, version, is_deleted)
     VALUES (${shop.shopId}, 7, '2026-01-01', '2026-01-01', 2, 1)`,
  );
  await withShop(platform.db, shop.shopId, (tx) => dropBuilds(tx, shop.shopId));
  expect(await usePeople(on(midnight))).toMatchObject({ asOf: '2026-03-02', people: 20_000 });
});

it('are counted ahead in large shops, as of today, of the day they are usually seen on and of those that are compared with', async () => {
  const { platform } = world;
  const shop = (await findShop(platform.db, 'large'))!;
  await withShop(platform.db, shop.shopId, (tx) => dropBuilds(tx, shop.shopId));
  // 20,000 of them are few.
  await platform.clickhouse.command(
    `INSERT INTO persons (shop_id, person_id, first_seen_at, last_seen_at, version)
     VALUES (${shop.shopId}, 7, '2026-01-01', '2026-01-01', 3)`,
  );
  const stop = new AbortController();
  const at = { ...platform, clock: { now: () => new Date('2026-03-05T00:00:00Z') } };
  const running = keepPeople([30])(at, stop.signal);
  const days = async () =>
    (await withShop(platform.db, shop.shopId, (tx) => readBuilds(tx, shop.shopId))).map((it) => it.asOf);
  await vi.waitFor(async () => expect(await days()).toEqual(['2026-02-03', '2026-03-05']), 30_000);
  stop.abort();
  await running;
  // Once it is known that nobody has bought for half a year, it is seen on its last day.
  await platform.clickhouse.command(
    `INSERT INTO orders (shop_id, order_id, person_id, currency, state, paid_at, paid_minor, version)
     VALUES (${shop.shopId}, 1, 1, 'CNY', 'completed', '2025-09-10', 100, 1)`,
  );
  await withShop(platform.db, shop.shopId, (tx) => dropBuilds(tx, shop.shopId));
  const again = new AbortController();
  const runningAgain = keepPeople([30])(at, again.signal);
  await vi.waitFor(
    async () => expect((await days()).toSorted()).toEqual(['2025-08-11', '2025-09-10', '2026-03-05']),
    30_000,
  );
  again.abort();
  await runningAgain;
});

it('learn of a merge when the answers do, and not before: between the two the old customers stand under the old mark', async () => {
  const { platform } = world;
  await createShop(platform, { ...{ slug: 'merging', name: 'Merging' }, currency: 'CNY', timeZone: 'UTC' });
  const shop = (await findShop(platform.db, 'merging'))!;
  const { clickhouse } = platform;
  const at = { shop_id: shop.shopId, version: 1 };
  const seen = { first_seen_at: '2026-01-01 00:00:00', last_seen_at: '2026-01-01 00:00:00' };
  await clickhouse.insert('persons', [
    { ...at, ...seen, person_id: 1 },
    { ...at, ...seen, person_id: 2 },
  ]);
  const people = async () => (await usePeople({ platform, shop, asOf: '2026-03-05' })).people;
  expect(await people()).toBe(2);
  await clickhouse.insert('override_rows', [{ ...at, person_id: 2, customer_id: 1 }]);
  expect(await people(), 'the dictionary has not read it yet').toBe(2);
  await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  expect(await people()).toBe(1);
}, 60_000);

const orders = [
  ...(['last-order', 'first-order', 'net-sales', 'orders', 'first-seen', 'last-seen', 'newest'] as const),
];

interface Listing {
  readonly sort: (typeof orders)[number];
  readonly up: boolean;
}

it('are one and the same on one node and on two shards, in pages by any order, and in what they bought afterwards', async () => {
  const listing = fc.record({ sort: fc.constantFrom(...orders), up: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(history, fc.tuple(day, day), listing, async (past, days, asked) => {
      const [asOf, until] = days.sort() as [string, string];
      const made = await built(past, asOf);
      await expectSameRows(made.shop);
      await expectPages(past, made, asked);
      await expectSpent(past, made, until);
    }),
    cases(10, 2),
  );
}, 300_000);

type Made = Awaited<ReturnType<typeof built>>;

async function expectSameRows(shop: Shop): Promise<void> {
  const rows = (slot: number) =>
    both.single.query({
      sql: 'SELECT * EXCEPT (slot, build) FROM people WHERE shop_id = {shop:UInt32} AND slot = {slot:UInt8} ORDER BY customer_id',
      shopId: shop.shopId,
      params: { slot },
    });
  expect(await rows(1), 'two shards work out what one node does').toEqual(await rows(0));
}

/** In every order each customer once, and the same as of any way to score. */
async function expectPages(past: History, { shop, builds }: Made, { sort, up }: Listing): Promise<void> {
  const direction = up ? 'asc' : 'desc';
  const pages = await onBoth(shop, builds[1], async (it) => {
    const seen = [];
    for (let after: PeoplePlace | undefined | null = null; after !== undefined; ) {
      const page = await listPeople({
        ...{ ...it, filter: {}, sort, direction, limit: 2 },
        after: after ?? undefined,
      });
      seen.push(...page.people);
      after = page.next;
    }
    return seen;
  });
  expect(new Set(pages.map((it) => it.customerId)).size).toBe(pages.length);
  const buyers = pages.filter((it) => it.figures.orders > 0);
  if (sort === 'net-sales')
    expect(buyers.map((it) => it.figures.net_sales)).toEqual(
      buyers.map((it) => it.figures.net_sales).toSorted((a, b) => (up ? a - b : b - a)),
    );
  const model = scoredAsOf(past, builds[1].asOf, { mode: 'quintile' });
  expect(buyers.length).toBe(model.length);
  for (const own of model)
    expect(buyers.find((it) => it.customerId === own.customer)?.figures).toMatchObject({
      ...{ orders: own.orders, net_sales: own.net },
      scores: { recency: own.r, frequency: own.f, monetary: own.m },
    });
}

/** What the people of a view bought afterwards, merged as they are. */
async function expectSpent(past: History, { shop, builds }: Made, until: string): Promise<void> {
  const { asOf } = builds[0];
  const found = await onBoth(shop, builds[0], (it) => askSpent({ ...it, filter: { bought: 'yes' } }, until));
  const buyers = scoredAsOf(past, asOf, { mode: 'quintile' }).map((it) => it.customer);
  const after = (it: { day: string; customer: number }) =>
    it.day > asOf && it.day <= until && buyers.includes(it.customer);
  const read = new Past(past);
  const paid = read.paidOrders.filter(after);
  const back = read.doneRefunds.filter(after).reduce((sum, it) => sum + it.amount, 0);
  expect(found).toEqual({
    ...{ customers: buyers.length, orders: paid.length },
    buyers: new Set(paid.map((it) => it.customer)).size,
    net_sales: paid.reduce((sum, it) => sum + it.paid, 0) - back,
  });
}
