import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type TestShop, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { changeStanding } from '../../compliance/index.ts';
import { addDays } from '../metrics/days.ts';
import type { History } from '../testing/history.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { readPast } from './asker-store.ts';
import { countAllLooks } from './count-looks.ts';
import { followShop } from './keep-looks.ts';
import { lookData } from './look-data.ts';
import { readLooks } from './look-store.ts';
import { runRecommend } from './run-recommend.ts';

/** What customers looked at of late, as it is kept for lists that are served. */

let world: World;
let both: BothTopologies;
beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

const AS_OF = '2026-01-14';
const PERSONS = 6;
const everybody = Array.from({ length: PERSONS }, (_, n) => n + 1);
/** Product 4 is product 2 on another channel, and nobody ever bought 5. */
const products = [1, 2, 3, 4, 5].map((productId) => ({
  ...{ productId, canonicalId: productId === 4 ? 2 : productId, category: '' },
}));
const kept = (shop: TestShop) =>
  withShop(world.platform.db, shop.shopId, (tx) => readLooks(tx, shop.shopId, everybody));

interface Look {
  readonly personId: number;
  readonly productId: number;
  /** Days before the last that is counted; below 0 behind it. */
  readonly age: number;
  readonly name: string;
}

const eventsOf = (looks: readonly Look[]): History['events'] =>
  looks.map(({ personId, productId, age, name }) => {
    const time = noon(addDays(AS_OF, -age));
    return { personId, productId, name, channel: 'web', category: '', time, correctedTime: time };
  });

/** What is to be kept, by a plain pass over all looks. */
function slowly(looks: readonly Look[], barred: number) {
  const counts = ({ name, age, productId }: Look) =>
    !name.startsWith('Order ') && name !== 'Product Removed' && age >= 0 && age < 90 && productId !== 5;
  return everybody.flatMap((personId) => {
    const sums = new Map<number, number>();
    for (const it of looks.filter((look) => look.personId === personId && counts(look))) {
      const product = it.productId === 4 ? 2 : it.productId;
      sums.set(product, (sums.get(product) ?? 0) + Math.round(1e6 * 2 ** (-it.age / 30)));
    }
    // 2 is somebody's second number.
    const isBarred = personId === barred || (personId <= 2 && barred <= 2);
    const sorted = [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (isBarred || sorted.length === 0) return [];
    const close = sorted.map(([, points]) => expect.closeTo(points / 1e6, 3));
    return [{ personId, products: sorted.map(([product]) => product), looks: close }];
  });
}

it('is what a plain pass over all events finds, on one node and on two shards; what grew too old is gone', async () => {
  const look = fc.record({
    personId: fc.integer({ min: 1, max: PERSONS }),
    productId: fc.integer({ min: 1, max: 5 }),
    age: fc.integer({ min: -2, max: 100 }),
    name: fc.constantFrom('Product Viewed', 'Product Added', 'Product Removed', 'Order Completed'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(look, { maxLength: 60 }),
      fc.integer({ min: 1, max: PERSONS }),
      async (looks, barred) => {
        const shop = await world.shop();
        const persons = everybody.map((id) =>
          personOf(id, { customerId: id === 2 ? 1 : id, isBarred: id === barred }),
        );
        await storeHistory(
          both.single,
          shop.shopId,
          smallPast([], { persons, products, events: eventsOf(looks) }),
        );
        const asked = { asOf: AS_OF, products: [1, 2, 3], lastNumber: PERSONS, progress: async () => {} };
        for (const clickhouse of [both.single, both.shards]) {
          const platform = { ...world.platform, clickhouse };
          await countAllLooks({ ...asked, platform, asking: { clickhouse, shop } });
          expect(await kept(shop)).toEqual(slowly(looks, barred));
        }
        world.clock.advance(1);
        const later = { ...asked, asOf: addDays(AS_OF, 200), asking: { clickhouse: both.single, shop } };
        await countAllLooks({ ...later, platform: world.platform });
        expect(await kept(shop)).toEqual([]);
      },
    ),
    { numRuns: 12 },
  );
});

it('by day counts whoever was seen since; the looks of all others fade as of the day they were counted on', async () => {
  const shop = await world.shop();
  const { platform } = world;
  const view = (personId: number, age: number): Look => ({
    personId,
    productId: 1,
    age,
    name: 'Product Viewed',
  });
  const persons = everybody.map((id) => personOf(id));
  const events = eventsOf([view(1, 10), view(3, 0)]);
  await storeHistory(both.single, shop.shopId, smallPast([], { persons, products, events }));
  const asking = { clickhouse: platform.clickhouse, shop };
  const count = async (asOf: string, since?: string) => {
    world.clock.advance(1000);
    const from = since === undefined ? undefined : new Date(noon(since) - 1);
    const asked = { platform, asking, asOf, products: [1], since: from, lastNumber: PERSONS };
    await countAllLooks({ ...asked, progress: async () => {} });
  };
  const looksOf = (personId: number, asOf: string) =>
    withShop(platform.db, shop.shopId, async (tx) =>
      (await readPast(tx, shop.shopId, { personIds: [personId], asOf })).map((it) => [
        it.product,
        it.orders,
        it.looks,
      ]),
    );
  await count(addDays(AS_OF, -5));
  await count(AS_OF, AS_OF);
  for (const [personId, age] of [
    [1, 10],
    [3, 0],
  ] as const) {
    const looks = (days: number) => expect.closeTo(2 ** (-(age + days) / 30), 3);
    expect(await looksOf(personId, AS_OF)).toEqual([[1, 0, looks(0)]]);
    expect(await looksOf(personId, addDays(AS_OF, 30))).toEqual([[1, 0, looks(30)]]);
  }
  // Counted as of five days before the last: gone when nothing was seen of them for ninety.
  await count(addDays(AS_OF, 86), addDays(AS_OF, 86));
  expect((await kept(shop)).map(({ personId }) => personId)).toEqual([3]);
});

it('follows whoever looks, within a round; nothing is kept of whoever is being erased', async () => {
  const shop = await world.shop();
  const { platform } = world;
  const line = (productId: number) => ({ productId, amount: 100, discount: 0 });
  const orders = Array.from({ length: 24 }, (_, n) => ({
    ...{ personId: 1 + (n % PERSONS), paidAt: noon(addDays(AS_OF, -(n + 1))), lines: [line(1 + (n % 3))] },
  }));
  const persons = everybody.map((id) => personOf(id));
  await storeHistory(both.single, shop.shopId, smallPast(orders, { persons, products }));
  const since = await followShop({ platform, shop }, undefined);
  const seen = (personId: number, productId: number): Look => ({
    ...{ personId, productId, age: 0, name: 'Product Viewed' },
  });
  const look = (...looks: Look[]) =>
    storeHistory(both.single, shop.shopId, smallPast([], { events: eventsOf(looks) }));
  await look(seen(1, 2), seen(3, 1));
  // Nothing was learnt yet: no list asks for looks.
  await followShop({ platform, shop }, since);
  expect(await kept(shop)).toEqual([]);
  orThrow(await runRecommend({ platform, shop }, { refit: true, asOf: AS_OF, by: 'system' }));
  expect((await kept(shop)).map(({ personId, products: of }) => [personId, of])).toEqual([
    [1, [2]],
    [3, [1]],
  ]);
  await withShop(platform.db, shop.shopId, (tx) =>
    changeStanding(tx, shop.shopId, [{ personId: 3, erasedAt: world.clock.now().toISOString() }]),
  );
  const keys = await platform.keyring.forShop(shop.shopId);
  const concerned = { platform, keys, shopId: shop.shopId, customerId: 3, personIds: [3] };
  await lookData.erase({ ...concerned, erasedAt: world.clock.now().toISOString() });
  await look(seen(1, 2), seen(1, 1), seen(1, 2), seen(3, 2), seen(5, 5));
  await followShop({ platform, shop }, since);
  const [first, ...others] = await kept(shop);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ personId: 1, products: [2, 1] });
  // Messages of one number are one look: the second time everything has the numbers of the first.
  expect(first!.looks[0]).toBeGreaterThan(first!.looks[1]!);
});
