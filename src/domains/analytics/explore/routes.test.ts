import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appWithFrontDoor, hire, openShop, type Person, signInOwner } from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { Chart, Dashboard, View } from '../../../contract/explore.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { recordAct } from '../../compliance/index.ts';
import { analyticsRoutes } from '../routes.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let analyst: Person;
let marketer: Person;
let shopId: number;
const root = '/api/shops/mumu';

beforeAll(async () => {
  world = await openWorld();
  app = await appWithFrontDoor(world.platform, recordAct);
  await app.register(async (scope: HttpApp) => analyticsRoutes(scope, world.platform));
  owner = await signInOwner(world.platform, app);
  shopId = (await openShop(world.platform, 'mumu')).shopId;
  analyst = await hire(owner, { slug: 'mumu', role: 'analyst' });
  marketer = await hire(owner, { slug: 'mumu', role: 'marketer' });
  const orders = [
    { channel: '=cmd()', personId: 1, paidAt: noon('2024-03-02'), paid: 1234 },
    { channel: 'taobao', personId: 1, paidAt: noon('2024-03-03'), paid: 500 },
  ];
  await storeHistory(world.platform.clickhouse, shopId, smallPast(orders, { persons: [personOf(1)] }));
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const march = { from: '2024-03-01', to: '2024-03-31' };
const question = { ...march, measures: ['buyers', 'aov'], rows: ['channel'], columns: [] };
const at = (path: string, it: object, more = '') =>
  `${root}/explore${path}?question=${encodeURIComponent(JSON.stringify(it))}${more}`;

describe('a question', () => {
  it('is answered with totals that are counted: one buyer on two channels is one', async () => {
    const answer = await analyst.ask('GET', at('', question));
    expect(answer.statusCode, answer.body).toBe(200);
    const cells = answer.json().cells as { keys: string[]; numbers: { value: number }[] }[];
    const shown = Object.fromEntries(
      cells.map(({ keys, numbers }) => [keys[0], numbers.map((it) => it.value)]),
    );
    expect(shown).toEqual({ null: [1, 867], '=cmd()': [1, 1234], taobao: [1, 500] });
  });

  it('says in words what is not understood', async () => {
    const bad = await analyst.ask('GET', at('', { ...question, measures: [], rows: ['a', 'a'], more: 1 }));
    expect(bad.json()).toMatchObject({ status: 400, code: 'invalid-input' });
    expect(bad.json().issues.length).toBe(3);
    const text = await analyst.ask('GET', `${root}/explore?question=buyers`);
    expect(text.json()).toMatchObject({ status: 400, code: 'question-not-json' });
  });

  it('offers the values of a dimension, most orders first', async () => {
    const { values } = (
      await analyst.ask('GET', `${root}/explore/values?dimension=channel&from=2024-03-01&to=2024-03-31`)
    ).json();
    expect(values.map((it: { value: string; orders: number }) => [it.value, it.orders])).toEqual([
      ['=cmd()', 1],
      ['taobao', 1],
    ]);
  });

  it('leaves as a file that computes nothing, and is on record', async () => {
    const file = await analyst.ask('GET', at('/export', question, '&format=csv&language=en&encoding=utf-8'));
    expect(file.statusCode, file.body).toBe(200);
    expect(file.body.split(/\r?\n/).slice(0, 4)).toEqual([
      'Channel,Buyers,Average order value',
      "'=cmd(),1,12.34",
      'taobao,1,5.00',
      'Total,1,8.67',
    ]);
    const compared = { ...question, compare: 'previous' };
    const shared = await analyst.ask(
      'GET',
      at('/export', compared, '&format=csv&language=en&encoding=utf-8&shares=true'),
    );
    const [head, first] = shared.body.split(/\r?\n/);
    expect(head).toBe(
      'Channel,Buyers,Buyers / compared with,Buyers / change,Buyers / share,Average order value,Average order value / compared with,Average order value / change',
    );
    // One customer bought on both channels: each channel has the whole of the buyers.
    expect(first!.split(',').slice(0, 5)).toEqual(["'=cmd()", '1', '0', '', '1']);
    const acts = await withShop(world.platform.db, shopId, (tx) =>
      sql<{
        act: string;
      }>`select act from compliance.audit_log where shop_id = ${shopId} order by entry_id`.execute(tx),
    );
    expect(acts.rows.map((it) => it.act).slice(-2)).toEqual(['exports.start', 'exports.end']);
  });
});

const {
  from: _,
  to: __,
  ...shape
} = { ...question, filters: [], top: [], totals: true, compare: 'none' as const };
const view: View = { question: shape, range: 'last-30-days', chart: 'auto', show: 'value', sort: null };

async function save(who: Person, title: string): Promise<Chart> {
  const answer = await who.ask('POST', `${root}/charts`, { title, view });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

const titles = async (who: Person): Promise<string[]> =>
  (await who.ask('GET', `${root}/charts`)).json().charts.map((it: Chart) => it.title);

describe('a saved chart', () => {
  it('is seen by nobody else until it is shared, and then changed by its maker or a manager only', async () => {
    const chart = await save(analyst, '渠道');
    expect(chart).toMatchObject({ is_own: true, is_shared: false, version: 1, view });
    const url = `${root}/charts/${chart.chart_id}`;
    expect(await titles(owner)).toEqual([]);
    expect((await owner.ask('GET', url)).statusCode).toBe(404);
    expect((await owner.ask('DELETE', url)).statusCode).toBe(404);
    const shared = await analyst.ask('PATCH', url, { version: 1, is_shared: true });
    expect(shared.json()).toMatchObject({ is_shared: true, version: 2 });
    expect((await marketer.ask('GET', url)).json()).toMatchObject({ may_change: false, is_own: false });
    expect((await marketer.ask('PATCH', url, { version: 2, title: 'x' })).json().code).toBe(
      'chart-not-yours',
    );
    expect((await marketer.ask('DELETE', url)).json().code).toBe('chart-not-yours');
    const stale = await owner.ask('PATCH', url, { version: 1, title: '按渠道' });
    expect(stale.json()).toMatchObject({ status: 409, code: 'chart-changed' });
    expect((await owner.ask('PATCH', url, { version: 2, title: '按渠道' })).json().title).toBe('按渠道');
    expect((await analyst.ask('DELETE', url)).statusCode).toBe(204);
    expect(await titles(analyst)).toEqual([]);
  });

  it('is changed by one of two who change it at once', async () => {
    const { chart_id } = await save(owner, '一起');
    const answers = await Promise.all(
      ['甲', '乙', '丙'].map((title) =>
        owner.ask('PATCH', `${root}/charts/${chart_id}`, { version: 1, title }),
      ),
    );
    expect(answers.map((it) => it.statusCode).sort()).toEqual([200, 409, 409]);
  });

  it('takes no personal value as a title or filter', async () => {
    const filters = [{ dimension: 'channel', values: ['13812345678'], out: false }];
    const told = await owner.ask('POST', `${root}/charts`, {
      ...{ title: 'wang@example.com', view: { ...view, question: { ...shape, filters } } },
    });
    expect(told.json()).toMatchObject({ status: 422, code: 'personal-value' });
    expect(told.json().issues.map((it: { field: string }) => it.field)).toEqual([
      '/title',
      '/view/question/filters',
    ]);
  });

  it('of words that are no longer known is listed without its view', async () => {
    const { chart_id } = await save(owner, '旧');
    await withShop(world.platform.db, shopId, (tx) =>
      sql`update analytics.charts set view = '{"question":{"measure":"gmv"}}' where shop_id = ${shopId} and chart_id = ${chart_id}`.execute(
        tx,
      ),
    );
    expect((await owner.ask('GET', `${root}/charts/${chart_id}`)).json().view).toBeNull();
  });
});

describe('a dashboard', () => {
  it('shows charts side by side, is shared only with shared charts, and loses a chart that is deleted', async () => {
    const [one, two] = [await save(analyst, '一'), await save(analyst, '二')];
    const tiles = [one, two].map(({ chart_id }) => ({ chart_id, width: 1, height: 1 }));
    const made = (
      await analyst.ask('POST', `${root}/dashboards`, { title: '周会', tiles })
    ).json() as Dashboard;
    expect(made.tiles.map((it) => it.chart?.title)).toEqual(['一', '二']);
    const url = `${root}/dashboards/${made.dashboard_id}`;
    const early = await analyst.ask('PATCH', url, { version: 1, is_shared: true });
    expect(early.json()).toMatchObject({ status: 409, code: 'charts-not-shared' });
    for (const { chart_id } of [one, two])
      await analyst.ask('PATCH', `${root}/charts/${chart_id}`, { version: 1, is_shared: true });
    expect((await marketer.ask('GET', url)).statusCode).toBe(404);
    expect((await analyst.ask('PATCH', url, { version: 1, is_shared: true })).json().version).toBe(2);
    const turned = { version: 2, tiles: tiles.toReversed() };
    expect((await marketer.ask('PATCH', url, turned)).json().code).toBe('dashboard-not-yours');
    const arranged = (await owner.ask('PATCH', url, turned)).json() as Dashboard;
    expect(arranged.tiles.map((it) => it.chart?.title)).toEqual(['二', '一']);
    const foreign = { version: 3, tiles: [{ chart_id: 999_999, width: 1, height: 1 }] };
    expect((await owner.ask('PATCH', url, foreign)).json()).toMatchObject({
      status: 422,
      code: 'chart-not-found',
    });
    await analyst.ask('PATCH', `${root}/charts/${two.chart_id}`, { version: 2, is_shared: false });
    const seen = (await marketer.ask('GET', url)).json() as Dashboard;
    expect(seen.tiles.map((it) => it.chart?.title ?? null)).toEqual([null, '一']);
    await analyst.ask('DELETE', `${root}/charts/${one.chart_id}`);
    expect(((await analyst.ask('GET', url)).json() as Dashboard).tiles).toHaveLength(1);
    expect((await analyst.ask('DELETE', url)).statusCode).toBe(204);
    expect(await titles(analyst)).toContain('二');
  });
});
