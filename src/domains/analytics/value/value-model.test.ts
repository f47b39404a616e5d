import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type TestShop, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { currentScores, scoresOfCustomers } from '../scores/current-scores.ts';
import { runWaiting, wishForRun } from '../scores/run-model.ts';
import { readCurrentRun } from '../scores/run-store.ts';
import { writeSettings } from '../scores/settings-store.ts';
import { randomFrom } from '../testing/random-customers.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import type { LearnedValue, ValueErrors } from './learned-value.ts';
import { type ValueFindings, valueModel } from './value-model.ts';

/** A shop whose customers live as the models say, with a truth that is known: learnt, scored and held against what came. */

const DAY = 86_400_000;
const START = noon('2024-01-01');
const END = noon('2025-06-30');
const AHEAD_DAYS = 182;
const truth = { counts: [0.6, 60, 0.8, 3], spending: [6, 4, 150] } as const;

/** MBG/NBD in days, Gamma-Gamma in yuan; purchases behind the end are the future. */
function drawShop(customers: number) {
  const random = randomFrom(11);
  const [r, alpha, a, b] = truth.counts;
  const [p, q, gamma] = truth.spending;
  return Array.from({ length: customers }, () => {
    const first = START + Math.floor(random.unit() * 400) * DAY;
    const [rate, leaving] = [random.gamma(r) / alpha, beta(random, a, b)];
    const scale = random.gamma(q) / gamma;
    const purchases = [{ at: first, fen: Math.round((random.gamma(p) / scale) * 100) }];
    let at = first;
    while (random.unit() >= leaving && at <= END + AHEAD_DAYS * DAY) {
      at += random.exponential(rate) * DAY;
      purchases.push({ at, fen: Math.round((random.gamma(p) / scale) * 100) });
    }
    return purchases;
  });
}

function beta(random: ReturnType<typeof randomFrom>, a: number, b: number): number {
  const [one, other] = [random.gamma(a), random.gamma(b)];
  return one / (one + other);
}

let world: World;
let both: BothTopologies;
let shop: TestShop;
const lives = drawShop(2500);
beforeAll(async () => {
  world = await openWorld({ now: '2025-07-01T04:00:00Z' });
  both = await bothTopologies(world.platform.clickhouse);
  shop = await world.shop();
  await storeHistory(both.single, shop.shopId, pastOf(lives));
});
afterAll(() => world?.close());

const pastOf = (all: typeof lives) =>
  smallPast(
    all.flatMap((life, n) =>
      life
        .filter(({ at }) => at <= END)
        .map(({ at, fen }, nth) => ({
          orderId: n * 1000 + nth + 1,
          personId: n + 1,
          paidAt: at,
          paid: fen,
          goods: fen,
        })),
    ),
    { persons: all.map((_, n) => personOf(n + 1)) },
  );

async function score(into: TestShop, asOf = '2025-06-30', isRefit = true) {
  const task = { platform: world.platform, shop: into, model: valueModel };
  await wishForRun(task, { asOf, isRefit, cause: 'asked', startedBy: 'system' });
  await runWaiting(task);
  const run = await withShop(world.platform.db, into.shopId, (tx) =>
    readCurrentRun(tx, into.shopId, { model: 'value' }),
  );
  return run!;
}

async function scoresOf(into: TestShop, ids: readonly number[]) {
  const current = await withShop(world.platform.db, into.shopId, (tx) => currentScores(tx, into.shopId));
  const [one, two] = await Promise.all(
    [both.single, both.shards].map((clickhouse) =>
      scoresOfCustomers({ clickhouse, shop: into }, current, ids),
    ),
  );
  expect(two, 'two shards answer what one node does').toEqual(one);
  return (customer: number, code: string) =>
    one!.find((it) => it.customerId === customer && it.code === code)!;
}

describe('a shop of known truth', () => {
  it('finds the truth, and says what comes within a tenth; the plain rule does not', async () => {
    const run = await score(shop);
    expect(run).toMatchObject({ status: 'done', confidence: 'usual', sampleSize: lives.length });
    const { counts, spending } = run.parameters as LearnedValue;
    const weekly = [truth.counts[0], truth.counts[1] / 7, truth.counts[2], truth.counts[3]];
    for (const [model, wanted] of [
      [counts, weekly],
      [spending, truth.spending],
    ] as const)
      for (const [n, it] of wanted.entries())
        expect(
          Math.abs(model.parameters[n]! - it) / model.standard_errors[n]!,
          model.letters[n],
        ).toBeLessThan(4);
    const { purchases, naive } = run.errors as ValueErrors;
    expect(Math.abs(purchases!.bias!)).toBeLessThan(0.1);
    expect(purchases!.mae!).toBeLessThan(naive!.mae!);
    const { check, totals } = run.findings as ValueFindings;
    const last = check!.weeks.at(-1)!;
    expect(Math.abs(last.predicted / last.actual - 1)).toBeLessThan(0.1);
    expect(totals.value.low!).toBeLessThan(totals.value.value);
    expect(totals.customers).toBe(lives.length);
  });

  it('eight of ten outcomes lie within the intervals of purchases and of value', async () => {
    const ids = lives.map((_, n) => n + 1);
    const { horizon, found } = await halfYear(ids);
    expect(horizon).toBe(26);
    const covered = { purchases: 0, value: 0 };
    const sums = { expected: 0, bought: 0, value: 0, spent: 0 };
    for (const [n, life] of lives.entries()) {
      const later = life.filter(({ at }) => at > END && at <= END + AHEAD_DAYS * DAY);
      const spent = later.reduce((sum, { fen }) => sum + fen, 0);
      const [purchases, value] = [found(n + 1, 'expected-purchases'), found(n + 1, 'lifetime-value')];
      covered.purchases += Number(later.length >= purchases.low! && later.length <= purchases.high!);
      covered.value += Number(spent >= value.low! && spent <= value.high!);
      sums.expected += purchases.value;
      sums.bought += later.length;
      sums.value += value.value;
      sums.spent += spent;
    }
    // Counts are whole, and nothing is a frequent one: the interval covers more than it must, never less.
    expect(covered.purchases / lives.length).toBeGreaterThan(0.8);
    expect(covered.value / lives.length).toBeGreaterThan(0.79);
    expect(covered.value / lives.length).toBeLessThan(0.95);
    expect(Math.abs(sums.expected / sums.bought - 1)).toBeLessThan(0.1);
    expect(Math.abs(sums.value / sums.spent - 1)).toBeLessThan(0.1);
  });
});

/** Scores over a horizon of half a year, without discount, to be held against what came in it. */
async function halfYear(ids: readonly number[]) {
  const settings = { horizon_weeks: 26, discount_rate: 0 };
  await withShop(world.platform.db, shop.shopId, (tx) =>
    writeSettings(tx, shop.shopId, {
      model: 'value',
      settings,
      version: 0,
      by: 'test',
      now: world.clock.now(),
    }),
  );
  const run = await score(shop);
  return {
    horizon: (run.parameters as LearnedValue).settings.horizon_weeks,
    found: await scoresOf(shop, ids),
  };
}

it('of ten customers it says what it can, leaning on the shop and on most shops, with low confidence', async () => {
  const small = await world.shop('small');
  await storeHistory(both.single, small.shopId, pastOf(lives.slice(0, 10)));
  const run = await score(small);
  expect(run).toMatchObject({ status: 'done', confidence: 'low' });
  const found = await scoresOf(small, [1, 2, 3]);
  for (const customer of [1, 2, 3])
    for (const code of ['lifetime-value', 'expected-spend', 'alive', 'expected-purchases', 'value-band'])
      expect(found(customer, code).value).toBeGreaterThanOrEqual(0);
});

it('where nobody came back, everybody is expected to spend what the shop sees', async () => {
  const once = await world.shop('once');
  await storeHistory(
    both.single,
    once.shopId,
    smallPast(
      [
        { personId: 1, paid: 3000 },
        { personId: 2, paid: 5000 },
        { personId: 3, paid: 0 },
      ],
      {
        persons: [1, 2, 3].map((n) => personOf(n)),
      },
    ),
  );
  expect(await score(once, '2024-06-30')).toMatchObject({ status: 'done', confidence: 'low' });
  const found = await scoresOf(once, [1, 2, 3]);
  for (const n of [1, 2, 3]) expect(found(n, 'expected-spend').value).toBeCloseTo(4000, 0);
  // Whoever objects is scored no more, and seen no more at once.
  await both.single.insert('persons', [
    {
      ...{ shop_id: once.shopId, person_id: 3, profiling_barred: 1, version: 2 },
      ...{ first_seen_at: '2024-01-01', last_seen_at: '2024-01-01' },
    },
  ]);
  expect((await scoresOf(once, [1, 2, 3]))(3, 'alive')).toBeUndefined();
  const { runId } = await score(once, '2024-06-30');
  const [row] = await both.single.query<{ customers: number[] }>({
    sql: 'SELECT groupUniqArray(customer_id) AS customers FROM scores WHERE shop_id = {shop:UInt32} AND run_id = {run:UInt64}',
    ...{ shopId: once.shopId, params: { run: runId } },
  });
  expect(row!.customers.sort()).toEqual([1, 2]);
});

it('value is of the margin the shop keeps, over its horizon, and less the later it comes', async () => {
  const kept = await world.shop('kept');
  await storeHistory(both.single, kept.shopId, pastOf(lives.slice(0, 200)));
  let version = 0;
  const worth = async (settings: object) => {
    const change = { model: 'value', settings, version, by: 'test', now: world.clock.now() };
    await withShop(world.platform.db, kept.shopId, (tx) => writeSettings(tx, kept.shopId, change));
    version += 1;
    await score(kept);
    const found = await scoresOf(kept, [1, 2, 3, 4, 5]);
    return [1, 2, 3, 4, 5].map((customer) => found(customer, 'lifetime-value'));
  };
  const sales = await worth({ horizon_weeks: 52, discount_rate: 0 });
  const fifth = await worth({ horizon_weeks: 52, discount_rate: 0, margin: 'rate', margin_rate: 0.2 });
  const later = await worth({ horizon_weeks: 52, discount_rate: 0.5 });
  const short = await worth({ horizon_weeks: 4, discount_rate: 0 });
  for (const [n, it] of sales.entries()) {
    for (const end of ['value', 'low', 'high'] as const)
      expect(fifth[n]![end]!).toBeCloseTo(0.2 * it[end]!, 0);
    // A rate of a half takes a third at the end of the year; nobody buys all at its beginning, or at its end.
    expect(later[n]!.value).toBeLessThan(0.97 * it.value);
    expect(later[n]!.value).toBeGreaterThan(it.value / 1.5);
    expect(short[n]!.value).toBeLessThan(it.value / 3);
  }
});

it('a shop without purchases has no run, one of the past is seen as of its last day', async () => {
  const { clickhouse } = world.platform;
  const empty = await world.shop('empty');
  expect(await valueModel.ready({ clickhouse, shop: empty }, '2026-01-01')).toBeNull();
  expect(await valueModel.ready({ clickhouse, shop }, '2025-07-30')).toMatchObject({ day: '2025-07-30' });
  expect(await valueModel.ready({ clickhouse, shop }, '2026-01-01')).toMatchObject({ day: '2025-06-30' });
});
