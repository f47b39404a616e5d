import { afterAll, beforeAll, expect, it } from 'vitest';
import { hire, openShop, type Person, signInOwner } from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { buildApp } from '../../app.ts';
import { findShop } from '../../platform/auth/index.ts';
import type { ClickHouse, Question } from '../../platform/clickhouse/clickhouse.ts';
import type { HttpApp } from '../../platform/http/routes.ts';
import { runWaiting } from './scores/run-model.ts';
import { valueModel } from './value/value-model.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let asked: Question[];

const root = '/api/shops/tea/analytics';
const at = '2025-11-11T04:00:00Z';

/** Buyer n pays n * 100 on the same noon, once for every buyer before. */
const orderRows = (shop_id: number) =>
  Array.from({ length: 6 }, (_, buyer) =>
    Array.from({ length: buyer + 1 }, (_, nth) => ({
      ...{
        shop_id,
        order_id: buyer * 10 + nth + 1,
        person_id: buyer + 1,
        channel: 'pinduoduo',
        state: 'paid',
      },
      ...{ is_paid: 1, created_at: at, paid_at: at, currency: 'CNY', paid_minor: 100, version: 1 },
    })),
  ).flat();

/** Set to hold the next question until its caller has left. */
let held: ((question: Question) => Promise<void>) | undefined;

const spied = (clickhouse: ClickHouse): ClickHouse => ({
  ...clickhouse,
  query: async (question) => {
    asked.push(question);
    await held?.(question);
    return clickhouse.query(question);
  },
});

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp({ ...world.platform, clickhouse: spied(world.platform.clickhouse) });
  owner = await signInOwner(world.platform, app);
  const { shopId } = await openShop(world.platform, 'tea');
  await world.platform.clickhouse.insert('orders', orderRows(shopId));
  asked = [];
});
afterAll(async () => {
  await app.close();
  await world.close();
});

it('lists every measure with what it can be split by', async () => {
  const answer = await owner.ask('GET', `${root}/measures`);
  expect(answer.statusCode).toBe(200);
  const { measures, dimensions } = answer.json();
  expect(measures).toHaveLength(19);
  expect(dimensions).toHaveLength(6);
  expect(measures.find((it: { code: string }) => it.code === 'cac')).toMatchObject({
    unit: 'money',
    dimensions: ['channel', 'category', 'province', 'tier', 'new-returning', 'first-touch'],
    label: { zh: '获客成本' },
  });
});

it('answers a measure by month and channel', async () => {
  const query = 'measure=gmv&from=2025-10-01&to=2025-11-30&by=month&dimension=channel';
  const answer = await owner.ask('GET', `${root}/metrics?${query}`);
  expect(answer.json()).toEqual({
    ...{ measure: 'gmv', unit: 'money', currency: 'CNY' },
    rows: [
      { period: '2025-10', channel: 'pinduoduo', value: 0, numerator: 0, denominator: null },
      { period: '2025-11', channel: 'pinduoduo', value: 2100, numerator: 2100, denominator: null },
    ],
  });
});

it('a ratio over nothing is null in the answer, not 0', async () => {
  const answer = await owner.ask('GET', `${root}/metrics?measure=aov&from=2025-10-01&to=2025-10-01`);
  expect(answer.json().rows).toEqual([
    { period: '2025-10-01/2025-10-01', value: null, numerator: 0, denominator: 0 },
  ]);
});

it('says everything that is wrong with a question', async () => {
  const query = 'measure=cac&from=2025-02-29&to=x&by=decade&dimension=brand';
  const answer = await owner.ask('GET', `${root}/metrics?${query}`);
  expect(answer.statusCode).toBe(422);
  expect(answer.json().issues.map((it: { code: string; field: string }) => [it.field, it.code])).toEqual([
    ['from', 'not-a-day'],
    ['to', 'not-a-day'],
    ['by', 'no-such-step'],
    ['dimension', 'no-such-dimension'],
  ]);
});

it('gives every analysis the signal that ends with the request', async () => {
  asked.splice(0);
  await owner.ask('GET', `${root}/rfm?as_of=2025-12-01`);
  expect(asked.map(({ signal }) => signal instanceof AbortSignal)).toEqual([true]);
  expect(asked[0]!.signal!.aborted).toBe(false);
});

it('stops asking when the caller hangs up', async () => {
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const caller = new AbortController();
  const left = new Promise<void>((resolve) => {
    held = async ({ signal }) => {
      const gone = new Promise<void>((done) => signal!.addEventListener('abort', () => done()));
      caller.abort();
      await gone;
      held = undefined;
      resolve();
    };
  });
  const cookie = Object.entries(owner.cookies)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
  const call = fetch(`${address}${root}/rfm?as_of=2025-12-01`, {
    headers: { cookie },
    signal: caller.signal,
  });
  await expect(call).rejects.toThrow('aborted');
  await left;
});

it('pages through a group of RFM, each buyer once, best first', async () => {
  const seen: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await owner.ask(
      'GET',
      `${root}/rfm/customers?as_of=2025-12-01&limit=4${cursor && `&cursor=${cursor}`}`,
    );
    expect(page.statusCode).toBe(200);
    seen.push(...page.json().items.map((it: { customer_id: number }) => it.customer_id));
    cursor = page.json().next_cursor;
  }
  expect(seen).toEqual([6, 5, 4, 3, 2, 1]);
});

it('refuses a cursor of another list', async () => {
  const first = await owner.ask('GET', `${root}/rfm/customers?as_of=2025-12-01&limit=2`);
  const query = `as_of=2025-12-02&limit=2&cursor=${first.json().next_cursor}`;
  const answer = await owner.ask('GET', `${root}/rfm/customers?${query}`);
  expect(answer.json()).toMatchObject({ code: 'invalid-input', issues: [{ code: 'not-a-cursor' }] });
});

it('takes cuts of its own for RFM, and says which are no cuts', async () => {
  const own =
    'as_of=2025-12-01&mode=thresholds&cut=4&recency=365,180,90,30&frequency=2,3,4,5&monetary=200,300,400,500';
  const answer = await owner.ask('GET', `${root}/rfm?${own}`);
  expect(answer.json()).toMatchObject({ mode: 'thresholds', cut: 4, customers: 6 });
  const refused = await owner.ask(
    'GET',
    `${root}/rfm?as_of=2025-12-01&mode=thresholds&recency=30,90,180,365`,
  );
  expect(refused.json().issues.map((it: { field: string }) => it.field)).toEqual([
    'recency',
    'frequency',
    'monetary',
  ]);
});

it('answers moves, quadrants and stages', async () => {
  const moves = await owner.ask('GET', `${root}/rfm/moves?from=2025-11-01&to=2025-12-01`);
  expect(moves.json().moves.every((it: { from_group: null }) => it.from_group === null)).toBe(true);
  const quadrants = await owner.ask('GET', `${root}/quadrants?as_of=2025-12-01&amount_cut=600`);
  expect(quadrants.json().quadrants.map((it: { customers: number }) => it.customers)).toEqual([1, 2, 0, 3]);
  const stages = await owner.ask('GET', `${root}/lifecycle?as_of=2025-12-20&new_days=10&loyal_orders=5`);
  const counts = stages
    .json()
    .stages.map((it: { code: string; customers: number }) => [it.code, it.customers]);
  expect(Object.fromEntries(counts)).toMatchObject({ loyal: 2, active: 4, new: 0, prospect: 0 });
});

it('lets an analyst in and a service agent not', async () => {
  const analyst = await hire(owner, { slug: 'tea', role: 'analyst' });
  expect((await analyst.ask('GET', `${root}/rfm?as_of=2025-12-01`)).statusCode).toBe(200);
  const agent = await hire(owner, { slug: 'tea', role: 'service-agent' });
  expect((await agent.ask('GET', `${root}/rfm?as_of=2025-12-01`)).statusCode).toBe(403);
});

it('answers several key figures at once, as each measure by itself over each window', async () => {
  const codes = ['gmv', 'buyers', 'aov', 'customers', 'repurchase-rate'];
  const window = 'from=2025-11-10&to=2025-11-12';
  const answer = await owner.ask('GET', `${root}/key-figures?measures=${codes.join(',')}&${window}&by=day`);
  expect(answer.statusCode, answer.body).toBe(200);
  const { previous, last_year, figures, ...rest } = answer.json();
  expect(previous).toEqual({ from: '2025-11-07', to: '2025-11-09' });
  expect(last_year).toEqual({ from: '2024-11-10', to: '2024-11-12' });
  expect(rest).toMatchObject({ currency: 'CNY', orders_from: '2025-11-11', orders_to: '2025-11-11' });
  const single = async (code: string, at: { from: string; to: string }, by = 'none') =>
    (await owner.ask('GET', `${root}/metrics?measure=${code}&from=${at.from}&to=${at.to}&by=${by}`)).json()
      .rows;
  for (const [n, code] of codes.entries()) {
    const at = { from: '2025-11-10', to: '2025-11-12' };
    const days = (await single(code, at, 'day')) as { period: string; value: number | null }[];
    expect(figures[n]).toMatchObject({
      measure: code,
      value: (await single(code, at))[0].value,
      previous: (await single(code, previous))[0].value,
      last_year: (await single(code, last_year))[0].value,
      series: days.map(({ period, value }) => ({ period, value })),
    });
  }
  expect(figures[0].value).toBe(2100);
});

it('refuses key figures it cannot answer with every issue, and survives the first days of the engine', async () => {
  const many = Array(13).fill('gmv').join(',');
  const refused = await owner.ask(
    'GET',
    `${root}/key-figures?measures=x,${many}&from=2025-02-30&to=a&by=hour`,
  );
  expect(refused.json().issues.map((it: { code: string }) => it.code)).toEqual([
    ...['no-such-measure', 'too-many-measures', 'not-a-day', 'not-a-day', 'no-such-step'],
  ]);
  const old = await owner.ask('GET', `${root}/key-figures?measures=gmv&from=1970-01-02&to=1970-01-03`);
  expect(old.json().figures[0]).toMatchObject({ value: 0, previous: null, last_year: null });
});

it('orders are events of funnels, paths and visits; the shop says how its visits are read', async () => {
  const days = 'from=2025-11-01&to=2025-11-30';
  const funnel = await owner.ask(
    'GET',
    `${root}/funnel?steps=Order%20Placed,Order%20Completed&window=1d&${days}&by=channel&trend=month`,
  );
  expect(funnel.json()).toMatchObject({
    ...{ customers: 6, converted: 6, conversion: 1, is_complete: true },
    bars: [
      { customers: 6, mean_seconds: null },
      { customers: 6, mean_seconds: 0, of_previous: 1 },
    ],
    values: [{ value: 'pinduoduo' }],
    periods: [{ period: '2025-11-01', reached: [6, 6] }],
  });
  const paths = await owner.ask('GET', `${root}/paths?from_event=Order%20Completed&${days}`);
  expect(paths.json()).toMatchObject({
    paths: 6,
    customers: 6,
    links: [{ level: 0, paths: 6, customers: 6 }],
  });
  expect((await owner.ask('GET', `${root}/visits?${days}`)).json().total.visits).toBe(0);
  const left = await owner.ask('GET', `${root}/drop-off?kind=carted&${days}`);
  expect(left.json()).toMatchObject({ customers: 0, products: [], currency: 'CNY' });
  const names = (await owner.ask('GET', `${root}/event-names?${days}`)).json();
  expect(names.names.map((it: { name: string }) => it.name)).toEqual(['Order Completed', 'Order Placed']);
  const settings = { session_gap_minutes: 10, page_rules: [{ pattern: '/goods/*', name: '商品页' }] };
  expect((await owner.ask('GET', `${root}/visit-settings`)).json().session_gap_minutes).toBe(30);
  expect((await owner.ask('PUT', `${root}/visit-settings`, settings)).json()).toEqual(settings);
  expect((await owner.ask('GET', `${root}/visit-settings`)).json()).toEqual(settings);
});

it('a bar opens its customers in the list, and a question that is none is refused there', async () => {
  const question = 'funnel?steps=Order+Placed%2COrder+Completed&window=1d&from=2025-11-01&to=2025-11-30';
  const list = (text: string) =>
    owner.ask('GET', `/api/shops/tea/customers/count?behaviour=${encodeURIComponent(text)}`);
  expect((await list(`${question}&step=2&side=reached`)).json()).toMatchObject({ customers: 6, withheld: 0 });
  expect((await list(`${question}&step=1&side=dropped`)).json()).toMatchObject({ customers: 0 });
  expect((await list('funnel?steps=x')).json()).toMatchObject({ code: 'unusable-question' });
});

it("scores the value of customers at somebody's wish, says how it stands, and keeps what the shop chose", async () => {
  const value = `${root}/value`;
  expect((await owner.ask('GET', value)).json()).toMatchObject({ code: 'not-scored-yet' });
  const runs = `${root}/models/value/runs`;
  expect((await owner.ask('POST', `${root}/models/none/runs`, { refit: true })).json().code).toBe(
    'no-such-model',
  );
  const asked = await owner.ask('POST', runs, { refit: true, as_of: '2100-01-01' });
  expect(asked.json()).toMatchObject({ code: 'unusable-question', issues: [{ code: 'day-to-come' }] });
  const waiting = (await owner.ask('POST', runs, { refit: true })).json();
  // Nobody bought for sixty days before today: the shop is seen as of its last purchase.
  expect(waiting).toMatchObject({ status: 'waiting', as_of: '2025-11-11', cause: 'asked', refit: true });
  const again = (await owner.ask('POST', runs, { refit: false })).json();
  expect(again).toMatchObject({ run: waiting.run, refit: true });
  const models = async () => (await owner.ask('GET', `${root}/models`)).json().models[0];
  expect(await models()).toMatchObject({ model: 'value', current: null, open: { run: waiting.run } });
  const shop = (await findShop(world.platform.db, 'tea'))!;
  await runWaiting({ platform: world.platform, shop, model: valueModel });
  expect(await models()).toMatchObject({ open: null, current: { run: waiting.run, confidence: 'low' } });
  const view = (await owner.ask('GET', value)).json();
  expect(view).toMatchObject({
    currency: 'CNY',
    totals: { customers: 6 },
    counts: { model: 'mbg-nbd' },
    check: null,
  });
  expect(view.bands.map((it: { band: number }) => it.band)).toEqual([3, 2, 1]);
  const kinds = (await owner.ask('GET', `${root}/scores`)).json().scores;
  expect(kinds.find((it: { score: string }) => it.score === 'alive')).toMatchObject({
    as_of: '2025-11-11',
    unit: 'share',
  });
  expect((await owner.ask('GET', `${root}/scores/77`)).statusCode).toBe(404);
});

it('changes the settings of value for who may, one change after the other', async () => {
  const path = `${root}/value/settings`;
  const { settings, version } = (await owner.ask('GET', path)).json();
  expect({ version, horizon: settings.horizon_weeks, margin: settings.margin }).toEqual({
    ...{ version: 0, horizon: 52, margin: 'sales' },
  });
  const changed = { settings: { ...settings, horizon_weeks: 26 }, version: 0 };
  const analyst = await hire(owner, { slug: 'tea', role: 'analyst' });
  expect((await analyst.ask('PUT', path, changed)).statusCode).toBe(403);
  expect((await owner.ask('PUT', path, changed)).json()).toMatchObject({
    version: 1,
    settings: { horizon_weeks: 26 },
  });
  expect((await owner.ask('PUT', path, changed)).json().code).toBe('settings-changed');
  const crossed = { settings: { ...settings, high_cut: 0.9, mid_cut: 0.5 }, version: 1 };
  expect((await owner.ask('PUT', path, crossed)).json().issues[0].code).toBe('cuts-out-of-order');
});

it('says what is bought together, down to how few orders were asked for', async () => {
  const { shopId } = await openShop(world.platform, 'pairs');
  const line = (order_id: number, product_id: number) => ({
    ...{ shop_id: shopId, order_id, line_key: String(product_id), person_id: 1, channel: 'web', is_paid: 1 },
    ...{ paid_at: at, currency: 'CNY', product_id, quantity: 1, amount_minor: 100, version: 1 },
  });
  const lines = Array.from({ length: 12 }, (_, n) =>
    n < 4 ? [line(n + 1, 1), line(n + 1, 2)] : [line(n + 1, 3)],
  );
  await world.platform.clickhouse.insert('order_lines', lines.flat());
  const of = async (query: string) =>
    (await owner.ask('GET', `/api/shops/pairs/analytics/affinity/rules?to=2025-11-30&${query}`)).json();
  expect(await of('')).toMatchObject({ baskets: 12, baskets_of_several: 4, min_support: 5, rules: [] });
  const { rules } = await of('min_support=4&limit=1');
  expect(rules).toEqual([
    expect.objectContaining({ together: 4, confidence: 1, lift: 3, significant: true, low_confidence: true }),
  ]);
  expect((await of('min_support=1')).code).toBe('invalid-input');
});
