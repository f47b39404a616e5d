import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type TestShop, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { randomFrom } from '../testing/random-customers.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { readCategoryDays } from './learn-taste.ts';
import { runNextPurchase } from './run-next-purchase.ts';
import { nextOf, showCustomerNext, showNext } from './show-next.ts';

/** A shop whose future is known: customers buy at their own pace and of their own two categories, and a third of them stop some day. */

const DAY = 86_400_000;
const START = noon('2024-01-01');
const AS_OF = '2025-06-30';
const NOW = noon(AS_OF);
const CUSTOMERS = 900;
const CATEGORIES = ['茶', '米', '油', '盐', '酱', '醋'];

function drawShop() {
  const random = randomFrom(11);
  return Array.from({ length: CUSTOMERS }, (_, n) => {
    // From every six days to every hundred and twenty.
    const pace = 6 * 20 ** random.unit();
    const leaves = random.unit() < 0.4 ? START + (120 + random.unit() * 600) * DAY : Number.POSITIVE_INFINITY;
    const times: number[] = [];
    const until = Math.min(leaves, NOW + 120 * DAY);
    for (
      let at = START + random.unit() * 200 * DAY;
      at <= until;
      at += pace * (0.6 + 0.8 * random.unit()) * DAY
    )
      times.push(Math.floor(at));
    const kinds = [n % CATEGORIES.length, (n + 1) % CATEGORIES.length];
    const products = times.map(() => kinds[random.unit() < 0.7 ? 0 : 1]! + 1);
    const known = times.filter((it) => it <= NOW);
    const next = times.find((it) => it > NOW);
    // Shop days in Shanghai are not UTC days: noon is far from either midnight for none of these, so days are asked of the shop.
    return { pace, times: known.length === 0 ? [START] : known, products, next, kinds };
  });
}

const shanghaiDay = (time: number) => Math.floor((time + 8 * 3_600_000) / DAY);
const aheadOf = (time: number) => shanghaiDay(time) - shanghaiDay(NOW);

const lives = drawShop();
let world: World;
let both: BothTopologies;
let shop: TestShop;
beforeAll(async () => {
  world = await openWorld({ now: '2025-07-01T04:00:00Z' });
  both = await bothTopologies(world.platform.clickhouse);
  shop = await world.shop();
  const orders = lives.flatMap(({ times, products }, n) =>
    times.map((paidAt, nth) => ({
      ...{ orderId: n * 1000 + nth + 1, personId: n + 1, paidAt },
      lines: [{ productId: products[nth] ?? 1, amount: 1000, discount: 0 }],
    })),
  );
  const products = CATEGORIES.map((category, n) => ({ productId: n + 1, canonicalId: n + 1, category }));
  const persons = lives.map((_, n) => personOf(n + 1));
  await storeHistory(both.single, shop.shopId, smallPast(orders, { persons, products }));
});
afterAll(() => world?.close());

const ask = () => ({ platform: world.platform, clickhouse: both.single, shop });
const score = async (of = shop, refit = true) =>
  orThrow(
    await runNextPurchase({ platform: world.platform, shop: of }, { refit, asOf: AS_OF, by: 'system' }),
  );

interface Scored {
  readonly customer_id: number;
  readonly score: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

it('knows who buys soon better than the plain rule, on days nobody had seen', async () => {
  expect((await score()).confidence).toBe('usual');
  const { check, ...view } = orThrow(await showNext(ask()));
  for (const { model, recency_rule: rule, tenths } of check!.propensities) {
    expect(model.auc!).toBeGreaterThan(rule.auc! + 0.02);
    expect(model.brier).toBeLessThan(rule.brier);
    for (const { predicted, actual } of tenths) expect(Math.abs(predicted - actual)).toBeLessThan(0.15);
  }
  expect(check!.days!.mean_error).toBeLessThan(check!.days!.mean_error_of_rule);
  expect(Math.abs(check!.days!.coverage - 0.8)).toBeLessThan(0.1);
  expect(check!.categories!.first_hit).toBeGreaterThan(check!.categories!.first_hit_of_rule + 0.2);
  const levels = view.levels.reduce((sum, it) => sum + it.customers, 0);
  expect([levels, view.window_days]).toEqual([view.customers, 90]);
  const ahead = (to: number) =>
    view.ahead.filter((it) => it.to <= to).reduce((sum, it) => sum + it.customers, 0);
  expect(ahead(7)).toBeCloseTo(view.buyers_7_days, 6);
  expect(ahead(30)).toBeCloseTo(view.buyers_30_days, 6);
});

it('what it says of the days to come is what comes: as many buyers, and their days within the intervals', async () => {
  const run = await score(shop, false);
  const rows = await both.single.query<Scored>({
    sql: 'SELECT customer_id, score, value, low, high FROM scores WHERE shop_id = {shop:UInt32} AND run_id = {run:UInt64}',
    shopId: shop.shopId,
    params: { run: run.runId },
  });
  const of = (code: string) => rows.filter((it) => it.score === code);
  for (const [code, days] of [
    ['buys-7-days', 7],
    ['buys-30-days', 30],
  ] as const) {
    const came = lives.filter(({ next }) => next !== undefined && aheadOf(next) <= days).length;
    const told = of(code).reduce((sum, it) => sum + it.value, 0);
    expect(of(code)).toHaveLength(CUSTOMERS);
    // Four standard errors of a count.
    expect(Math.abs(told - came)).toBeLessThan(4 * Math.sqrt(came) + 10);
    for (const it of of(code)) expect(it.low! <= it.value && it.value <= it.high!).toBe(true);
  }
  const days = of('next-purchase-days').flatMap((it) => {
    const next = lives[it.customer_id - 1]!.next;
    return next !== undefined && aheadOf(next) <= 90 ? [{ ...it, day: aheadOf(next) }] : [];
  });
  const held = days.filter((it) => it.low! <= it.day && it.day <= it.high!).length / days.length;
  expect(days.length).toBeGreaterThan(400);
  expect(Math.abs(held - 0.8)).toBeLessThan(0.08);
});

it('says of one customer the day, their rhythm and what of', async () => {
  const n = lives.findIndex(
    ({ pace, times, next }) => pace > 18 && pace < 25 && times.length > 12 && next !== undefined,
  );
  const life = lives[n]!;
  const one = orThrow(await nextOf(ask(), await score(shop, false), { customer: n + 1, persons: [n + 1] }));
  expect(one.rhythm.days / life.pace).toBeGreaterThan(0.75);
  expect(one.rhythm.days / life.pace).toBeLessThan(1.3);
  expect(one.rhythm.last).toBe(-aheadOf(life.times.at(-1)!));
  expect(one.within_7_days.value).toBeLessThanOrEqual(one.within_30_days.value);
  expect(one.within_30_days.value).toBeLessThanOrEqual(one.within_window);
  expect(one.expected.low <= one.expected.day && one.expected.day <= one.expected.high).toBe(true);
  expect(
    one.categories
      .slice(0, 2)
      .map((it) => it.category)
      .sort(),
  ).toEqual(life.kinds.map((it) => CATEGORIES[it]).sort());
  expect(await showCustomerNext(ask(), 5000)).toMatchObject({ problem: { code: 'no-such-customer' } });
});

it('two shards see the categories that one node sees, and nothing of whoever objected', async () => {
  const asked = { asOf: '2025-03-31', until: AS_OF };
  const [one, two] = await Promise.all(
    [both.single, both.shards].map((clickhouse) => readCategoryDays({ clickhouse, shop }, asked)),
  );
  const sorted = (all: typeof one) =>
    all!.map((it) =>
      it.categories.map((category, n) => `${it.customer_id} ${category} ${it.days[n]}`).sort(),
    );
  expect(sorted(two)).toEqual(sorted(one));
  const day = shanghaiDay(noon('2025-03-31'));
  const slow = lives[3]!.times.map(
    (at, n) => `4 ${CATEGORIES[lives[3]!.products[n]! - 1]} ${shanghaiDay(at) - day}`,
  );
  expect(sorted(one).find((it) => it[0]!.startsWith('4 '))).toEqual([...new Set(slow)].sort());
  const barred = { shop_id: shop.shopId, person_id: 4, profiling_barred: 1, version: 2 };
  const times = { first_seen_at: '2024-01-01T00:00:00Z', last_seen_at: '2024-01-01T00:00:00Z' };
  await both.single.insert('persons', [{ ...barred, ...times }]);
  const left = await readCategoryDays({ clickhouse: both.shards, shop }, asked);
  expect(left.map((it) => it.customer_id)).not.toContain(4);
});

it('a shop of a few weeks looks ahead less far, keeps to its mean and says that it is unsure', async () => {
  const young = await world.shop();
  const orders = Array.from({ length: 40 }, (_, n) => ({
    ...{ orderId: n + 1, personId: 1 + (n % 15), paidAt: noon('2025-05-20') + n * DAY },
  }));
  const persons = Array.from({ length: 15 }, (_, n) => personOf(n + 1));
  await storeHistory(both.single, young.shopId, smallPast(orders, { persons }));
  expect((await score(young)).confidence).toBe('low');
  const view = orThrow(await showNext({ ...ask(), shop: young }));
  expect(view.window_days).toBeLessThan(20);
  expect(view.customers).toBe(15);
  expect(view.buyers_30_days).toBeGreaterThan(0);
  expect(view.check!.categories).toBeNull();
});
