import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { addDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { type History, history } from '../testing/history.ts';
import { Past } from '../testing/past.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askForecast, askSubjects } from './ask-forecast.ts';
import { askReorder } from './ask-reorder.ts';
import { readDemand } from './read-demand.ts';

let world: World;
let both: BothTopologies;
let shopId = 9000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

async function ask<T>(past: History, question: (asking: Asking) => Promise<T>): Promise<T> {
  const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
  const one = await question({ clickhouse: both.single, shop });
  expect(await question({ clickhouse: both.shards, shop }), 'two shards answer what one node does').toEqual(
    one,
  );
  return one;
}

const store = async (past: History) => {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
};

/** Units of a product a day, one line after the other; lines of the shop's history are of one unit each. */
function unitsOf(past: Past, product: number, day: string): number {
  const canonical = (id: number) =>
    past.history.products.find((it) => it.productId === id)?.canonicalId ?? id;
  return past.history.orders
    .filter((it) => it.isPaid && past.day(it.paidAt) === day)
    .flatMap((it) => it.lines)
    .filter((it) => canonical(it.productId) === product).length;
}

it('demand is every paid line on its shop day, of one product over its channels, whoever bought it', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (made) => {
      await store(made);
      const past = new Past(made);
      const asOf = '2024-03-25';
      const demand = await ask(made, (it) => readDemand(it, asOf));
      const sold = made.orders
        .filter((it) => it.isPaid && past.day(it.paidAt) <= asOf)
        .flatMap((it) => it.lines);
      const canonical = (id: number) => made.products.find((it) => it.productId === id)?.canonicalId ?? id;
      expect(demand.items.map((it) => it.product)).toEqual(
        [...new Set(sold.map((it) => canonical(it.productId)))].sort((a, b) => a - b),
      );
      for (const { product, days, category } of demand.items) {
        expect(category).toBe(past.category(product));
        days.forEach((units, n) => {
          const day = addDays(demand.from, n);
          if (units > 0 || day >= '2024-02-15')
            expect(units, `${product} ${day}`).toBe(unitsOf(past, product, day));
        });
      }
    }),
    cases(10, 2),
  );
}, 300_000);

const line = (productId: number) => ({ productId, amount: 500, discount: 0 });
const products = [
  { productId: 1, canonicalId: 1, category: '家居' },
  { productId: 2, canonicalId: 1, category: '家居' },
  { productId: 3, canonicalId: 3, category: '母婴' },
];

/** A hundred days: two of product 1 (over two channels) every day and three on Sundays; one of product 3 in the last five. */
const hundredDays = () =>
  smallPast(
    Array.from({ length: 100 }, (_, n) => {
      const day = addDays('2024-02-25', n);
      const isSunday = n % 7 === 0;
      const lines = [line(1), line(2), ...(isSunday ? [line(1)] : []), ...(n >= 95 ? [line(3)] : [])];
      return { paidAt: noon(day), lines };
    }),
    { products, persons: [personOf(1)] },
  );

it('a product, its category and the shop are forecast from where they began; weeks end on Sunday', async () => {
  const past = hundredDays();
  await store(past);
  const asOf = '2024-06-03';
  const asked = (more: object) =>
    ask(past, async (it) => orThrow(await askForecast({ ...it, by: 'day', horizon: 7, asOf, ...more })));
  const one = await asked({ product: 1 });
  expect(one).toMatchObject({
    subject: { kind: 'product', category: '家居', stock: null },
    confidence: 'usual',
  });
  expect(one.training).toMatchObject({ from: '2024-02-25', to: asOf, periods: 100, units: 215 });
  // 2024-06-09 is a Sunday.
  expect(one.forecast.map((it) => [it.period, Math.round(it.mean)])).toEqual(
    Array.from({ length: 7 }, (_, n) => [addDays('2024-06-04', n), n === 5 ? 3 : 2]),
  );
  expect(one.backtest.map((it) => it.model)).toEqual(['seasonal-naive', 'theta', 'ets']);
  expect((await asked({ category: '家居' })).forecast).toHaveLength(7);
  expect((await asked({})).training.units).toBe(220);
  const young = await asked({ product: 3 });
  expect(young).toMatchObject({ model: { name: 'category-share' }, confidence: 'low', backtest: [] });
  const weeks = await asked({ product: 1, by: 'week', horizon: 2 });
  expect(weeks).toMatchObject({ as_of: '2024-06-02', training: { from: '2024-02-26', periods: 14 } });
  expect(weeks.forecast.map((it) => it.period)).toEqual(['2024-06-03', '2024-06-10']);
  expect(weeks.history.at(-1)).toMatchObject({ period: '2024-05-27', units: 15 });
});

it('what to order is of what sells, shortest cover first, and of products whose stock is told', async () => {
  const past = hundredDays();
  await store(past);
  const at = {
    shop_id: shopId,
    version: 2,
    product_id: 1,
    canonical_id: 1,
    title: '毛巾',
    category_1: '家居',
    stock: 4,
  };
  await both.single.insert('products', [at, { ...at, product_id: 2, title: '同款', stock: 1 }]);
  const supply = { leadDays: 3, reviewDays: 4, service: 0.95, limit: 10, asOf: '2024-06-03' };
  const { rows, products: sold } = await ask(past, async (it) =>
    orThrow(await askReorder({ ...it, ...supply })),
  );
  expect(sold).toBe(2);
  expect(rows.map((it) => [it.product_id, it.title, it.units, it.stock])).toEqual([
    [1, '毛巾', 60, 5],
    [3, '', 5, null],
  ]);
  expect(rows[0]!.order_up_to).toBeGreaterThanOrEqual(15);
  expect(rows[0]!.suggestion).toBe(rows[0]!.order_up_to - 5);
  expect(rows[0]!.cover_days).toBeCloseTo(5 / (15 / 7), 0);
  expect(rows[1]).toMatchObject({ suggestion: null, cover_days: null });
  const only = await ask(past, async (it) =>
    orThrow(await askReorder({ ...it, ...supply, category: '母婴' })),
  );
  expect(only.rows.map((it) => it.product_id)).toEqual([3]);
  const subjects = await ask(past, async (it) => orThrow(await askSubjects(it, supply.asOf)));
  expect(subjects.categories).toEqual([
    { category: '家居', units: 60 },
    { category: '母婴', units: 5 },
  ]);
});

it('refuses in words what cannot be forecast', async () => {
  const past = smallPast([]);
  await store(past);
  const asked = { by: 'day', asOf: '2024-06-03' } as const;
  const problem = async (more: object) => {
    const it = await ask(past, (asking) => askForecast({ ...asking, ...asked, ...more }));
    return it.ok ? undefined : [it.problem.code, it.problem.issues?.map(({ field }) => field)];
  };
  expect(await problem({})).toEqual(['nothing-sold', undefined]);
  expect(await problem({ product: 4 })).toEqual(['nothing-sold', undefined]);
  expect(await problem({ product: 4, category: '家居', asOf: 'x', campaignDays: ['2024-02-30'] })).toEqual([
    'unusable-question',
    ['product', 'as_of', 'campaign_days'],
  ]);
});
