import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type TestShop, type World } from '../../../../test/world.ts';
import type { CustomerRisk } from '../../../contract/churn.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { writeSettings } from '../scores/settings-store.ts';
import { randomFrom } from '../testing/random-customers.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { churnSettingsOf } from './churn-settings.ts';
import { seenFrom } from './learn-churn.ts';
import { readHabits } from './read-habits.ts';
import { runChurn } from './run-churn.ts';
import { risksOf, showChurn, showCustomerRisk } from './show-churn.ts';

/** A shop in which it is known who left: customers buy at their own pace, and some day a third of them stop. */

const DAY = 86_400_000;
const START = noon('2024-01-01');
const END = noon('2025-06-30');
const CUSTOMERS = 1500;

function drawShop() {
  const random = randomFrom(5);
  return Array.from({ length: CUSTOMERS }, () => {
    // From every five days to every two hundred.
    const pace = 5 * 40 ** random.unit();
    const leaves = random.unit() < 0.5 ? START + (120 + random.unit() * 430) * DAY : Number.POSITIVE_INFINITY;
    const times: number[] = [];
    // Even gaps: how long somebody is away says something only beside how long they usually are.
    for (
      let at = START + random.unit() * 200 * DAY;
      at <= Math.min(leaves, END);
      at += pace * (0.7 + 0.6 * random.unit()) * DAY
    )
      times.push(Math.floor(at));
    return { times: times.length === 0 ? [START] : times, isGone: leaves <= END, pace };
  });
}

const lives = drawShop();
let world: World;
let both: BothTopologies;
let shop: TestShop;
beforeAll(async () => {
  world = await openWorld({ now: '2025-07-01T04:00:00Z' });
  both = await bothTopologies(world.platform.clickhouse);
  shop = await world.shop();
  const orders = lives.flatMap(({ times }, n) =>
    times.map((paidAt, nth) => ({ orderId: n * 1000 + nth + 1, personId: n + 1, paidAt })),
  );
  await storeHistory(
    both.single,
    shop.shopId,
    smallPast(orders, { persons: lives.map((_, n) => personOf(n + 1)) }),
  );
});
afterAll(() => world?.close());

const ask = () => ({ platform: world.platform, clickhouse: both.single, shop });
const score = async (refit = true) =>
  orThrow(await runChurn({ platform: world.platform, shop }, { refit, asOf: '2025-06-30', by: 'system' }));

it('knows who left, better than the plain rule, and as sure as it says', async () => {
  expect((await score()).confidence).toBe('usual');
  const view = orThrow(await showChurn(ask()));
  const { check } = view;
  expect(check!.model.auc!).toBeGreaterThan(check!.recency_rule.auc! + 0.02);
  expect(check!.brier).toBeLessThan(check!.brier_of_share);
  for (const { predicted, actual } of check!.tenths) expect(Math.abs(predicted - actual)).toBeLessThan(0.2);
  expect(view.levels.reduce((sum, it) => sum + it.customers, 0)).toBe(view.customers);
  expect(view.drivers.find((it) => it.feature === 'overdue')!.weight).toBeGreaterThan(0.5);
  expect(view.most.map((it) => it.value_at_stake)).toEqual(
    view.most.map((it) => it.value_at_stake).toSorted((a, b) => b - a),
  );
  expect(view.most[0]!.reasons.length).toBeGreaterThan(0);
});

it('says of whoever is long overdue that they are, and of whoever just bought nothing of the kind', async () => {
  const at = (want: (life: (typeof lives)[number], away: number) => boolean) =>
    lives.findIndex((life) => want(life, (END - life.times.at(-1)!) / DAY)) + 1;
  const gone = at(({ pace, times }, away) => times.length > 5 && pace < 20 && away > 60 && away < 300);
  const kept = at(({ pace, times, isGone }, away) => !isGone && times.length > 8 && pace < 20 && away < 5);
  const [lost, stays] = (await Promise.all(
    [gone, kept].map(async (id) => (await risksOf(ask(), await score(false), [id]))[0]!),
  )) as [CustomerRisk, CustomerRisk];
  expect(lost.risk).toBeGreaterThan(0.8);
  expect(lost.overdue_ratio!).toBeGreaterThan(3);
  expect(lost.reasons.map(({ feature }) => feature)).toContain('overdue');
  expect(lost.reasons[0]!.text.zh).toMatch(/天/);
  expect(stays.risk).toBeLessThan(0.3);
  expect(lost.low!).toBeLessThan(lost.risk);
  expect(lost.high!).toBeGreaterThan(lost.risk);
});

it('two shards see the habits that one node sees', async () => {
  const asked = { asOf: '2025-03-31', until: '2025-06-30', activeDays: 365, first: 1, last: CUSTOMERS };
  const [one, two] = await Promise.all(
    [both.single, both.shards].map((clickhouse) => readHabits({ clickhouse, shop }, asked)),
  );
  expect(one!.length).toBeGreaterThan(1000);
  expect(two).toEqual(one);
  const life = lives[9]!.times.map((it) => Math.round((it - (it % DAY)) / DAY));
  expect(one!.find((it) => it.customerId === 10)?.repeats ?? null).toBe(
    [...new Set(life)].filter((day) => day <= Date.parse('2025-03-31') / DAY).length - 1,
  );
});

it('scores with what it learnt until it is told to learn anew, with what the shop chose', async () => {
  const first = await score();
  expect((await score(false)).fittedBy).toBe(first.runId);
  const settings = { event: 'activity', window_days: 30, active_days: 200 };
  const change = { model: 'churn', settings, version: 0, by: 'system', now: new Date() };
  expect(await withShop(world.platform.db, shop.shopId, (tx) => writeSettings(tx, shop.shopId, change))).toBe(
    true,
  );
  await score();
  expect(orThrow(await showChurn(ask()))).toMatchObject({ settings, window_days: 30 });
});

it('learns from more customers than the 100,000 an answer has elsewhere', async () => {
  const large = await world.shop();
  await both.single.command(`INSERT INTO orders
(shop_id, order_id, person_id, channel, state, is_paid, currency, created_at, paid_at, goods_minor, paid_minor, version)
SELECT ${large.shopId}, number + 1, number + 1, 'web', 'paid', 1, 'CNY', '2025-03-01 04:00:00', '2025-03-01 04:00:00', 100, 100, 1
FROM numbers(110000)`);
  const settings = churnSettingsOf({});
  const asking = { clickhouse: both.single, shop: large };
  const seen = await seenFrom({ asking, settings, lastNumber: 110_000 }, '2025-03-31', '2025-06-30');
  expect(seen).toHaveLength(110_000);
});

it('a shop of a few weeks gets a shorter window and says that it is unsure', async () => {
  const young = await world.shop();
  const orders = Array.from({ length: 40 }, (_, n) => ({
    ...{ orderId: n + 1, personId: 1 + (n % 15), paidAt: noon('2025-05-20') + n * DAY },
  }));
  const persons = Array.from({ length: 15 }, (_, n) => personOf(n + 1));
  await storeHistory(both.single, young.shopId, smallPast(orders, { persons }));
  const wish = { refit: true, asOf: '2025-06-30', by: 'system' };
  expect(orThrow(await runChurn({ platform: world.platform, shop: young }, wish)).confidence).toBe('low');
  const view = orThrow(await showChurn({ ...ask(), shop: young }));
  expect(view.window_days).toBeLessThan(20);
  expect(view.customers).toBe(15);
  expect(await showCustomerRisk({ ...ask(), shop: young }, 99)).toMatchObject({ ok: false });
});
