import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { beforeEach, expect, inject, onTestFinished, test } from 'vitest';
import { migratePostgres } from './migrate.ts';
import { readMigrations } from './migration-files.ts';
import { rolePasswords, scramVerifier, urlAs } from './roles.ts';

const engines = inject('engines');
const passwords = rolePasswords(Buffer.from(engines.masterKey, 'base64'));

let url: string;
let folder: string;
let count = 0;

const run = async (at: string, statement: string) => {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
};

beforeEach(async () => {
  const name = `migrate_${process.pid}_${++count}`;
  await run(engines.adminUrl, `create database ${name} owner shuke_migrator`);
  const it = new URL(engines.migratorUrl);
  it.pathname = `/${name}`;
  url = it.href;
  folder = await mkdtemp(join(engines.folder, 'migrations-'));
  onTestFinished(async () => {
    await run(engines.adminUrl, `drop database ${name} with (force)`);
    await rm(folder, { recursive: true });
  });
});

const put = (file: string, sql: string) => writeFile(join(folder, file), sql);
const migrate = () => migratePostgres(url, folder, { rolePasswords: passwords });

test('files run once, in order of their numbers', async () => {
  await put('0002_second.sql', 'insert into first values (2);');
  await put('0001_first.sql', 'create table first (n integer); insert into first values (1);');
  expect(await migrate()).toEqual({ ok: true, value: { applied: ['0001_first.sql', '0002_second.sql'] } });
  expect(await migrate()).toEqual({ ok: true, value: { applied: [] } });
  expect(await run(url, 'select n from first order by n')).toEqual([{ n: 1 }, { n: 2 }]);
});

test('a file that fails leaves nothing; put right, the run goes on behind the last good one', async () => {
  await put('0001_first.sql', 'create table first (n integer);');
  await put(
    '0002_second.sql',
    'create table second (n integer);\n\ninsert into second values (1 + nonsense);',
  );
  const failed = await migrate();
  expect(failed).toMatchObject({ ok: false, problem: { code: 'migration-failed' } });
  expect(failed.ok || failed.problem.message.en).toContain('0002_second.sql:3');
  expect(await run(url, "select to_regclass('second') as there")).toEqual([{ there: null }]);
  await put('0002_second.sql', 'create table second (n integer);');
  expect(await migrate()).toEqual({ ok: true, value: { applied: ['0002_second.sql'] } });
});

test('a file changed after it ran is named; line ends are no change', async () => {
  await put('0001_first.sql', 'create table first (n integer);\n');
  await migrate();
  await put('0001_first.sql', 'create table first (n integer);\r\n');
  expect(await migrate()).toEqual({ ok: true, value: { applied: [] } });
  await put('0001_first.sql', 'create table first (n bigint);\n');
  const changed = await migrate();
  expect(changed).toMatchObject({ ok: false, problem: { code: 'migration-changed' } });
  expect(changed.ok || changed.problem.message.en).toContain('0001_first.sql');
});

test('a database of a newer Shuke is not touched', async () => {
  await put('0001_first.sql', 'create table first (n integer);');
  await put('0002_second.sql', 'create table second (n integer);');
  await migrate();
  await rm(join(folder, '0002_second.sql'));
  await put('0003_third.sql', 'create table third (n integer);');
  expect(await migrate()).toMatchObject({ ok: false, problem: { code: 'migration-unknown' } });
  expect(await run(url, "select to_regclass('third') as there")).toEqual([{ there: null }]);
});

test('several at once: one does the work, the others find it done', async () => {
  await put('0001_first.sql', 'create table first (n integer); select pg_sleep(0.05);');
  await put('0002_second.sql', 'create table second (n integer);');
  const runs = await Promise.all([migrate(), migrate(), migrate(), migrate()]);
  const applied = runs.map((it) => (it.ok ? it.value.applied.length : -1));
  expect(applied.sort()).toEqual([0, 0, 0, 2]);
});

test('a server that knows no roles of ours gets them, with passwords that open and others that do not', async () => {
  await put('0001_first.sql', 'select 1;');
  await migrate();
  const as = (password: string) => run(urlAs(url, 'shuke_app', password), 'select current_user as me');
  expect(await as(passwords.shuke_app)).toEqual([{ me: 'shuke_app' }]);
  await expect(as('guess')).rejects.toMatchObject({ code: '28P01' });
});

test('databases of one server are migrated at the same moment, though they share the roles', async () => {
  await put('0001_first.sql', 'select 1;');
  const names = Array.from({ length: 6 }, (_, index) => `sharing_${process.pid}_${index}`);
  for (const name of names) await run(engines.adminUrl, `create database ${name} owner shuke_migrator`);
  onTestFinished(async () => {
    for (const name of names) await run(engines.adminUrl, `drop database ${name} with (force)`);
  });
  const urls = names.map((name) => url.replace(new URL(url).pathname, `/${name}`));
  const runs = await Promise.all(urls.map((it) => migratePostgres(it, folder, { rolePasswords: passwords })));
  expect(runs.map(({ ok }) => ok)).toEqual(names.map(() => true));
});

test('a migrator that may not make roles is told what to ask for', async () => {
  const name = `weak_${process.pid}`;
  await run(engines.adminUrl, `create role ${name} login password 'weak'`);
  onTestFinished(async () => void (await run(engines.adminUrl, `drop role ${name}`)));
  const migrated = await migratePostgres(urlAs(url, name, 'weak'), folder, { rolePasswords: passwords });
  expect(migrated).toMatchObject({ ok: false, problem: { code: 'postgres-roles-missing' } });
});

test('two files of one number, or a name out of shape, are refused by name', async () => {
  await put('0001_first.sql', '');
  await put('0001_other.sql', '');
  await expect(readMigrations(folder)).rejects.toThrow('0001_other.sql');
  await mkdir(join(folder, 'odd'));
  await writeFile(join(folder, 'odd', '1-first.sql'), '');
  await expect(readMigrations(join(folder, 'odd'))).rejects.toThrow('1-first.sql');
});

test('the stored form of a password is the one PostgreSQL makes itself', async () => {
  const name = `scram_${process.pid}`;
  await run(engines.adminUrl, `create role ${name} password 'pencil'`);
  onTestFinished(async () => void (await run(engines.adminUrl, `drop role ${name}`)));
  const [row] = await run(engines.adminUrl, `select rolpassword from pg_authid where rolname = '${name}'`);
  const [, rounds, salt] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$/.exec(row.rolpassword)!;
  expect(scramVerifier('pencil', Buffer.from(salt!, 'base64'), Number(rounds))).toBe(row.rolpassword);
});
