import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { checksOfAccounts } from '../../src/domains/ledgers/points/audit-checks.ts';
import { goldenPostgresSchema } from '../../src/platform/db/golden-schema.ts';
import { migratePostgres } from '../../src/platform/db/migrate.ts';
import { readMigrations } from '../../src/platform/db/migration-files.ts';
import { rolePasswords } from '../../src/platform/db/roles.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { postgresMigrations } from '../../src/platform/open-postgres.ts';

/** Promises that were made before: an installation of then goes through the migrations that write them anew, each killed in its middle, and has everything. */

const engines = inject('engines');
const name = `promises_${process.pid}`;
const inDatabase = (it: string): string => Object.assign(new URL(it), { pathname: `/${name}` }).href;
const url = inDatabase(engines.migratorUrl);
const options = { rolePasswords: rolePasswords(Buffer.from(engines.masterKey, 'base64')) };
const SUBSCRIPTIONS = 2_100;

let admin: pg.Client;
beforeAll(async () => {
  await asAdmin(`create database ${name} owner shuke_migrator`);
  admin = new pg.Client({ connectionString: inDatabase(engines.adminUrl) });
  await admin.connect();
  await migrate('0114_tier_notices_withdrawn.sql');
  await promise();
});
afterAll(async () => {
  await admin.end();
  await asAdmin(`drop database ${name} with (force)`);
});

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: engines.adminUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

const migrate = async (until?: string) =>
  orThrow(await migratePostgres(url, postgresMigrations, { ...options, until }));
const read = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await admin.query(sql, values)).rows;

const earned = { key: 'a', asked: '00', cause: 'test', by: 'test', at: '2026-01-01T00:00:00Z' };
/** Asks a function of the ledger as the application does. */
const ledger = async (act: string, shop: number, points: number, more: object = {}) =>
  read(
    `select set_config('app.shop_id', $1::text, false), ledgers.points_${act}($1::integer, 1, $2::bigint, $3::jsonb)`,
    [shop, points, JSON.stringify({ ...earned, ...more })],
  );

/** Two shops with plans of PLUS, subscriptions of all kinds, and points. */
async function promise(): Promise<void> {
  await read(`
    insert into platform.shops (slug, name, currency, time_zone)
    values ('few', 'few', 'CNY', 'Asia/Shanghai'), ('many', 'many', 'CNY', 'Asia/Shanghai')`);
  await read(
    `insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
    select shop_id, n, n, now(), now() from platform.shops, generate_series(1, $1) n`,
    [SUBSCRIPTIONS],
  );
  await read(`
    insert into loyalty.plus_plans (shop_id, version, is_offered, made_by, made_at)
    select shop_id, version, true, 'test', now() from platform.shops, unnest('{2,1}'::integer[]) version order by shop_id, version desc;
    insert into loyalty.plus_terms (shop_id, plan_id, version, terms, made_by, made_at)
    select shop_id, plan_id, v, jsonb_build_object('name', jsonb_build_object('zh', '卡' || v, 'en', 'card ' || v)), 'test', now()
    from loyalty.plus_plans, generate_series(1, version) v`);
  // By turns only tried, tried and paid twice, and paid at once; the second period is of the other plan.
  await read(
    `insert into loyalty.plus_subscriptions (shop_id, person_id, plan_id, state, auto_renew, month_day, last_no, begins_at, paid_to,
      paid_day, made_by)
    select shop_id, n, min(plan_id), 'active', false, 1, (array[2, 1, 0])[n % 3 + 1], '2026-01-01', '2026-02-01', '2026-01-31', 'test'
    from loyalty.plus_plans, generate_series(0, $1) n where n > 0 and (shop_id > 1 or n < 4) group by shop_id, n order by shop_id, n`,
    [SUBSCRIPTIONS],
  );
  await read(`
    insert into loyalty.plus_periods (shop_id, subscription_id, no, plan_id, version, paid_minor, begins_at, ends_at)
    select shop_id, subscription_id, no, plan_id + case no when 2 then 1 else 0 end, 1, case when no > 0 then 100 end,
      begins_at + no * interval '31 days', begins_at + (no + 1) * interval '31 days'
    from loyalty.plus_subscriptions, generate_series(0, 2) no where no <= last_no and (no > 0 or last_no <> 1);
    insert into loyalty.plus_acts (shop_id, subscription_id, no, kind, ends_at, made_by, at)
    select shop_id, subscription_id, no, 'start', ends_at, 'test', begins_at from loyalty.plus_periods`);
  for (const shop of [1, 2]) {
    await ledger('earn', shop, 10);
    await ledger('spend', shop, 4, { key: 'b' });
    await ledger('reserve', shop, 1, { key: 'c', ends_at: '2099-01-01T00:00:00Z' });
  }
}

/** Each with what holds it up when a part of it is done: a table, and a lock that it waits for. */
const cuts = [
  ['0115_points_in_fewer_expressions.sql', 'ledgers.points_lots', 'share'],
  ['0122_plus_switches.sql', 'loyalty.plus_acts', 'access share'],
  ['0123_plus_mirrored.sql', 'platform.mirror_batches', 'share'],
  ['0124_points_accounts_begun.sql', 'ledgers.points_entries', 'access share'],
] as const;

it.each(cuts)('%s: killed in its middle, it left nothing', async (file, table, mode) => {
  const files = (await readMigrations(postgresMigrations)).map((one) => one.file);
  await migrate(files[files.indexOf(file) - 1]!);
  const before = await goldenPostgresSchema(admin);
  await read(`begin; lock table ${table} in ${mode} mode`);
  const child = fork(join(import.meta.dirname, '../migrate-child.ts'), [url, file], {
    env: { ...process.env, MASTER_KEY: engines.masterKey },
    execArgv: [],
  });
  const waiting = async () =>
    read<{ pid: number }>(`select pid from pg_locks where not granted and relation = $1::regclass`, [table]);
  await expect.poll(waiting, { timeout: 60_000 }).toHaveLength(1);
  const [{ pid } = { pid: 0 }] = await waiting();
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  await read('rollback');
  const alive = () => read('select from pg_stat_activity where pid = $1', [pid]);
  await expect.poll(alive, { timeout: 60_000 }).toEqual([]);
  expect(await goldenPostgresSchema(admin)).toBe(before);
  expect(await read('select from platform.schema_migrations where file = $1', [file])).toEqual([]);
});

it('the next run goes on to a database as a new one, and every promise of before is in it', async () => {
  await migrate();
  const golden = new URL('../golden/postgres-schema.txt', import.meta.url);
  expect(await goldenPostgresSchema(admin)).toBe(await readFile(golden, 'utf8'));

  expect(
    await read(`
      select s.shop_id as shop, last_no as no, count(*)::integer as n, min(trial_plan_id - plan_id)::integer as trial,
        max(first_paid_at - begins_at)::text as paid
      from loyalty.plus_subscriptions s group by 1, 2 order by 1, 2`),
  ).toEqual(
    [1, SUBSCRIPTIONS / 3].flatMap((n, at) => [
      { shop: at + 1, no: 0, n, trial: 0, paid: null },
      { shop: at + 1, no: 1, n, trial: null, paid: '31 days' },
      { shop: at + 1, no: 2, n, trial: 0, paid: '31 days' },
    ]),
  );
  expect(
    await read(`select count(*)::integer as n from loyalty.plus_acts a join loyalty.plus_periods p
      using (shop_id, subscription_id, no) where a.plan_id is distinct from p.plan_id`),
  ).toEqual([{ n: 0 }]);

  const owed = await read<{ shop: number; n: number }>(
    `select shop_id as shop, cardinality(ids) as n from platform.mirror_batches where kind = 'plus' order by 1, 2`,
  );
  expect(owed).toEqual([
    { shop: 1, n: 3 },
    { shop: 2, n: SUBSCRIPTIONS - 2_000 },
    { shop: 2, n: 2_000 },
  ]);
  expect(
    await read(`select from loyalty.plus_subscriptions s where not exists (select from platform.mirror_batches b
      where b.shop_id = s.shop_id and b.kind = 'plus' and s.subscription_id = any(b.ids))`),
  ).toEqual([]);

  expect(await read('select shop_id, zh, en from segments.plan_names order by shop_id, plan_id')).toEqual(
    [1, 2].flatMap((shop_id) => [2, 1].map((v) => ({ shop_id, zh: `卡${v}`, en: `card ${v}` }))),
  );
});

it('points of before are spent as ever, and add up', async () => {
  for (const shop of [1, 2]) {
    await ledger('spend', shop, 5, { key: 'd' });
    await ledger('earn', shop, 2, { key: 'e' });
    for (const [what, check] of Object.entries(checksOfAccounts)) {
      const sql = check.replaceAll('$shop', String(shop)).replaceAll('$from', '0').replaceAll('$upto', '99');
      expect(await read(sql), what).toEqual([]);
    }
  }
  expect(
    await read(`select shop_id, active::integer, reserved::integer, last_seq::integer, has_begun
      from ledgers.points_accounts order by shop_id`),
  ).toEqual([1, 2].map((shop_id) => ({ shop_id, active: 2, reserved: 1, last_seq: 5, has_begun: true })));
  expect(
    await read('select seq::integer, begins from ledgers.points_entries where shop_id = 1 order by seq'),
  ).toEqual([1, 2, 3, 4, 5].map((seq) => ({ seq, begins: seq === 1 ? true : null })));
});
