import { afterAll, beforeAll, expect, it } from 'vitest';
import { hire, type Person, signInOwner } from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { buildApp } from '../../app.ts';
import { fillDemoShop } from '../../demo/index.ts';
import type { HttpApp } from '../../platform/http/routes.ts';

let world: World;
let app: HttpApp;
let owner: Person;
const root = '/api/shops/demo';

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  owner = await signInOwner(world.platform, app);
  await fillDemoShop(world.platform, { slug: 'demo', seed: 4, customers: 60, until: '2026-01-14' });
}, 120_000);
afterAll(async () => {
  await app?.close();
  await world?.close();
});

interface Task {
  task: string;
  count: number;
  expected_money: number | null;
  link: string;
}

it('lists what is worth doing, each with as many people as its page holds', async () => {
  const answer = await owner.ask('GET', `${root}/worklist`);
  expect(answer.statusCode, answer.body).toBe(200);
  const { tasks } = answer.json();
  expect(tasks.map((it: Task) => it.task)).toContain('welcome-new');
  for (const it of tasks as Task[]) {
    const query = it.link.split('?')[1] ?? '';
    const page = (await owner.ask('GET', `${root}/customers?${query}&limit=200`)).json();
    if (it.link.startsWith('/customers?')) expect(page.customers, it.task).toHaveLength(it.count);
  }
});

interface Row {
  readonly customer_id: number;
  readonly figures: {
    readonly last_order_at: string | null;
    readonly scores: { readonly monetary: number } | null;
  };
}

it('sees a file from the past as of the day of its last order, says so, and lists those who were at risk then', async () => {
  await fillDemoShop(world.platform, { slug: 'old', seed: 4, customers: 150, until: '2024-03-14' });
  const old = '/api/shops/old';
  const { tasks } = (await owner.ask('GET', `${old}/worklist`)).json();
  const rowsOf = async (query: string): Promise<Row[]> =>
    (await owner.ask('GET', `${old}/customers?${query}&limit=200`)).json().customers;
  const everybody = await rowsOf('sort=last-order');
  const dayOf = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
  const last = dayOf(everybody[0]!.figures.last_order_at!);
  const daysAway = (row: Row) =>
    row.figures.last_order_at === null
      ? Number.POSITIVE_INFINITY
      : (Date.parse(last) - Date.parse(dayOf(row.figures.last_order_at))) / 86_400_000;
  const atRisk = everybody.filter(
    (row) => row.figures.scores?.monetary === 5 && daysAway(row) >= 90 && daysAway(row) < 180,
  );
  const task = tasks.find((it: Task) => it.task === 'win-back');
  expect(task).toMatchObject({ count: atRisk.length, reason: { zh: expect.stringContaining(last) } });
  expect(new URLSearchParams(task.link.split('?')[1]).get('as_of')).toBe(last);
  for (const it of tasks as Task[])
    expect(await rowsOf(it.link.split('?')[1]!), it.task).toHaveLength(it.count);
  const listed = await rowsOf(task.link.split('?')[1]);
  expect(new Set(listed.map((it) => it.customer_id))).toEqual(new Set(atRisk.map((it) => it.customer_id)));
  expect(tasks.map((it: Task) => it.task)).toContain('welcome-new');
});

it('puts a task away until somebody shows it again, with who did it', async () => {
  const done = await owner.ask('PUT', `${root}/worklist/welcome-new/mark`, { state: 'done' });
  expect(done.json().tasks.map((it: Task) => it.task)).not.toContain('welcome-new');
  expect(done.json().hidden).toMatchObject([
    { task: 'welcome-new', mark: { state: 'done', marked_by: expect.stringMatching(/^user:/) } },
  ]);
  const shown = await owner.ask('DELETE', `${root}/worklist/welcome-new/mark`);
  expect(shown.json().tasks.map((it: Task) => it.task)).toContain('welcome-new');
  const unknown = await owner.ask('PUT', `${root}/worklist/no-such/mark`, { state: 'done' });
  expect(unknown.json().code).toBe('no-such-task');
});

it('tells nobody of what their role may not see', async () => {
  const agent = await hire(owner, { slug: 'demo', role: 'service-agent' });
  const { tasks } = (await agent.ask('GET', `${root}/worklist`)).json();
  expect(tasks.map((it: Task) => it.task)).not.toContain('win-back');
  const auditor = await hire(owner, { slug: 'demo', role: 'auditor' });
  const refused = await auditor.ask('PUT', `${root}/worklist/welcome-new/mark`, { state: 'done' });
  expect(refused.statusCode).toBe(403);
});

it('keeps settings and views by person; shared views are everybody’s to see and their own’s to delete', async () => {
  const analyst = await hire(owner, { slug: 'demo', role: 'analyst' });
  const put = await owner.ask('PUT', `${root}/desk/settings/customers.columns`, {
    value: ['name', 'orders'],
  });
  expect(put.json().settings).toEqual({ 'customers.columns': ['name', 'orders'] });
  const view = { page: 'customers', name: '高价值', query: 'm=5', shared: true };
  await owner.ask('POST', `${root}/desk/views`, { ...view, name: '自用', shared: false });
  const saved = (await owner.ask('POST', `${root}/desk/views`, view)).json().views;
  expect(saved).toHaveLength(2);
  const seen = (await analyst.ask('GET', `${root}/desk`)).json();
  expect(seen).toMatchObject({ settings: {}, views: [{ name: '高价值', own: false, shared: true }] });
  const path = `${root}/desk/views/${seen.views[0].view_id}`;
  expect((await analyst.ask('DELETE', path)).json().code).toBe('no-such-view');
  expect((await owner.ask('DELETE', path)).json().views).toHaveLength(1);
  const large = await owner.ask('PUT', `${root}/desk/settings/x`, { value: 'x'.repeat(9000) });
  expect(large.statusCode).toBe(413);
});
