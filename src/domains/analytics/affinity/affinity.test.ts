import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { AffinityRules } from '../../../contract/affinity.ts';
import type { OrderRecord } from '../../../contract/records.ts';
import { generateShop } from '../../../demo/generate-shop.ts';
import { orThrow } from '../../../platform/errors.ts';
import { buildPeople } from '../people/build-people.ts';
import { peopleBehind } from '../people/list-people.ts';
import { readScale } from '../rfm/read-scale.ts';
import { SlowBaskets } from '../testing/basket-model.ts';
import { day, type History, history } from '../testing/history.ts';
import { Past } from '../testing/past.ts';
import { personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askRules, type RulesQuestion } from './ask-rules.ts';

let world: World;
let both: BothTopologies;
let shopId = 8400;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

async function store(past: History): Promise<History> {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
  return past;
}

const shopOf = (past: History) => ({ shopId, timeZone: past.timeZone, currency: 'CNY' });
type Asked = Partial<Omit<RulesQuestion, 'clickhouse' | 'shop'>>;

/** One answer of both topologies. */
async function ask(past: History, asked: Asked): Promise<AffinityRules> {
  const question = { level: 'product' as const, to: '2024-12-31', limit: 1000, ...asked, shop: shopOf(past) };
  const one = orThrow(await askRules({ ...question, clickhouse: both.single }));
  const two = orThrow(await askRules({ ...question, clickhouse: both.shards }));
  expect(two, 'two shards answer what one node does').toEqual(one);
  return one;
}

const questions = fc.record({
  level: fc.constantFrom<('product' | 'category')[]>('product', 'category'),
  days: fc.tuple(day, day).map((it) => it.sort() as [string, string]),
});

describe('against a slow reader', () => {
  it('every count is that of a walk over all orders', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, questions, async (past, { level, days: [from, to] }) => {
        await store(past);
        const asked = { level, from, to };
        const slow = new SlowBaskets(past, asked);
        const told = await ask(past, { ...asked, minSupport: 1 });
        expect(told.baskets).toBe(slow.baskets.length);
        expect(told.baskets_of_several).toBe(slow.baskets.filter((it) => it.size > 1).length);
        expect(told.items).toBe(slow.items.length);
        expect(new Set(told.matrix.items.map((it) => it.key))).toEqual(new Set(slow.items));
        for (const it of told.matrix.items) expect(it.orders).toBe(slow.with(it.key));
        for (const { row, column, together } of told.matrix.cells) {
          const [a, b] = [told.matrix.items[row]!.key, told.matrix.items[column]!.key];
          expect(together, `${a} and ${b}`).toBe(slow.with(a, b));
        }
        checkRules(told, slow);
      }),
      cases(20, 2),
    );
  });

  /** Rules are all ordered pairs bought together more than by chance, each with its shares. */
  function checkRules(told: AffinityRules, slow: SlowBaskets) {
    const all = slow.baskets.length;
    const expected = slow.items.flatMap((a) =>
      slow.items
        .filter((b) => b !== a && slow.with(a, b) * all > slow.with(a) * slow.with(b))
        .map((b) => `${a}>${b}`),
    );
    expect(told.rules.map((it) => `${it.from.key}>${it.to.key}`).sort()).toEqual(expected.sort());
    for (const it of told.rules) {
      const [a, b] = [it.from.key, it.to.key];
      expect(it.support).toBeCloseTo(slow.with(a, b) / all);
      expect(it.confidence).toBeCloseTo(slow.with(a, b) / slow.with(a));
      expect(it.lift).toBeCloseTo((slow.with(a, b) * all) / (slow.with(a) * slow.with(b)));
      expect(it.leverage).toBeCloseTo(slow.with(a, b) / all - (slow.with(a) * slow.with(b)) / all ** 2);
    }
  }

  it('bought and not bought open exactly those customers', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, day, async (past, asOf) => {
        await store(past);
        const reader = new Past(past);
        const shop = shopOf(past);
        const scale = await readScale({ clickhouse: both.single, shop }, asOf);
        await buildPeople({ clickhouse: both.single, shop, asOf, slot: 0, build: 1, scale });
        const build = {
          ...{ slot: 0, build: 1, asOf, dataMark: '', people: 0, builtAt: new Date(0), tookMs: 0 },
          medians: { frequency: 0, amount: 0 },
        };
        const open = async (filter: Record<string, string>) => {
          const asking = { shop, build, filter, now: new Date(0) };
          const [one, two] = [
            await peopleBehind({ ...asking, clickhouse: both.single }, 0, 1000),
            await peopleBehind({ ...asking, clickhouse: both.shards }, 0, 1000),
          ];
          expect(two).toEqual(one);
          return one;
        };
        const everybody = await open({});
        const bought = (ids: readonly number[]) =>
          new Set(
            reader.paidOrders
              .filter((it) => it.day <= asOf && it.lines.some((line) => ids.includes(line.productId)))
              .map((it) => it.customer),
          );
        // Products 2 and 3 are one thing.
        const [home, one] = [bought([1]), bought([2, 3])];
        expect(await open({ bought_item: 'category:家居' })).toEqual(everybody.filter((it) => home.has(it)));
        expect(await open({ bought_item: 'category:家居', not_bought_item: 'product:2' })).toEqual(
          everybody.filter((it) => home.has(it) && !one.has(it)),
        );
      }),
      cases(8, 1),
    );
  });
});

const lines = (...ids: readonly number[]) =>
  ids.map((productId) => ({ productId, amount: 100, discount: 0 }));
const product = (productId: number, told: { canonicalId?: number; category?: string } = {}) => ({
  ...{ productId, canonicalId: productId, category: '' },
  ...told,
});

describe('case by case', () => {
  it('an item counts once an order, under one number on all channels; guests and other currencies not at all', async () => {
    const past = await store(
      smallPast(
        [
          { lines: lines(1, 1, 2) },
          { lines: lines(1, 3) },
          { personId: 0, lines: lines(1, 2) },
          { currency: 'USD', lines: lines(1, 2) },
          { isPaid: false, lines: lines(1, 2) },
          { lines: lines(5) },
          { lines: lines(0) },
        ],
        { persons: [personOf(1)], products: [product(1), product(2), product(3, { canonicalId: 2 })] },
      ),
    );
    const told = await ask(past, { minSupport: 2 });
    expect(told).toMatchObject({ baskets: 3, baskets_of_several: 2, items: 3, items_looked_at: 2 });
    expect(told.rules.map((it) => [it.from.key, it.to.key, it.together, it.confidence])).toEqual([
      ['1', '2', 2, 1],
      ['2', '1', 2, 1],
    ]);
    expect(told.rules[0]).toMatchObject({ lift: 1.5, usual: 2 / 3, low_confidence: true });
  });

  it('an order for a shelf is left out and said; days decide by the shop clock', async () => {
    const past = await store(
      smallPast([
        { lines: lines(...Array.from({ length: 101 }, (_, n) => n + 1)) },
        { lines: lines(...Array.from({ length: 100 }, (_, n) => n + 1)) },
        { paidAt: Date.parse('2024-02-29T15:59:59.999Z'), lines: lines(1, 2) },
        { paidAt: Date.parse('2024-02-29T16:00:00.000Z'), lines: lines(1, 2) },
      ]),
    );
    const told = await ask(past, { from: '2024-03-01', minSupport: 2 });
    expect(told).toMatchObject({ left_out: 1, baskets: 2, items: 101, pairs_tested: 1 });
    expect(told.matrix.cells[0]).toMatchObject({ together: 2, lift: 1 });
    // Always together and in every order: nothing to be learnt.
    expect(told.rules).toEqual([]);
  });

  it('a shop without orders has an empty answer; what cannot be asked is said', async () => {
    const past = await store(smallPast([]));
    expect(await ask(past, {})).toMatchObject({
      baskets: 0,
      check: null,
      rules: [],
      matrix: { items: [], cells: [] },
    });
    const wrong = await askRules({
      ...{ clickhouse: both.single, shop: shopOf(past), level: 'product', limit: 1 },
      ...{ from: '2024-02-30', to: 'x' },
    });
    expect(wrong.ok ? [] : wrong.problem.issues!.map(({ field, code }) => [field, code])).toEqual([
      ['from', 'not-a-day'],
      ['to', 'not-a-day'],
    ]);
  });
});

describe('the demo shop', () => {
  /** Orders of the generator as lines of numbers, and what it planted: who is taken, and what along with it. */
  function planted(timesOf: (it: OrderRecord) => object = () => ({}), customers = 2_500) {
    const plan = { seed: 11, customers, until: Date.parse('2026-02-28T00:00:00Z') };
    const pieces = [...generateShop(plan)];
    const pairs = pieces
      .flatMap((it) => it.truth)
      .filter((it) => it.truth === 'affinity')
      .map((it) => ({ one: Number(it.product), other: Number(it.with) }));
    const orders = pieces
      .flatMap((it) => it.records)
      .filter((it): it is OrderRecord => it.kind === 'order')
      .map((it) => ({
        ...timesOf(it),
        lines: lines(...it.lines.map((line) => Number(line.product!.productNo))),
      }));
    return { pairs, past: smallPast(orders) };
  }

  it('planted affinities are found, all of them, and no other', { timeout: 120_000 }, async () => {
    const { pairs, past } = planted();
    const told = await ask(await store(past), {});
    const found = told.rules
      .filter((it) => it.significant)
      .map((it) => [Number(it.from.key), Number(it.to.key)] as const);
    expect(pairs.length).toBe(8);
    for (const { one, other } of pairs) expect(found).toContainEqual([one, other]);
    // What goes along with the same thing goes together too.
    const isPlanted = ([a, b]: readonly [number, number]) =>
      pairs.some((it) => (it.one === a && it.other === b) || (it.one === b && it.other === a)) ||
      pairs.some((it) => it.other === a && pairs.some((twin) => twin.one === it.one && twin.other === b));
    expect(found.filter((it) => !isPlanted(it))).toEqual([]);
  });

  it('on days they were not learnt from rules keep what they promise, and more than popularity', {
    timeout: 120_000,
  }, async () => {
    const { past } = planted(({ createdAt }) => ({ paidAt: Date.parse(createdAt!) }), 1_200);
    await store(past);
    const told = await ask(past, { from: '2020-01-01', to: '2026-02-28' });
    const {
      calibration_end: cut,
      to,
      rules,
      lifts_held,
      predicted,
      actual,
      by_popularity,
      baskets,
    } = told.check!;
    expect(Math.abs(predicted / actual - 1)).toBeLessThan(0.15);
    expect(by_popularity).toBeLessThan(actual / 2);
    expect(lifts_held).toBe(rules);
    // By hand: the rules of the days before alone, and a walk over the orders behind them.
    const before = await ask(past, { from: '2020-01-01', to: cut });
    const learnt = before.rules.filter((it) => it.significant);
    expect(learnt.length).toBe(rules);
    const later = new SlowBaskets(past, { level: 'product', from: nextDay(cut), to });
    expect(baskets).toBe(later.baskets.length);
    const sum = (of: (it: (typeof learnt)[number]) => number) => learnt.reduce((all, it) => all + of(it), 0);
    expect(actual).toBe(sum((it) => later.with(it.from.key, it.to.key)));
    expect(predicted).toBeCloseTo(
      sum((it) => later.with(it.from.key) * it.confidence),
      6,
    );
    expect(by_popularity).toBeCloseTo(
      sum((it) => later.with(it.from.key) * it.usual),
      6,
    );
  });
});

const nextDay = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
