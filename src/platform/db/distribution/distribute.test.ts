import { readFile, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../errors.ts';
import { goldenPostgresSchema } from '../golden-schema.ts';
import { appRole } from '../roles.ts';
import { distribute, distributeNew } from './distribute.ts';
import { planDistribution } from './plan-distribution.ts';
import { readGrantedSequences, readTables } from './shop-tables.ts';

/**
 * The statements run on a real PostgreSQL under functions of Citus' names that check their arguments (test/citus-shim.sql),
 * because Citus itself cannot be installed here. What this cannot show: that Citus moves rows and plans our queries.
 */

const golden = new URL('../../../../test/golden/citus.sql', import.meta.url);
let world: World;
let client: pg.Client;

const asAdmin = async (text: string) => {
  const admin = new pg.Client({ connectionString: world.adminUrl });
  await admin.connect();
  await admin.query(text);
  await admin.end();
};

beforeAll(async () => {
  world = await openWorld();
  await world.shop();
  // The servers stop before a distribution; the world's own are its pools.
  await world.platform.db.destroy();
  await world.platform.authDb.destroy();
  client = new pg.Client({ connectionString: world.migratorUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await world.close();
});

const read = async <Row>(text: string) => (await client.query(text)).rows as Row[];

test('every table of ours has a plan, and nothing hinders it', async () => {
  const plans = planDistribution(await readTables(read));
  expect(plans.filter((it) => it.hindrances.length > 0)).toEqual([]);
  expect(plans.filter((it) => it.placement === 'reference').map((it) => it.table)).toEqual([
    'platform.shops',
  ]);
  const apart = plans.filter((it) => it.placement === 'local' && !it.table.startsWith('auth.'));
  expect(apart.map((it) => it.table)).toEqual([
    'platform.foreign_keys_aside',
    'platform.former_secrets',
    'platform.installation',
    'platform.schema_migrations',
  ]);
  expect(plans.filter((it) => it.placement === 'distributed').length).toBeGreaterThan(30);
});

test('tables that could not be distributed are named with all that hinders them', async () => {
  await client.query(`create schema spoilt;
    create table spoilt.homeless (id integer primary key);
    create table spoilt.keyed (shop_id bigint, id integer primary key, home integer references spoilt.homeless);
    create function spoilt.nothing() returns trigger language plpgsql as $$ begin return new; end $$;
    create trigger watch before insert on spoilt.keyed for each row execute function spoilt.nothing()`);
  const plans = planDistribution(await readTables(read));
  const said = new Map(plans.map((it) => [it.table, it.hindrances.map((text) => text.en)]));
  expect(said.get('spoilt.homeless')).toEqual([expect.stringContaining('no plan')]);
  expect(said.get('spoilt.keyed')).toEqual([
    'shop_id: bigint <> integer',
    'unique key spoilt.keyed_pkey does not begin with shop_id',
    expect.stringContaining('points at spoilt.homeless'),
    'Citus carries no trigger watch to shards',
  ]);
  await client.query('drop schema spoilt cascade');
});

test('without the extension it is refused, and nothing is touched', async () => {
  const before = await goldenPostgresSchema(client);
  expect(await distribute({ migratorUrl: world.migratorUrl })).toMatchObject({
    problem: { code: 'citus-missing' },
  });
  expect(await goldenPostgresSchema(client)).toBe(before);
});

test('cut off at any moment it goes on to the same end; the schema stands as before', async () => {
  const before = await goldenPostgresSchema(client);
  await asAdmin(await readFile(new URL('../../../../test/citus-shim.sql', import.meta.url), 'utf8'));
  const statements: string[] = [];
  const granted = new Set<string>();
  const told: number[][] = [];
  let isGrantCut = false;
  const onProgress = (done: number, total: number) => void told.push([done, total]);
  for (let after = 7; ; after += 40) {
    let left = after;
    const onStatement = (statement: string) => {
      left -= 1;
      const isGrant = statement.startsWith('grant');
      // Once among the last statements too, when no table is left to place.
      const isCut = left < 0 || (isGrant && granted.size === 3 && !isGrantCut);
      isGrantCut ||= isCut && isGrant;
      if (isCut) throw new Error('cut off');
      if (isGrant) granted.add(statement);
      statements.push(statement);
    };
    told.splice(0);
    granted.clear();
    const done = await distribute({ migratorUrl: world.migratorUrl, onStatement, onProgress }).catch(
      (error: Error) => error,
    );
    // The bar counts the tables that this run has to place, one by one; it is full when they are, and not before.
    const total = told[0]?.[1] ?? 0;
    expect(told).toEqual(told.map((_, n) => [n + 1, total]));
    if (!(done instanceof Error)) {
      expect(told.length).toBe(orThrow(done).placed.length);
      break;
    }
    expect(done.message).toBe('cut off');
  }
  await client.query('reset search_path');
  const ours = (text: string) => text.replaceAll(/^(schema citus|sequence pg_catalog).*\n( .*\n)*\n?/gm, '');
  expect(ours(await goldenPostgresSchema(client))).toBe(before);
  await client.query('reset search_path');
  expect(isGrantCut).toBe(true);
  const sequences = await readGrantedSequences(read, appRole);
  expect(sequences.length).toBeGreaterThan(10);
  expect([...granted].map((it) => it.split(' ')[5])).toEqual(sequences);
  const { rows } = await client.query(`select count(*)::integer as n from platform.foreign_keys_aside`);
  expect(rows[0].n).toBe(0);
  const colocated = await client.query(
    `select distinct colocationid from pg_dist_partition where partmethod = 'h'`,
  );
  expect(colocated.rowCount).toBe(1);
  expect(await distribute({ migratorUrl: world.migratorUrl })).toMatchObject({
    value: { placed: [], foreignKeys: 0 },
  });
  // In one go it is these statements; those of a run that was cut off come again only where they were rolled back.
  const text = `${[...new Set(statements)].join(';\n')};\n`.replaceAll(world.name, 'shuke');
  if (process.env.UPDATE_GOLDEN === '1') await writeFile(golden, text);
  expect(new Set(text.split('\n'))).toEqual(new Set((await readFile(golden, 'utf8')).split('\n')));
});

test('a table that a later migration makes is placed beside the others', async () => {
  await client.query(`create table platform.newcomers (
    shop_id integer not null references platform.shops, newcomer_id bigint generated always as identity,
    primary key (shop_id, newcomer_id)); select platform.protect('platform.newcomers')`);
  expect(await distributeNew(client)).toEqual(['platform.newcomers']);
  expect(await distributeNew(client)).toEqual([]);
  const { rows } = await client.query(`select count(*)::integer as n from pg_constraint
    where conrelid = 'platform.newcomers'::regclass and contype = 'f'`);
  expect(rows[0].n).toBe(1);
});
