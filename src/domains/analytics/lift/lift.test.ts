import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { Lift } from '../../../contract/lift.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { changeStanding } from '../../compliance/index.ts';
import { addDays } from '../metrics/days.ts';
import { randomFrom } from '../testing/random-customers.ts';
import { type Cell, compareArms } from './lift-rules.ts';
import { noteExposures } from './note-exposures.ts';
import { exposureData } from './personal-data.ts';
import { showLift } from './show-lift.ts';

let world: World;
let both: BothTopologies;
beforeAll(async () => {
  world = await openWorld({ now: '2026-03-31T04:00:00Z' });
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

interface Person {
  readonly id: number;
  readonly isHeld: boolean;
  readonly band: number;
  /** Of the first act. */
  readonly day: string;
  /** Days after the first act, and minor units; negative: a refund. */
  readonly deeds: readonly { readonly after: number; readonly minor: number }[];
}

/** Shops are asked in their own days: noon in Shanghai. */
const noon = (day: string) => `${day}T04:00:00.000Z`;

async function store(shopId: number, people: readonly Person[]): Promise<void> {
  const { platform } = world;
  const byDay = Map.groupBy(people, ({ day }) => day);
  for (const [day, own] of byDay) {
    const rows = own.map(({ id, isHeld, band }) => ({ customerId: id, isHeld, band }));
    await noteExposures({ platform, shopId, score: 'churn', way: 'export', day }, rows);
  }
  const deeds = people.flatMap(({ id, day, deeds }) =>
    deeds.map((deed, n) => ({ ...deed, id, at: noon(addDays(day, deed.after)), no: id * 100 + n })),
  );
  const common = { shop_id: shopId, channel: 'web', currency: 'CNY', version: 1 };
  await platform.clickhouse.insert(
    'orders',
    deeds
      .filter(({ minor }) => minor >= 0)
      .map(({ id, at, no, minor }) => ({
        ...{ ...common, order_id: no, person_id: id, state: 'paid', is_paid: 1, created_at: at, paid_at: at },
        ...{ goods_minor: minor, paid_minor: minor, quantity: 1 },
      })),
  );
  await platform.clickhouse.insert(
    'refunds',
    deeds
      .filter(({ minor }) => minor < 0)
      .map(({ id, at, no, minor }) => ({
        ...{ ...common, refund_id: no, person_id: id, state: 'done', refunded_at: at, amount_minor: -minor },
      })),
  );
}

async function ask(shop: Awaited<ReturnType<World['shop']>>, days = 10): Promise<Lift> {
  const { platform } = world;
  const one = { platform, shop, score: 'churn' as const, from: '2026-03-01', to: '2026-03-31', days };
  const single = orThrow(await showLift({ ...one, clickhouse: both.single }));
  expect(orThrow(await showLift({ ...one, clickhouse: both.shards }))).toEqual(single);
  return single;
}

/** Two passes over everybody, slowly. */
function slow(people: readonly Person[], days: number, of: (it: Person) => number) {
  const over = people.filter(({ day }) => addDays(day, days) <= '2026-03-31');
  const bands = [...new Set(over.map(({ band }) => band))].map((band) => {
    const side = (isHeld: boolean) => over.filter((it) => it.band === band && it.isHeld === isHeld).map(of);
    return { acted: side(false), held: side(true) };
  });
  const used = bands.filter(({ acted, held }) => Math.min(acted.length, held.length) >= 2);
  const all = used.reduce((sum, { acted }) => sum + acted.length, 0);
  const mean = (some: readonly number[]) => some.reduce((sum, x) => sum + x, 0) / some.length;
  const error = (some: readonly number[]) =>
    some.reduce((sum, x) => sum + (x - mean(some)) ** 2, 0) / (some.length - 1) / some.length;
  if (all === 0) return null;
  let [value, variance] = [0, 0];
  for (const { acted, held } of used) {
    value += (acted.length / all) * (mean(acted) - mean(held));
    variance += (acted.length / all) ** 2 * (error(acted) + error(held));
  }
  const half = 1.959963985 * Math.sqrt(variance);
  return { value, low: value - half, high: value + half };
}

const deedsWithin = (it: Person, days: number) => it.deeds.filter(({ after }) => after >= 0 && after < days);
const ordersOf = (days: number) => (it: Person) =>
  deedsWithin(it, days).filter(({ minor }) => minor >= 0).length;
const netOf = (days: number) => (it: Person) =>
  deedsWithin(it, days).reduce((sum, { minor }) => sum + minor, 0);

const drawn = fc.array(
  fc.record({
    isHeld: fc.boolean(),
    band: fc.integer({ min: 0, max: 2 }),
    day: fc.integer({ min: 0, max: 30 }).map((n) => addDays('2026-03-01', n)),
    deeds: fc.array(
      fc.record({ after: fc.integer({ min: -2, max: 14 }), minor: fc.integer({ min: -300, max: 900 }) }),
      { maxLength: 4 },
    ),
  }),
  { maxLength: 40 },
);

const near = (a: Lift['orders'], b: ReturnType<typeof slow>) => {
  expect(a === null).toBe(b === null);
  for (const end of ['value', 'low', 'high'] as const) if (a && b) expect(a[end]).toBeCloseTo(b[end], 6);
};

it('is what two slow passes over everybody say, on one node and on two shards', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (some) => {
      const shop = await world.shop();
      const people = some.map((it, n) => ({ ...it, id: n + 1 }));
      await store(shop.shopId, people);
      const lift = await ask(shop);
      near(lift.orders, slow(people, 10, ordersOf(10)));
      near(lift.net_sales, slow(people, 10, netOf(10)));
      expect(lift.running).toBe(people.filter(({ day }) => addDays(day, 10) > '2026-03-31').length);
    }),
    cases(12, 6),
  );
});

/** Buyers by chance: whoever has a higher risk buys less, and whoever was acted on a planted share more. */
function planted(effect: number): Person[] {
  const random = randomFrom(7);
  return Array.from({ length: 4_000 }, (_, n) => {
    const band = n % 4;
    // The act reaches high risks more often, so bands must be compared alike.
    const isHeld = random.unit() < (band > 1 ? 0.1 : 0.3);
    const chance = 0.4 - band * 0.08 + (isHeld ? 0 : effect);
    const deeds = random.unit() < chance ? [{ after: 3, minor: 10_000 }] : [];
    return { id: n + 1, isHeld, band, day: '2026-03-05', deeds };
  });
}

it('finds a planted effect and none where none is, though who is acted on would buy less anyway', async () => {
  const with_ = await world.shop();
  await store(with_.shopId, planted(0.1));
  const found = await ask(with_);
  expect(found.orders!.low).toBeGreaterThan(0);
  expect(found.orders!.low).toBeLessThan(0.1);
  expect(found.orders!.high).toBeGreaterThan(0.1);
  expect(found.net_sales!.value).toBeCloseTo(found.orders!.value * 10_000, 3);
  expect(found).toMatchObject({ confidence: 'usual', running: 0, mixed: 0 });
  const without = await world.shop();
  await store(without.shopId, planted(0));
  const none = await ask(without);
  expect(none.orders!.low).toBeLessThan(0);
  expect(none.orders!.high).toBeGreaterThan(0);
});

it('intervals hold what is true as often as they say', () => {
  const random = randomFrom(11);
  const cell = (isHeld: boolean, band: number, customers: number): Cell => {
    const bought = Array.from({ length: customers }, () => Number(random.unit() < 0.3)).reduce(
      (a, b) => a + b,
      0,
    );
    return { isHeld, band, customers, sum: bought, squares: bought };
  };
  const holds = Array.from({ length: 1_000 }, () => {
    const cells = [cell(false, 0, 400), cell(true, 0, 60), cell(false, 1, 200), cell(true, 1, 90)];
    const { low, high } = compareArms(cells)!.difference;
    return low <= 0 && 0 <= high;
  });
  const share = holds.filter(Boolean).length / holds.length;
  expect(share).toBeGreaterThan(0.92);
  expect(share).toBeLessThan(0.975);
});

it('says nothing where a side is empty, counts a merged customer once, and nobody who was both', async () => {
  const shop = await world.shop();
  expect(await ask(shop)).toMatchObject({ orders: null, net_sales: null, confidence: null, ways: [] });
  const day = '2026-03-02';
  const one = (id: number, isHeld: boolean): Person => ({ id, isHeld, band: 1, day, deeds: [] });
  await store(
    shop.shopId,
    [1, 2, 3, 4].map((id) => one(id, false)),
  );
  expect(await ask(shop)).toMatchObject({
    orders: null,
    acted_on: { customers: 4, compared: 0, orders: null },
  });
  await store(
    shop.shopId,
    [5, 6, 7].map((id) => one(id, true)),
  );
  expect(await ask(shop)).toMatchObject({ orders: { value: 0 }, confidence: 'low' });
  // 2 is 1, and 7, who was held out, is 3, who was acted on.
  const rows = [
    [2, 1],
    [7, 3],
  ].map(([person_id, customer_id]) => ({
    shop_id: shop.shopId,
    person_id,
    customer_id,
    version: 1,
    is_deleted: 0,
  }));
  await world.platform.clickhouse.insert('override_rows', rows);
  await world.platform.clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  const lift = await ask(shop);
  expect(lift).toMatchObject({ acted_on: { customers: 2 }, held_out: { customers: 2 }, mixed: 1 });
  expect(lift.ways).toEqual([{ way: 'export', acted_on: 3, held_out: 3 }]);
});

it('of whoever is erased nothing stays, and nothing comes behind it', async () => {
  const { platform } = world;
  const { shopId } = await world.shop();
  const act = { platform, shopId, score: 'churn', way: 'tag', day: '2026-03-02' } as const;
  const reached = [1, 2].map((customerId) => ({ customerId, isHeld: false, band: 0 }));
  await noteExposures(act, reached);
  await noteExposures(act, reached);
  const whose = { platform, shopId, personIds: [1], customerId: 1 } as never;
  expect(await exposureData.holdings(whose)).toMatchObject([{ count: 1 }]);
  const erasedAt = '2026-03-31T04:00:00.000Z';
  await withShop(platform.db, shopId, (tx) => changeStanding(tx, shopId, [{ personId: 1, erasedAt }]));
  await exposureData.erase(whose);
  await noteExposures(act, reached);
  const rows = await platform.clickhouse.query<{ person_id: number }>({
    ...{ sql: 'SELECT person_id FROM exposures WHERE shop_id = {shop:UInt32}', shopId },
  });
  expect(rows.map((row) => row.person_id)).toEqual([2]);
});
