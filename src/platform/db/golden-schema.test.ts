import { readFile, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { goldenPostgresSchema } from './golden-schema.ts';

const golden = new URL('../../../test/golden/postgres-schema.txt', import.meta.url);

let world: World;
let migrator: pg.Client;
beforeAll(async () => {
  world = await openWorld();
  migrator = new pg.Client({ connectionString: world.migratorUrl });
  await migrator.connect();
});
afterAll(async () => {
  await migrator?.end();
  await world?.close();
});

const ask = async (sql: string): Promise<string[]> =>
  (await migrator.query(sql)).rows.map((row) => row.found);

/** Tables with rows of shops that are not under the shop's policy, each for a reason of its own. */
const exceptions = "c.oid::regclass::text not in ('platform.shops') and n.nspname not in ('auth', 'pgboss')";

const shopTables = `from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute s on s.attrelid = c.oid and s.attname = 'shop_id' and c.relkind in ('r', 'p') and ${exceptions}`;

test('the schema is the one checked in (UPDATE_GOLDEN=1 writes it anew)', async () => {
  const schema = await goldenPostgresSchema(migrator);
  if (process.env.UPDATE_GOLDEN) await writeFile(golden, schema);
  expect(schema).toBe(await readFile(golden, 'utf8'));
});

test('every table with rows of shops forces row-level security', async () => {
  expect((await ask(`select c.oid::regclass::text as found ${shopTables}`)).length).toBeGreaterThan(20);
  const open = `select c.oid::regclass::text as found ${shopTables}
    where not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`;
  expect(await ask(open)).toEqual([]);
});

test('shop_id leads every primary key and every unique index of those tables', async () => {
  const astray = `select i.indexrelid::regclass::text as found ${shopTables}
    join pg_index i on i.indrelid = c.oid where i.indisunique and i.indkey[0] <> s.attnum`;
  expect(await ask(astray)).toEqual([]);
  const keyless = `select c.oid::regclass::text as found ${shopTables}
    where not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`;
  expect(await ask(keyless)).toEqual([]);
});

test('shop_id leads every foreign key of those tables', async () => {
  const astray = `select k.conname as found ${shopTables}
    join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' where k.conkey[1] <> s.attnum`;
  expect(await ask(astray)).toEqual([]);
});

test('no table outside the named schemas of shops lacks a shop', async () => {
  const shopless = `select c.oid::regclass::text as found from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema|auth|pgboss)'
      and not exists (select from pg_attribute s where s.attrelid = c.oid and s.attname = 'shop_id')`;
  expect(await ask(shopless)).toEqual(['platform.schema_migrations']);
});
