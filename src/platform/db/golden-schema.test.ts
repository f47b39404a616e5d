import { readFile, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const own = "'(shop_id = (NULLIF(current_setting(''app.shop_id''::text, true), ''''::text))::integer)'";

/** What every table with rows of shops keeps to: a question that finds the tables, keys or indexes which do not. */
const rules = {
  'forces row-level security': `select c.oid::regclass::text as found ${shopTables}
    where not (c.relrowsecurity and c.relforcerowsecurity)`,
  // A policy for the owner alone lets a function that runs as the owner look across shops (platform.find_key).
  'has the one policy of its shop and none besides for anybody but its owner': `select c.oid::regclass::text as found
    ${shopTables} where (select array_agg(array[pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)])
      from pg_policy p where p.polrelid = c.oid and p.polroles <> array[c.relowner])
    is distinct from array[array[${own}, ${own}]]`,
  'leads its primary key and every unique index with shop_id': `select i.indexrelid::regclass::text as found
    ${shopTables} join pg_index i on i.indrelid = c.oid where i.indisunique and i.indkey[0] <> s.attnum`,
  'has a primary key': `select c.oid::regclass::text as found ${shopTables}
    where not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
  'leads every foreign key with shop_id': `select k.conname as found ${shopTables}
    join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' where k.conkey[1] <> s.attnum`,
  'exists only as a table with a shop_id': `select c.oid::regclass::text as found
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema|auth|pgboss)'
      and c.oid <> all ('{platform.schema_migrations,platform.installation,platform.former_secrets,platform.foreign_keys_aside}'::regclass[])
      and not exists (select from pg_attribute s where s.attrelid = c.oid and s.attname = 'shop_id')`,
};

/** Tables that break every rule above; made and rolled back. */
const astray = `create table platform.lacking (n integer);
  create table platform.open (n integer references platform.shops, shop_id integer, unique (n));
  create table platform.wide (shop_id integer primary key);
  select platform.protect('platform.wide');
  create policy everything on platform.wide using (true) with check (true);`;

describe('every table with rows of shops', () => {
  test('is looked at', async () => {
    expect((await ask(`select c.oid::regclass::text as found ${shopTables}`)).length).toBeGreaterThan(20);
  });

  test.each(Object.entries(rules))('%s', async (_rule, question) => {
    expect(await ask(question)).toEqual([]);
    await migrator.query('begin');
    await migrator.query(astray);
    expect(await ask(question)).not.toEqual([]);
    await migrator.query('rollback');
  });
});
