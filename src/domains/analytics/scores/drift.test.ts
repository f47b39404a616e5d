import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { churnModel } from '../churn/churn-model.ts';
import { addDays } from '../metrics/days.ts';
import { nextModel } from '../next-purchase/next-model.ts';
import { recommendModel } from '../recommend/recommend-model.ts';
import { randomFrom } from '../testing/random-customers.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { valueModel } from '../value/value-model.ts';
import { wishWhatIsDue } from './keep-scores.ts';
import { runAndWait } from './run-and-wait.ts';
import { runWaiting } from './run-model.ts';
import { readRuns } from './run-store.ts';

/**
 * A shop is learnt, and before its week is over its customers do something else: from the data to the run that is asked for, each model by the same
 * calendar. Where they go on as before, no model learns anew.
 */

const DAY = 86_400_000;
const START = noon('2024-06-01');
const LEARNT = '2025-06-21';
const NOW = '2025-06-27';
const CHANGE = noon(LEARNT) + DAY / 2;
const END = noon(NOW);
const GOODS = 20;

interface Purchase {
  readonly at: number;
  readonly product: number;
}

/** 900 customers who came all the year, or within so many days from another, each at their own pace, from every five days to every hundred, until they leave. */
function drawLives(from = START, over = 385): Purchase[][] {
  const random = randomFrom(21);
  return Array.from({ length: 900 }, () => {
    const pace = 5 * 20 ** random.unit();
    const first = from + random.unit() * over * DAY;
    const leaves = Math.min(END, first + random.exponential(1 / 400) * DAY);
    const life: Purchase[] = [];
    for (let at = first; at <= leaves; at += pace * (0.5 + random.unit()) * DAY)
      life.push({ at: Math.floor(at), product: 1 + Math.floor(random.unit() * GOODS) });
    return life;
  });
}

/** What comes of each life once the model has learnt. */
const turns = {
  'goes on': (life: Purchase[]) => life,
  stops: (life: Purchase[]) => life.filter(({ at }) => at < CHANGE),
  'all of them buy': (life: Purchase[], n: number) => [
    ...life.filter(({ at }) => at < CHANGE),
    { at: CHANGE + DAY * (1 + (n % 4)), product: 1 + (n % GOODS) },
  ],
  'other goods': (life: Purchase[]) =>
    life.map((it) => (it.at < CHANGE ? it : { ...it, product: it.product + GOODS })),
} as const;
type Turn = keyof typeof turns;

const lives = drawLives();
/** All of them came within a month, sixty days before the model learns, and nobody since: they only grow older. */
const atOnce = drawLives(noon('2025-04-01'), 30);
const shops = new Map<Turn | 'came at once', Awaited<ReturnType<World['shop']>>>();
let world: World;
beforeAll(async () => {
  world = await openWorld();
  const pasts = [
    ...Object.entries(turns).map(([turn, change]) => [turn as Turn, lives.map(change)] as const),
    ['came at once', atOnce] as const,
  ];
  for (const [turn, those] of pasts) {
    const shop = await world.shop();
    const orders = those.flatMap((life, n) =>
      life.map(({ at, product }, nth) => ({
        ...{ orderId: n * 1000 + nth + 1, personId: n + 1, paidAt: at },
        lines: [{ productId: product, amount: 1000, discount: 0 }],
      })),
    );
    const products = Array.from({ length: 2 * GOODS }, (_, n) => ({
      ...{ productId: n + 1, canonicalId: n + 1, category: n % 2 === 0 ? '茶' : '米' },
    }));
    const persons = lives.map((_, n) => personOf(n + 1));
    await storeHistory(world.platform.clickhouse, shop.shopId, smallPast(orders, { persons, products }));
    shops.set(turn, shop);
  }
});
afterAll(() => world?.close());

describe.each([
  { model: valueModel, turn: 'stops' },
  { model: churnModel, turn: 'all of them buy' },
  { model: nextModel, turn: 'all of them buy' },
  { model: recommendModel, turn: 'other goods' },
] as const)('$model.name', ({ model, turn }) => {
  /** The morning after a day. */
  const wakeAfter = (day: string) => world.clock.set(`${addDays(day, 1)}T04:00:00Z`);

  /** Causes of the runs a shop has by the end of the day, the first of them asked for. */
  async function causesOf(of: Turn | 'came at once'): Promise<string[]> {
    const task = { platform: world.platform, shop: shops.get(of)!, model };
    wakeAfter(LEARNT);
    const learnt = orThrow(await runAndWait(task, { refit: true, asOf: LEARNT, by: 'system' }));
    wakeAfter(NOW);
    for (let look = 0; look < 3; look += 1) {
      await wishWhatIsDue(task);
      await runWaiting(task);
    }
    const runs = await withShop(world.platform.db, task.shop.shopId, (tx) =>
      readRuns(tx, task.shop.shopId, { model: model.name, limit: 10 }),
    );
    const [last, ...before] = runs;
    // The day's scores are by what was learnt; only whoever learns anew has parameters of its own.
    expect(before.map((it) => it.fittedBy)).toEqual(before.map(() => learnt.runId));
    expect(last!.fittedBy).toBe(last!.cause === 'drift' ? last!.runId : learnt.runId);
    return runs.map((it) => it.cause).toReversed();
  }

  it('goes by what it learnt for a week where customers go on', async () => {
    expect(await causesOf('goes on')).toEqual(['asked', 'daily']);
  });

  // The one that moves most with age.
  if (model === churnModel)
    it('does not take it for drift that customers grow older', async () => {
      expect(await causesOf('came at once')).toEqual(['asked', 'daily']);
    });

  it(`learns anew before its week is over where: ${turn}`, async () => {
    expect(await causesOf(turn)).toEqual(['asked', 'daily', 'drift']);
  });
});
