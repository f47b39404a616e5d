import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../src/app.ts';
import { commandRunner } from '../src/cli/serve-commands.ts';
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
  await add('desk/views', { page: 'customers', name: 'of b', query: 'm=5', shared: true });
  await addUpload();
  await add('keys', { kind: 'api', name: 'of b', scopes: ['orders:read'] });
  await add('invitations', { email: 'new@example.com', role: 'analyst' });
  await hire(owner, { slug: 'b', role: 'manager' });
}

const chartView = {
  question: { measures: ['gmv'], rows: [], columns: [] },
  ...{ range: 'last-30-days', chart: 'auto', show: 'value', sort: null },
};

/** By a form of one file, as a browser sends it. */
async function addUpload(): Promise<void> {
  const boundary = 'a-file-of-b';
  const head = 'content-disposition: form-data; name="file"; filename="b.csv"';
  const payload = `--${boundary}\r\n${head}\r\n\r\na,b\r\n1,2\r\n--${boundary}--\r\n`;
  const cookie = Object.entries(owner.cookies).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const headers = {
    ...{ cookie: cookie.join('; '), origin: 'http://127.0.0.1:7300', host: '127.0.0.1:7300' },
    'content-type': `multipart/form-data; boundary=${boundary}`,
  };
  const { statusCode } = await app.inject({ method: 'POST', url: '/api/shops/b/uploads', headers, payload });
  expect(statusCode).toBe(201);
}

async function findIds(): Promise<void> {
  await sql`insert into customers.merge_proposals (shop_id, person_a, person_b, reason) values (2, 4, 5, 'test')`.execute(
    admin,
  );
  // Done: one that runs would change what is compared.
  await sql`insert into customers.tag_runs (shop_id, act, tag, filter, state, total, begun_by, begun_at)
    values (2, 'tag', 'vip', '{}', 'done', 0, 'user:test', now())`.execute(admin);
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
      (select min(view_id)::text from reports.saved_views where shop_id = 2) as view,
      (select min(proposal_id)::text from customers.merge_proposals where shop_id = 2) as proposal,
      (select min(request_id)::text from compliance.requests where shop_id = 2) as request,
      (select key_id::text from platform.keys where shop_id = 2 limit 1) as key,
      (select "userId" from auth.member m join auth.organization o on o.id = m."organizationId"
        where o.slug = 'b' and m.role = 'manager') as "user",
      (select i.id from auth.invitation i join auth.organization o on o.id = i."organizationId"
        where o.slug = 'b' and i.status = 'pending' limit 1) as invitation`.execute(admin);
  Object.assign(idsOfB, rows[0]);
}

/** Words that no rule refuses, so that nothing but the shop is in the way. */
const calm: Readonly<Record<string, unknown>> = {
  ...{ reason: 'as asked', tag: 'vip', fields: ['name', 'phone'], email: 'x@example.com', role: 'analyst' },
  ...{ traits: { tier: 'gold' }, text: 'x', body: 'x' },
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
  for (const table of ['events', 'orders', 'order_lines', 'refunds', 'persons', 'override_rows', 'products'])
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
    // a kind of task, a setting of a screen.
    for (const word of ['shop', 'subject', 'part', 'backup', 'task', 'setting']) named.delete(word);
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
