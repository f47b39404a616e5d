import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type TestShop, type World } from '../../../test/world.ts';
import { openPool } from './pool.ts';
import { type Tx, withShop } from './postgres.ts';

let world: World;
let mine: TestShop;
let theirs: TestShop;

beforeAll(async () => {
  world = await openWorld();
  mine = await world.shop();
  theirs = await world.shop();
  for (const { shopId } of [mine, theirs]) await withShop(world.platform.db, shopId, put(shopId));
});
afterAll(() => world?.close());

const put = (shopId: number) => (tx: Tx) =>
  sql`insert into platform.counters (shop_id, name, next) values (${shopId}, 'person', ${shopId * 100})`.execute(
    tx,
  );

const asMine = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, mine.shopId, work);

describe('the application in the transaction of one shop', () => {
  test('sees no row of another, asked outright', async () => {
    const seen = await asMine((tx) =>
      sql`select * from platform.counters where shop_id = ${theirs.shopId}`.execute(tx),
    );
    expect(seen.rows).toEqual([]);
  });

  test('changes and deletes none of another', async () => {
    await asMine(async (tx) => {
      const changed =
        await sql`update platform.counters set next = 1 where shop_id = ${theirs.shopId}`.execute(tx);
      const deleted = await sql`delete from platform.counters where shop_id = ${theirs.shopId}`.execute(tx);
      expect([changed.numAffectedRows, deleted.numAffectedRows]).toEqual([0n, 0n]);
    });
  });

  test('neither inserts a row for another nor hands one over', async () => {
    const inserting = asMine((tx) =>
      sql`insert into platform.counters (shop_id, name) values (${theirs.shopId}, 'product')`.execute(tx),
    );
    await expect(inserting).rejects.toMatchObject({ code: '42501' });
    const moving = asMine((tx) => sql`update platform.counters set shop_id = ${theirs.shopId}`.execute(tx));
    await expect(moving).rejects.toMatchObject({ code: '42501' });
  });
});

test('without a shop every shop table looks empty and takes no row', async () => {
  const { db } = world.platform;
  expect((await sql`select * from platform.counters`.execute(db)).rows).toEqual([]);
  await expect(
    sql`insert into platform.counters (shop_id, name) values (${mine.shopId}, 'x')`.execute(db),
  ).rejects.toMatchObject({ code: '42501' });
});

test('the shop of a transaction does not outlive it on the connection', async () => {
  await world.platform.db.connection().execute(async (connection) => {
    await withShop(connection, mine.shopId, async () => {});
    expect((await sql`select * from platform.counters`.execute(connection)).rows).toEqual([]);
  });
});

describe('the application cannot take more', () => {
  test.each([
    ['switch row security off on a table', 'alter table platform.counters disable row level security'],
    ['drop its policy', 'drop policy own_shop on platform.counters'],
    ['become the migrator', 'set role shuke_migrator'],
    ['become the superuser', 'set session authorization postgres'],
    ['become the role of sign-in', 'set role shuke_auth'],
    ['give itself BYPASSRLS', 'alter role shuke_app bypassrls'],
    ['make a role', 'create role helper login'],
    ['make a table', 'create table platform.mine (a integer)'],
    ['read a password hash', 'select password from auth.account'],
    ['read a server file', "select pg_read_file('postgresql.conf')"],
    ['run a program', "copy platform.shops to program 'cat'"],
    ['delete a shop', 'delete from platform.shops'],
    ['forget a migration', 'delete from platform.schema_migrations'],
    ['put a shop under protection again', "select platform.protect('platform.shops')"],
  ])('%s', async (_what, statement) => {
    await expect(sql.raw(statement).execute(world.platform.db)).rejects.toMatchObject({ code: '42501' });
  });

  test('see more by row_security = off: that is an error, not a wider answer', async () => {
    const asking = world.platform.db.transaction().execute(async (tx) => {
      await sql`set local row_security = off`.execute(tx);
      return sql`select * from platform.counters`.execute(tx);
    });
    await expect(asking).rejects.toMatchObject({ code: '42501' });
  });
});

test('the owner of the tables is under the same policy', async () => {
  const migrator = openPool(world.migratorUrl);
  expect((await sql`select * from platform.counters`.execute(migrator)).rows).toEqual([]);
  await migrator.destroy();
});

test('the role of sign-in enters no schema but its own', async () => {
  const asking = sql`select * from platform.counters`.execute(world.platform.authDb);
  await expect(asking).rejects.toMatchObject({ code: '42501' });
});

test('both roles are what they should be, and no more', async () => {
  const { rows } = await sql`select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin
    from pg_roles where rolname in ('shuke_app', 'shuke_auth') order by 1`.execute(world.platform.db);
  const plain = {
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolcanlogin: true,
  };
  expect(rows).toEqual([
    { rolname: 'shuke_app', ...plain },
    { rolname: 'shuke_auth', ...plain },
  ]);
});
