import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../src/app.ts';
import { scopes } from '../src/contract/auth.ts';
import { openPool } from '../src/platform/db/pool.ts';
import { type Db, withShop } from '../src/platform/db/postgres.ts';
import type { HttpApp, RoutePolicy } from '../src/platform/http/routes.ts';
import { hire, openShop, type Person, signInOwner } from './people.ts';
import { openWorld, type World } from './world.ts';

/** Tries to cross from one shop into another: in every route there is, and in every table as the application's role. */

let world: World;
let app: HttpApp;

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  for (const slug of ['a', 'b']) await openShop(world.platform, slug);
});

afterAll(async () => {
  await app?.close();
  await world?.close();
});

describe('every route of a shop', () => {
  let owner: Person;
  let ownerOfA: Person;
  let keyOfA: string;

  beforeAll(async () => {
    owner = await signInOwner(world.platform, app);
    ownerOfA = await hire(owner, { slug: 'a', role: 'owner' });
    const all = { kind: 'api', name: 'everything', scopes };
    keyOfA = (await ownerOfA.ask('POST', '/api/shops/a/keys', all)).json().key;
  });

  const ofShops = (): RoutePolicy[] =>
    app.routePolicies.filter((it) => it.url.startsWith('/api/shops/:shop'));

  /** The route with its parameters filled in, such as could name a row of any shop. */
  const at = (url: string, shop: string) =>
    url
      .replace(':shop', shop)
      .replaceAll(/:[a-zA-Z]+/g, '1')
      .replace('*', 'x');

  const asKey = (method: string, url: string) =>
    app.inject({ method: method as 'GET', url, headers: { authorization: `Bearer ${keyOfA}` } });

  it('is tried here: there are some', () => {
    expect(ofShops().length).toBeGreaterThan(5);
    expect(ofShops().every((it) => it.permission?.includes(':') || it.permission === 'write-key')).toBe(true);
  });

  it('does not exist for the owner of another shop, just as that of a shop that is not there', async () => {
    for (const { method, url } of ofShops().filter((it) => it.method !== 'HEAD')) {
      const foreign = await ownerOfA.ask(method as 'GET', at(url, 'b'));
      const missing = await ownerOfA.ask(method as 'GET', at(url, 'no-such-shop'));
      const telling = [foreign, missing].map(({ statusCode, body }) => {
        const { request_id: _, ...rest } = JSON.parse(body);
        return { statusCode, ...rest };
      });
      expect(telling[0], `${method} ${url}`).toMatchObject({ statusCode: 404, code: 'shop-not-found' });
      expect(telling[0], `${method} ${url}`).toEqual(telling[1]);
    }
  });

  it('does not exist for a key of another shop either', async () => {
    for (const { method, url } of ofShops()) {
      const answer = await asKey(method, at(url, 'b'));
      expect(answer.statusCode, `${method} ${url}`).toBe(404);
    }
  });

  it('is shut to strangers', async () => {
    const closed = app.routePolicies.filter((it) => it.url.startsWith('/api') && it.permission !== 'public');
    for (const { method, url } of closed) {
      const answer = await app.inject({ method: method as 'GET', url: at(url, 'a') });
      expect(answer.statusCode, `${method} ${url}`).toBe(401);
    }
  });

  it('stands open only where that is listed here', () => {
    const open = app.routePolicies.filter(
      ({ url, permission }) => url.startsWith('/api') && permission === 'public',
    );
    const named = new Set(open.map(({ url }) => url).filter((url) => !/^\/api\/(auth|docs)\b/.test(url)));
    expect([...named].sort()).toEqual([
      '/api/invitations/accept',
      '/api/invitations/look',
      // By a signed token of one person each.
      '/api/member',
      '/api/member/consents',
      '/api/member/inbox/read',
      '/api/member/plus/cancel',
      '/api/member/redeem',
      '/api/member/requests',
      '/api/member/sign-in',
      '/api/openapi.json',
      '/api/setup',
      '/api/unsubscribe/:token',
    ]);
  });
});

describe('every table with a shop_id, as shuke_app', () => {
  /** Readable without a shop: a request names its shop by slug before it is known to be allowed. */
  const exempt = ['platform.shops'];
  let admin: Db;
  let tables: string[];
  let mine: number;
  let theirs: number;

  beforeAll(async () => {
    admin = openPool(world.adminUrl, { max: 1 });
    // Shops that nothing has written to yet, such as the audit of the routes above.
    mine = (await openShop(world.platform, 'mine')).shopId;
    theirs = (await openShop(world.platform, 'theirs')).shopId;
    tables = await tablesOfShops(admin);
    for (const table of tables) await plant(admin, { table, shops: [mine, theirs] });
  });

  afterAll(() => admin?.destroy());

  it('is under forced row-level security', async () => {
    const { rows } = await sql<{ name: string }>`
      select oid::regclass::text as name from pg_class
      where oid = any(${tables}::regclass[]) and not (relrowsecurity and relforcerowsecurity)`.execute(admin);
    expect(rows.map((it) => it.name)).toEqual([]);
    expect(tables.length).toBeGreaterThan(5);
  });

  it('shows nothing without a shop', async () => {
    for (const table of tables) expect(await shopsSeen(world.platform.db, table), table).toEqual([]);
  });

  it('shows each shop its own rows and no others', async () => {
    for (const table of tables) {
      expect(await withShop(world.platform.db, mine, (tx) => shopsSeen(tx, table)), table).toEqual([mine]);
      expect(await withShop(world.platform.db, theirs, (tx) => shopsSeen(tx, table)), table).toEqual([
        theirs,
      ]);
    }
  });

  it('takes no row of another shop, moves none there, changes none and deletes none', async () => {
    const before = await rowsOf(admin, { tables, shop: theirs });
    for (const table of tables) {
      const name = sql.raw(table);
      const key = (await columnsOf(admin, table)).filter((it) => it.inKey || it.name === 'shop_id');
      const values = key.map((it) => (it.name === 'shop_id' ? sql`${theirs}` : sampleOf(it.type)));
      const put = sql`insert into ${name} (${sql.join(key.map((it) => sql.ref(it.name)))}) overriding system value
        values (${sql.join(values)})`;
      expect(await outcome(put), `insert into ${table}`).toMatch(refused);
      expect(await outcome(sql`update ${name} set shop_id = ${theirs}`), `move to ${table}`).toMatch(refused);
      const mend = sql`update ${name} set shop_id = shop_id where shop_id = ${theirs}`;
      expect(await outcome(mend), `update ${table}`).toMatch(untouched);
      const wipe = sql`delete from ${name} where shop_id = ${theirs}`;
      expect(await outcome(wipe), `delete from ${table}`).toMatch(untouched);
      expect(await outcome(sql`truncate ${name} cascade`), `truncate ${table}`).toMatch(refused);
    }
    expect(await rowsOf(admin, { tables, shop: theirs })).toEqual(before);
  });

  const refused = /row-level security|permission denied/;
  const untouched = /^0 rows$|permission denied/;

  /** What comes of a statement of the application with the shop `mine`; an error names the rule that was in the way. */
  async function outcome(statement: RawBuilder<unknown>): Promise<string> {
    const rows = await withShop(world.platform.db, mine, async (tx) => {
      const { numAffectedRows } = await statement.execute(tx);
      return `${numAffectedRows} rows`;
    }).catch((error: Error) => error.message);
    return rows;
  }

  async function rowsOf(db: Db, of: { tables: readonly string[]; shop: number }): Promise<string[]> {
    const all = of.tables.map(async (table) => {
      const { rows } = await sql<{ row: string }>`
        select ${table} || t::text as row from ${sql.raw(table)} t where shop_id = ${of.shop}`.execute(db);
      return rows.map((it) => it.row);
    });
    return (await Promise.all(all)).flat();
  }

  async function tablesOfShops(db: Db): Promise<string[]> {
    const { rows } = await sql<{ name: string }>`
      select c.oid::regclass::text as name from pg_class c join pg_attribute t on t.attrelid = c.oid
      where t.attname = 'shop_id' and not t.attisdropped and c.relkind in ('r', 'p')
        and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
      order by 1`.execute(db);
    return rows.map((it) => it.name).filter((it) => !exempt.includes(it));
  }

  async function shopsSeen(db: Db, table: string): Promise<number[]> {
    const { rows } = await sql<{ shop: number }>`
      select distinct shop_id as shop from ${sql.raw(table)} order by 1`.execute(db);
    return rows.map((it) => it.shop);
  }
});

/** A row of each shop in a table about which nothing is known but its key: rules and references are set aside first. */
async function plant(
  admin: Db,
  { table, shops }: { table: string; shops: readonly number[] },
): Promise<void> {
  const columns = await columnsOf(admin, table);
  const needed = columns.filter((it) => it.inKey || it.name === 'shop_id');
  for (const it of columns.filter((column) => column.notNull && !needed.includes(column)))
    await sql`alter table ${sql.raw(table)} alter column ${sql.ref(it.name)} drop not null`.execute(admin);
  for (const check of await checksOf(admin, table))
    await sql`alter table ${sql.raw(table)} drop constraint ${sql.ref(check)}`.execute(admin);
  await sql`set session_replication_role = replica`.execute(admin);
  for (const shop of shops) {
    const values = needed.map((it) => (it.name === 'shop_id' ? sql`${shop}` : sampleOf(it.type)));
    await sql`insert into ${sql.raw(table)} (${sql.join(needed.map((it) => sql.ref(it.name)))})
      overriding system value values (${sql.join(values)})`.execute(admin);
  }
}

const sampleOf = (type: string) => sql`${sql.lit(samples[type] ?? '1')}::${sql.raw(type)}`;

const samples: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000001',
  date: '2026-01-01',
  'timestamp with time zone': '2026-01-01T00:00:00Z',
  bytea: '\\x01',
  boolean: 'true',
};

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly inKey: boolean;
}

async function columnsOf(admin: Db, table: string): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select attname as name, format_type(atttypid, atttypmod) as type, attnotnull and attidentity = '' as "notNull",
      coalesce(attnum = any(i.indkey), false) as "inKey"
    from pg_attribute left join pg_index i on i.indrelid = attrelid and i.indisprimary
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`.execute(admin);
  return rows;
}

async function checksOf(admin: Db, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select conname as name from pg_constraint where conrelid = ${table}::regclass and contype = 'c'`.execute(
    admin,
  );
  return rows.map((it) => it.name);
}
