import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../src/app.ts';
import { commandRunner } from '../src/cli/serve-commands.ts';
import { plainRules } from '../src/domains/loyalty/testing/plain-rules.ts';
import { openPool } from '../src/platform/db/pool.ts';
import type { Db } from '../src/platform/db/postgres.ts';
import type { HttpApp } from '../src/platform/http/routes.ts';
import { hire, openShop, type Person, signInOwner } from './people.ts';
import { Garden } from './scenarios/planting/garden.ts';
import { type PlantedRoute, plantedRoutes } from './scenarios/planting/planted-bodies.ts';
import { customerMapping, plantedCustomers, plantedFiles } from './scenarios/planting/planted-files.ts';
import { openWorld, type World } from './world.ts';

/** Shop b is full, shop a is empty: whoever asks a for what only b has finds nothing, and b stays as it was. */

let world: World;
let app: HttpApp;
let admin: Db;
let owner: Person;
let ownerOfA: Person;
const garden = new Garden();
/** What stands for each `:name` of a route: something b has. */
const idsOfB: Record<string, string> = {};

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  admin = openPool(world.adminUrl, { max: 1 });
  for (const slug of ['a', 'b']) await openShop(world.platform, slug);
  owner = await signInOwner(world.platform, app);
  ownerOfA = await hire(owner, { slug: 'a', role: 'owner' });
  await fillB();
  await world.platform.mirror.payAll();
  await findIds();
});

afterAll(async () => {
  await admin?.destroy();
  await app?.close();
  await world?.close();
});

async function fillB(): Promise<void> {
  const inbox = `${world.platform.config.dataDir}-inbox`;
  mkdirSync(inbox);
  const shuke = async (...argv: string[]) => {
    const run = {
      type: 'run',
      argv: [...argv, '--shop', 'b'],
      cwd: inbox,
      language: 'en',
      user: 't',
    } as const;
    expect(
      await commandRunner(world.platform)(run, () => {}, new AbortController().signal),
      argv.join(' '),
    ).toBe(0);
  };
  for (const { preset, name, bytes } of plantedFiles(garden)) {
    writeFileSync(join(inbox, name), bytes);
    await shuke('import', name, '--preset', preset);
  }
  writeFileSync(join(inbox, 'customers.csv'), plantedCustomers(garden));
  writeFileSync(join(inbox, 'mapping.json'), JSON.stringify(customerMapping));
  await shuke('traits', 'add', 'partner-phone', '--type', 'text', '--class', 'personal');
  await shuke('import', 'customers.csv', '--mapping', 'mapping.json');
  await shuke('customers', 'merge', '1', '2', '--reason', 'as asked');
  const add = async (what: string, body: object) => {
    const { statusCode } = await owner.ask('POST', `/api/shops/b/${what}`, body);
    expect(statusCode, what).toBeLessThan(300);
  };
  await add('customers/3/notes', { body: 'likes red' });
  await add('compliance/customers/3/requests', { kind: 'access' });
  await add('mappings', { mapping: { ...customerMapping, name: 'of-b' } });
  await add('charts', { title: 'of b', view: chartView });
  await add('dashboards', { title: 'of b', tiles: [] });
  await add('segments', { name: 'of b', tree: { kind: 'tag', tag: 'vip' } });
  await add('desk/views', { page: 'customers', name: 'of b', query: 'm=5', shared: true });
  await add('messages', {
    ...{ customer: 3, template: 'points-expiring', key: 'of-b' },
    values: { points: 5, expires_on: '2026-12-31' },
  });
  await addPoints();
  await addPlus();
  await sendFile('uploads', {}, 'a,b\r\n1,2');
  await sendFile('segments/lists', { name: 'of b', by: 'customer' }, '3');
  await add('keys', { kind: 'api', name: 'of b', scopes: ['orders:read'] });
  await add('invitations', { email: 'new@example.com', role: 'analyst' });
  await hire(owner, { slug: 'b', role: 'manager' });
}

/** An act of the ledger, an adjustment that waits for approval, and something held in the mall. */
async function addPoints(): Promise<void> {
  const body = { starts_on: '2026-01-15', rules: plainRules, version: 0 };
  expect((await owner.ask('PUT', '/api/shops/b/points/rules', body)).statusCode).toBe(200);
  for (const points of [5, 5000]) {
    const adjusting = { points, reason: 'as asked', key: `b-${points}` };
    const { statusCode } = await owner.ask('POST', '/api/shops/b/points/customers/3/adjust', adjusting);
    expect(statusCode).toBe(200);
  }
  const gift = { kind: 'gift', name: 'cup', hands_out: null, points: 1, money_minor: 0, stock: 5 };
  const item = { ...gift, most_per_customer: null, tiers: [], is_listed: true };
  expect((await owner.ask('POST', '/api/shops/b/mall/items', item)).statusCode).toBe(201);
  const taking = { item_id: 1, count: 1, minutes: 60, key: 'b' };
  const taken = await owner.ask('POST', '/api/shops/b/mall/customers/3/redeem', taking);
  expect(taken.statusCode).toBe(200);
}

/** A plan of PLUS, and somebody who has it and used it. */
async function addPlus(): Promise<void> {
  const terms = {
    ...{ name: { zh: '卡', en: 'card' }, period: 'month', price: { kind: 'money', minor: 1 }, trial_days: 7 },
    ...{ member_prices: [], coupons: [], points_percent: 100 },
    free_shipping: { count: 1, worth_minor: 1 },
  };
  const plan = await owner.ask('POST', '/api/shops/b/plus/plans', { terms, is_offered: true });
  const starting = { plan_id: plan.json().plan_id, trial: true, auto_renew: false, payment: null, key: 'b' };
  const started = await owner.ask('POST', '/api/shops/b/plus/customers/3/start', starting);
  expect(started.statusCode).toBe(200);
  const using = { benefit: 'free-shipping', key: 'b-use' };
  const used = await owner.ask('POST', '/api/shops/b/plus/customers/3/use', using);
  expect(used.statusCode).toBe(200);
}

const chartView = {
  question: { measures: ['gmv'], rows: [], columns: [] },
  ...{ range: 'last-30-days', chart: 'auto', show: 'value', sort: null },
};

/** By a form of fields and one file, as a browser sends it. */
async function sendFile(what: string, fields: Readonly<Record<string, string>>, file: string): Promise<void> {
  const boundary = 'a-file-of-b';
  const part = (about: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; ${about}\r\n\r\n${value}\r\n`;
  const told = Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value));
  const payload = `${told.join('')}${part('name="file"; filename="b.csv"', file)}--${boundary}--\r\n`;
  const cookie = Object.entries(owner.cookies).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const headers = {
    ...{ cookie: cookie.join('; '), origin: 'http://127.0.0.1:7300', host: '127.0.0.1:7300' },
    'content-type': `multipart/form-data; boundary=${boundary}`,
  };
  const url = `/api/shops/b/${what}`;
  const { statusCode } = await app.inject({ method: 'POST', url, headers, payload });
  expect(statusCode, what).toBe(201);
}

async function findIds(): Promise<void> {
  await sql`insert into customers.merge_proposals (shop_id, person_a, person_b, reason) values (2, 4, 5, 'test')`.execute(
    admin,
  );
  // Done: one that runs would change what is compared.
  await sql`insert into customers.tag_runs (shop_id, act, tag, filter, state, total, begun_by, begun_at)
    values (2, 'tag', 'vip', '{}', 'done', 0, 'user:test', now())`.execute(admin);
  await sql`insert into loyalty.benefit_grants (shop_id, person_id, benefit, tier, key, version, gift, cost_minor, state,
      granted_at, expires_at)
    values (2, 3, 'birthday-gift', 'gold', 'birthday:2026-01-15', 1, '{"name":{"zh":"茶","en":"tea"},"cost_minor":1,"days":1}',
      1, 'open', now(), now() + interval '1 day')`.execute(admin);
  const { rows } = await sql<Record<string, string>>`
    select 3::text as customer, 3::text as person, 'partner-phone' as name,
      (select min(order_id)::text from orders.orders where shop_id = 2) as order,
      (select min(product_id)::text from products.products where shop_id = 2) as product,
      (select min(import_id)::text from ingest.imports where shop_id = 2) as id,
      (select min(upload_id::text) from ingest.uploads where shop_id = 2) as upload,
      (select min(name) from ingest.mappings where shop_id = 2) as mapping,
      (select 'import:' || min(import_id) from ingest.imports where shop_id = 2) as job,
      (select min(chart_id)::text from analytics.charts where shop_id = 2) as chart,
      (select min(dashboard_id)::text from analytics.dashboards where shop_id = 2) as dashboard,
      (select min(run_id)::text from customers.tag_runs where shop_id = 2) as run,
      (select min(segment_id)::text from segments.segments where shop_id = 2) as segment,
      (select min(list_id)::text from segments.lists where shop_id = 2) as list,
      (select min(view_id)::text from reports.saved_views where shop_id = 2) as view,
      (select min(act_id)::text from ledgers.points_acts where shop_id = 2) as act,
      (select min(grant_id)::text from loyalty.benefit_grants where shop_id = 2) as "grant",
      (select min(approval_id)::text from loyalty.points_approvals where shop_id = 2) as approval,
      (select min(item_id)::text from loyalty.mall_items where shop_id = 2) as item,
      (select min(plan_id)::text from loyalty.plus_plans where shop_id = 2) as plan,
      (select min(subscription_id)::text from loyalty.plus_subscriptions where shop_id = 2) as subscription,
      (select min(act_id)::text from loyalty.plus_acts where shop_id = 2 and kind = 'use') as use,
      (select min(redemption_id)::text from loyalty.mall_redemptions where shop_id = 2) as redemption,
      (select min(proposal_id)::text from customers.merge_proposals where shop_id = 2) as proposal,
      (select min(request_id)::text from compliance.requests where shop_id = 2) as request,
      (select min(message_id)::text from messaging.messages where shop_id = 2) as message,
      (select key_id::text from platform.keys where shop_id = 2 limit 1) as key,
      (select "userId" from auth.member m join auth.organization o on o.id = m."organizationId"
        where o.slug = 'b' and m.role = 'manager') as "user",
      (select i.id from auth.invitation i join auth.organization o on o.id = i."organizationId"
        where o.slug = 'b' and i.status = 'pending' limit 1) as invitation`.execute(admin);
  // A model is a word of the product: none of this name is anybody's.
  Object.assign(idsOfB, rows[0], { model: 'none' });
}

/** Words that no rule refuses, so that nothing but the shop is in the way. */
const calm: Readonly<Record<string, unknown>> = {
  ...{ reason: 'as asked', tag: 'vip', fields: ['name', 'phone'], email: 'x@example.com', role: 'analyst' },
  ...{ traits: { tier: 'gold' }, text: 'x', body: 'x', as_of: '2026-01-01' },
  tree: { kind: 'tag', tag: 'vip' },
};

function bodyOf({ good }: PlantedRoute): object | undefined {
  if (good === undefined) return undefined;
  return Object.fromEntries(Object.entries(good).map(([name, value]) => [name, calm[name] ?? value]));
}

/** Every route of a shop, filled with what b has. */
function routesOfA() {
  return plantedRoutes(app, garden)
    .filter(({ url }) => url.startsWith('/api/shops/:shop'))
    .map((route) => {
      const url = route.url
        .replace(':shop', 'a')
        .replaceAll(/:(\w+)/g, (_, name: string) => idsOfB[name] ?? '?');
      return { ...route, name: `${route.method} ${route.url}`, url, body: bodyOf(route) };
    });
}

/** Everything that is b's, by table: rows of PostgreSQL as text, those of ClickHouse as a sum of their hashes. */
async function dumpOfB(): Promise<Record<string, string>> {
  const dump: Record<string, string> = {};
  const { rows: tables } = await sql<{ name: string; mine: string }>`
    select c.oid::regclass::text as name,
      case when n.nspname <> 'auth' then 'shop_id = 2'
        when c.relname in ('member', 'invitation') then
          '"organizationId" = (select id from auth.organization where slug = ''b'')'
        else 'true' end as mine
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ((n.nspname = 'auth' and c.relname not in ('session', 'rateLimit'))
      or exists (select from pg_attribute where attrelid = c.oid and attname = 'shop_id'
        and n.nspname not in ('pg_catalog', 'information_schema')))`.execute(admin);
  for (const { name, mine } of tables) {
    const { rows } = await sql<{ all: string | null }>`
      select string_agg(t::text, E'\n' order by t::text) as all from ${sql.raw(name)} t where ${sql.raw(mine)}`.execute(
      admin,
    );
    dump[name] = rows[0]?.all ?? '';
  }
  for (const table of [
    'events',
    'orders',
    'order_lines',
    'refunds',
    'persons',
    'ties',
    'override_rows',
    'products',
    'segment_members',
    'segment_moves',
    'list_persons',
    'points_held',
    'plus_periods',
  ])
    dump[`clickhouse ${table}`] = await hashOfB(table);
  return dump;
}

async function hashOfB(table: string): Promise<string> {
  const question = `SELECT count() AS n, sum(cityHash64(*)) AS hash FROM ${table} WHERE shop_id = {shop:UInt32}`;
  return JSON.stringify(await world.platform.clickhouse.query({ sql: question, shopId: 2 }));
}

describe('what only another shop has', () => {
  it('is there to be asked for: one of each kind', () => {
    const named = new Set(
      app.routePolicies.flatMap(({ url }) => [...url.matchAll(/:(\w+)/g)].map((it) => it[1]!)),
    );
    // Words, the same in every shop: a kind of data with a term, a file of the browser library, a backup of all,
    // a kind of task, a setting of a screen, a template and a channel of messages; a token names its shop itself.
    const words = ['shop', 'subject', 'part', 'backup', 'task', 'setting', 'template', 'channel', 'token'];
    for (const word of words) named.delete(word);
    expect(Object.keys(idsOfB)).toEqual(expect.arrayContaining([...named]));
    expect(Object.values(idsOfB)).not.toContain(null);
  });

  it('is found by no route of a shop that lacks it, and nothing that is asked changes it', async () => {
    const before = await dumpOfB();
    expect(Object.values(before).filter((it) => it !== '').length).toBeGreaterThan(15);
    const answers: Record<string, number> = {};
    for (const { method, url, name, body } of routesOfA()) {
      const { statusCode } = await ownerOfA.ask(method, url, body);
      if (/:(?!shop)/.test(name)) answers[name] = statusCode;
    }
    const found = Object.entries(answers).filter(([, status]) => status !== 404);
    expect(found).toEqual([]);
    expect(Object.keys(answers).length).toBeGreaterThan(15);
    expect(await dumpOfB()).toEqual(before);
  });
});
