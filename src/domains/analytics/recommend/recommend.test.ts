import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { History } from '../testing/history.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askRecommendations, type RecommendQuestion } from './ask-recommendations.ts';
import { readInteractions } from './interactions.ts';

let world: World;
let both: BothTopologies;
let shopId = 8700;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

async function store(past: History): Promise<void> {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
}

const shop = () => ({ shopId, timeZone: 'Asia/Shanghai', currency: 'CNY' });

/** An answer of one node: what it reads is what two shards read, see below. */
const ask = async (asked: Partial<RecommendQuestion>) =>
  orThrow(
    await askRecommendations({
      ...{ asOf: '2024-03-31', holdoutDays: 10, ...asked },
      ...{ clickhouse: both.single, shop: shop() },
    }),
  );

const order = (personId: number, day: string, ...ids: number[]) => ({
  ...{ personId, paidAt: noon(day) },
  lines: ids.map((productId) => ({ productId, amount: 100, discount: 0 })),
});

/** Twelve who take 1 and 2, one who took only 1, one person of two numbers; 3 is what 30 others buy. */
const past = () =>
  smallPast(
    [
      ...Array.from({ length: 12 }, (_, n) => order(n + 1, '2024-03-01', 1, 2)),
      ...Array.from({ length: 30 }, (_, n) => order(n + 21, '2024-03-01', 3)),
      order(60, '2024-03-02', 1),
      order(61, '2024-03-25', 2),
      order(62, '2024-03-02', 1),
    ],
    {
      persons: [
        ...Array.from({ length: 62 }, (_, n) => personOf(n + 1)).filter((it) => it.personId !== 61),
        personOf(61, { customerId: 60 }),
      ],
      products: [1, 2, 3, 4].map((productId) => ({
        productId,
        canonicalId: productId === 4 ? 2 : productId,
        category: '',
      })),
      events: [
        {
          ...{ personId: 62, channel: 'web', category: '', productId: 4 },
          ...{ time: noon('2024-03-03'), correctedTime: noon('2024-03-03') },
        },
      ],
    },
  );

it('counts what each customer took before and behind the calibration, as the customers they are now', async () => {
  await store(past());
  const span = { calibration: '2024-03-21', until: '2024-03-31' };
  const one = await readInteractions({ clickhouse: both.single, shop: shop() }, span);
  const two = await readInteractions({ clickhouse: both.shards, shop: shop() }, span);
  expect(two).toEqual(one);
  // Product 4 is product 2 on another channel; 61 is 60.
  expect(one.products.map((it) => [it.product, it.customers])).toEqual([
    [3, 30],
    [1, 14],
    [2, 12],
  ]);
  // Of more than may be learnt from, the first by their hash, on one node and on two.
  for (const clickhouse of [both.single, both.shards]) {
    const { customers } = await readInteractions({ clickhouse, shop: shop() }, span, 20);
    expect([...customers]).toEqual([...one.customers].slice(0, 20));
  }
  const of = (customer: number) => {
    const n = one.customers.indexOf(customer);
    return Array.from({ length: one.starts[n + 1]! - one.starts[n]! }, (_, m) => {
      const at = one.starts[n]! + m;
      return [one.products[one.items[at]!]!.product, one.bought[at], one.later[at], one.weights[at]];
    });
  };
  expect(of(60)).toEqual([
    [1, 1, 0, 1],
    [2, 0, 1, 0],
  ]);
  // A look of 18 days before, by a half-life of 30.
  expect(of(62)).toEqual([
    [1, 1, 0, 1],
    [2, 0, 0, expect.closeTo(0.25 * 2 ** (-18 / 30), 5)],
  ]);
});

it('of few customers it recommends what most buy, and leaves out what they have', async () => {
  await store(past());
  const told = await ask({ customer: 62 });
  expect(told).toMatchObject({ customers: 44, products: 3, low_confidence: true });
  // One was asked, and the first judges: nobody is left to choose a mix, so popularity it is.
  expect(told).toMatchObject({ holdout: { customers: 1 } });
  expect(told.mix).toContainEqual({ method: 'popular', share: 1 });
  const { list: off } = await ask({ customer: 62, isPersonal: false });
  expect(off).toMatchObject({ customer: 62, personal: false });
  expect(off!.products.every(({ method, because }) => method === 'popular' && because === null)).toBe(true);
  expect(told.list).toMatchObject({ customer: 62, personal: true });
  expect(told.list!.products.map((it) => [it.product, it.because?.product])).toEqual([
    [3, undefined],
    [2, undefined],
  ]);
});

it('shows what everybody buys to whom nothing may be used of, and learns nothing from them', async () => {
  await store(past());
  const barred = { ...{ shop_id: shopId, person_id: 62, profiling_barred: 1, version: 2 } };
  const times = { first_seen_at: '2024-01-01T00:00:00Z', last_seen_at: '2024-01-01T00:00:00Z' };
  await both.single.insert('persons', [{ ...barred, ...times }]);
  const told = await ask({ customer: 62 });
  expect(told.customers).toBe(43);
  expect(told.list).toMatchObject({ personal: false });
  expect(told.list!.products.map((it) => [it.product, it.method, it.because])).toEqual([
    [3, 'popular', null],
    [1, 'popular', null],
    [2, 'popular', null],
  ]);
});

it('what is out of stock or of another price is in no list, and a shop without sales has nothing to learn from', async () => {
  await store(past());
  const at = { shop_id: shopId, version: 2 };
  await both.single.insert('products', [
    { ...at, product_id: 3, canonical_id: 3, title: '三', stock: 0, price_minor: 500 },
    { ...at, product_id: 2, canonical_id: 2, title: '二', price_minor: 900 },
  ]);
  const listed = async (asked: Partial<RecommendQuestion>) =>
    (await ask({ customer: 999, ...asked })).list!.products.map((it) => it.product);
  expect(await listed({})).toEqual([1, 2]);
  expect(await listed({ priceFrom: 900 })).toEqual([2]);
  expect(await listed({ priceTo: 899 })).toEqual([]);
  shopId += 1;
  const nothing = await askRecommendations({
    ...{ clickhouse: both.single, shop: shop(), asOf: '2024-03-31', holdoutDays: 10 },
  });
  expect(nothing.ok ? '' : nothing.problem.code).toBe('no-purchases');
});
