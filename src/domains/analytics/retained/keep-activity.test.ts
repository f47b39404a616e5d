import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { zoneOf } from '../../../platform/zone.ts';
import { eventRetention } from '../../ingest/index.ts';
import { dimensions } from '../catalog/dimensions.ts';
import { askMetric, type MetricAnswer } from '../metrics/ask-metric.ts';
import { addDays } from '../metrics/days.ts';
import { type History, history } from '../testing/history.ts';
import { storeHistory } from '../testing/store-history.ts';
import { keepActivity } from './keep-activity.ts';

let world: World;
let both: BothTopologies;
let shopId = 5000;

beforeAll(async () => {
  world = await openWorld({ now: '2024-12-01T00:00:00Z' });
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

/** Whole weeks, months and days around the days histories live in (February to April 2024). */
const windows = {
  day: ['2024-02-01', '2024-05-05'],
  week: ['2024-01-29', '2024-05-05'],
  month: ['2024-02-01', '2024-05-31'],
} as const;

const splits = [
  ...[undefined, ...dimensions.map(({ code }) => code)].map((dimension) => ({
    measure: 'active-customers',
    dimension,
  })),
  // Where nothing else tells the channel somebody came by, their first event does.
  { measure: 'customers', dimension: 'channel' },
];

const shopOf = (past: History) => ({ shopId, timeZone: past.timeZone, currency: 'CNY' });

/** Every split with every window; in CI, where an answer is half a second, those by a dimension with one window each. */
const questions = splits.flatMap((split, n) =>
  Object.entries(windows)
    .filter((_, nth) => !process.env.CI || split.dimension === undefined || n % 3 === nth)
    .map(([by, [from, to]]) => ({ ...split, by, from, to })),
);

/** Every answer there is, which must not depend on whether raw events are still there. */
async function askAll(past: History, clickhouse = both.single): Promise<MetricAnswer[]> {
  const answers: MetricAnswer[] = [];
  for (const question of questions)
    answers.push(orThrow(await askMetric({ clickhouse, shop: shopOf(past), ...question })));
  return answers;
}

async function retain(past: History, beforeDay: string, version: number): Promise<number> {
  const keeping = { clickhouse: both.single, shop: shopOf(past), before: beforeDay, version };
  await keepActivity(keeping);
  await keepActivity(keeping); // cut off before the drop, it is done again
  const before = new Date(zoneOf(past.timeZone).instantOf(Date.parse(`${beforeDay}T00:00:00Z`)));
  const handler = eventRetention(async () => {});
  const what = { platform: world.platform, shop: shopOf(past), beforeDay, before, runId: version };
  const { rows } = await handler.preview(what);
  expect(await handler.drop(what)).toBe(rows);
  expect(await handler.preview(what)).toEqual({ rows: 0, oldest: null });
  return rows;
}

/** Events of the emptier of the two times: what lies before March, and March. */
function leastDropped({ events }: History): number {
  const before = (day: string) => events.filter((it) => it.correctedTime < Date.parse(day)).length;
  return Math.min(before('2024-03-01'), before('2024-04-01') - before('2024-03-01'));
}

const countEvents = async (shopId: number): Promise<number> => {
  const sql = 'SELECT count() AS n FROM events WHERE shop_id = {shop:UInt32}';
  return Number((await both.single.query<{ n: string }>({ sql, shopId }))[0]!.n);
};

it('drops raw events, a neighbour’s none, and changes no answer by day, week or month', {
  timeout: 300_000,
}, async () => {
  // Some histories are nearly empty, or in one of the months: of thirty the one that has most to drop both times.
  const [past] = fc
    .sample(fc.tuple(history), { seed: 7, numRuns: 30 })
    .sort(([a], [b]) => leastDropped(b) - leastDropped(a))[0]!;
  const neighbour = shopId + 1;
  shopId += 2;
  for (const shop of [neighbour, shopId]) await storeHistory(both.single, shop, past);
  const all = await countEvents(shopId);
  const asked = await askAll(past);
  const first = await retain(past, '2024-03-01', 1);
  expect(await askAll(past)).toEqual(asked);
  const second = await retain(past, '2024-04-01', 2);
  expect(await askAll(past, both.shards)).toEqual(asked);
  expect(Math.min(first, second)).toBeGreaterThan(0);
  expect(await countEvents(shopId)).toBe(all - first - second);
  expect(await countEvents(neighbour)).toBe(all);
});

it('says what it cannot say any more instead of counting half', async () => {
  shopId += 2;
  const shop = { shopId, timeZone: 'Asia/Shanghai', currency: 'CNY' };
  const clickhouse = both.single;
  await keepActivity({ clickhouse, shop, before: '2024-03-01', version: 1 });
  const ask = (by: string, from: string, to: string) =>
    askMetric({ clickhouse, shop, measure: 'active-customers', by, from, to });
  const refused = { ok: false, problem: { issues: [{ code: 'before-retention' }] } };
  expect(await ask('none', '2024-02-01', '2024-04-01')).toMatchObject(refused);
  expect(await ask('month', '2024-02-02', '2024-04-01')).toMatchObject(refused);
  expect(await ask('week', '2024-01-29', '2024-02-10')).toMatchObject(refused);
  for (const [by, from, to] of [
    ['none', '2024-03-01', '2024-04-01'],
    ['month', '2024-02-01', '2024-04-17'],
    ['week', '2024-01-29', '2024-02-11'],
    ['day', '2024-02-02', addDays('2024-03-01', 3)],
  ] as const)
    expect(await ask(by, from, to)).toMatchObject({ ok: true });
});
