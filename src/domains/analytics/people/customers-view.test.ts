import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hire, type Person, signInOwner } from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import { fillDemoShop } from '../../../demo/index.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';

/** The list of customers over HTTP, in both stores of a filled shop. */

let world: World;
let app: HttpApp;
let owner: Person;
const root = '/api/shops/demo';

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  await fillDemoShop(world.platform, { slug: 'demo', seed: 5, customers: 60, until: '2026-01-14' });
}, 120_000);
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const get = async (path: string, who = owner) => {
  const answer = await who.ask('GET', `${root}${path}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

type Row = { customer_id: number; tags: string[]; figures: { orders: number; net_sales: number } };

async function listed(query: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await get(
      `/customers?limit=25&${query}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    rows.push(...page.customers);
    cursor = page.next_cursor;
  }
  return rows;
}

const words = (query: Record<string, unknown>): string =>
  new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();

describe('what the overview counts', () => {
  it('opens: every group, cell, quadrant, point, stage, province, channel and tier', async () => {
    const shown = await get('/analytics/people');
    expect(shown.buyers).toBeGreaterThan(20);
    const bins = (it: Record<string, number | null>) =>
      Object.fromEntries(
        ['orders_from', 'orders_to', 'spend_from', 'spend_to']
          .filter((name) => it[name] !== null)
          .map((name) => [name, it[name]]),
      );
    const open = [
      ...shown.groups.map((it: { code: string }) => [it, { rfm_group: it.code }]),
      ...shown.cells.map((it: Record<string, number>) => [it, { r: it.recency, f: it.frequency }]),
      ...shown.quadrants.map((it: { code: string }) => [it, { quadrant: it.code }]),
      ...shown.stages.map((it: { code: string }) => [it, { stage: it.code }]),
      ...shown.provinces.map((it: { value: string }) => [it, { province: it.value }]),
      ...shown.channels.map((it: { value: string }) => [it, { channel: it.value }]),
      ...shown.tiers.map((it: { value: string }) => [it, { tier: it.value }]),
      ...shown.density.map((it: Record<string, number | null>) => [it, { ...bins(it), bought: 'yes' }]),
    ].filter(([it]) => it.customers > 0);
    for (const [figure, filter] of open) {
      const count = await get(`/customers/count?${words(filter)}`);
      expect(count, JSON.stringify(filter)).toMatchObject({
        ...{ customers: figure.customers, net_sales: figure.net_sales, withheld: 0 },
      });
    }
    const rows = await listed(`${words({ rfm_group: shown.groups[0].code })}&sort=net-sales`);
    expect(rows).toHaveLength(shown.groups[0].customers);
    expect(rows.reduce((sum, it) => sum + it.figures.net_sales, 0)).toBe(shown.groups[0].net_sales);
    const kinds = ['groups', 'cells', 'quadrants', 'density'].map((kind) =>
      shown[kind].reduce((sum: number, it: { customers: number }) => sum + it.customers, 0),
    );
    expect(kinds).toEqual(Array(4).fill(shown.buyers));
  }, 120_000);
});

describe('the list', () => {
  it('runs by any figure, up and down, through all pages', async () => {
    const down = await listed('sort=net-sales');
    const up = await listed('sort=net-sales&order=asc&bought=yes');
    expect(new Set(down.map((it) => it.customer_id)).size).toBe(down.length);
    const buyers = down.filter((it) => it.figures.orders > 0);
    expect(up.map((it) => it.figures.net_sales)).toEqual(
      buyers.map((it) => it.figures.net_sales).toReversed(),
    );
    expect(down).toHaveLength((await get('/customers/count')).customers);
  });

  it('knows a tag at once, in the list and in the count, and when it is gone', async () => {
    const some = (await listed('sort=orders')).slice(0, 7).map((it) => it.customer_id);
    await owner.ask('POST', `${root}/customers/tags`, { customer_ids: some, tag: '老客' });
    const tagged = await listed(`sort=orders&${words({ tag: '老客' })}`);
    expect(tagged.map((it) => it.customer_id)).toEqual(some);
    expect((await get(`/customers/count?${words({ tag: '老客' })}`)).customers).toBe(7);
    expect(await listed(words({ tag: '老客' }))).toHaveLength(7);
    await owner.ask('POST', `${root}/customers/tags/remove`, { customer_ids: some.slice(1), tag: '老客' });
    expect((await get(`/customers/count?${words({ tag: '老客' })}`)).customers).toBe(1);
  });

  it('combines a search with a filter of figures', async () => {
    const [first] = await listed('sort=net-sales');
    const search = (more: object) =>
      owner.ask('POST', `${root}/customers/search`, { text: String(first!.customer_id), ...more });
    const found = (await search({ bought: 'yes', sort: 'net-sales' })).json().customers;
    expect(found.map((it: Row) => it.customer_id)).toEqual([first!.customer_id]);
    expect((await search({ bought: 'no' })).json().customers).toEqual([]);
  });

  it('says what is no day, of all filters', async () => {
    const answer = await owner.ask(
      'GET',
      `${root}/customers?first_order_from=2026-02-31&ordered_to=2026-13-01`,
    );
    expect(answer.statusCode).toBe(422);
    expect(
      answer
        .json()
        .issues.map((it: { field: string }) => it.field)
        .sort(),
    ).toEqual(['first_order_from', 'ordered_to']);
  });

  it('shows scores to nobody who may not see analyses', async () => {
    const agent = await hire(owner, { slug: 'demo', role: 'service-agent' });
    const page = await get('/customers?sort=net-sales', agent);
    expect(page.customers[0].figures).toMatchObject({ scores: null, stage: null });
    expect(page.customers[0].figures.orders).toBeGreaterThan(0);
    const asked = await agent.ask('GET', `${root}/customers?rfm_group=important-value`);
    expect(asked.json()).toMatchObject({ status: 403, code: 'scores-hidden' });
    expect((await agent.ask('GET', `${root}/customers/count?r=5`)).statusCode).toBe(403);
  });

  it('lists nobody by score who objected, and says how many it withholds', async () => {
    const [one] = await listed('sort=net-sales');
    const group = (await listed('sort=net-sales'))[0]!.figures as unknown as {
      scores: { rfm_group: string };
    };
    const filter = words({ rfm_group: group.scores.rfm_group });
    const before = await get(`/customers/count?${filter}`);
    const body = { purpose: 'profiling', channel: 'any', state: 'withdrawn', source: 'agent', evidence: {} };
    const said = await owner.ask('POST', `${root}/compliance/customers/${one!.customer_id}/consents`, body);
    expect(said.statusCode, said.body).toBeLessThan(300);
    const after = await get(`/customers/count?${filter}`);
    expect(after).toMatchObject({ customers: before.customers - 1, withheld: 1 });
    const rows = await listed(`${filter}&sort=net-sales`);
    expect(rows.map((it) => it.customer_id)).not.toContain(one!.customer_id);
  });
});
