import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, inject, onTestFinished, test } from 'vitest';
import { type Config, readConfig } from './config.ts';
import { startEmbeddedPostgres } from './db/embedded/server.ts';
import { orThrow } from './errors.ts';
import { openPlatform } from './open-platform.ts';
import { rotateMaster } from './rotation/rotate-master.ts';

const engines = inject('engines');
const log = pino({ level: 'silent' });

/** A directory with both engines made, closed: made once, copied by whoever needs one. */
let made: string;
beforeAll(async () => {
  made = join(engines.folder, `platform-made-${process.pid}`);
  await mkdir(made, { mode: 0o711 });
  await (await open(orThrow(readConfig({ SHUKE_DATA: made })))).close();
});
afterAll(() => rm(made, { recursive: true, force: true }));

/** With owners and links as they are, which node's own cp does not keep. */
const copyMade = () => promisify(execFile)('cp', ['-a', `${made}/.`, dataDir]);

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(engines.folder, 'platform-'));
  await chmod(dataDir, 0o711);
  // Not in afterEach: that runs before a test's own closing, and a server would still be writing.
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
});

const configOf = (env: Record<string, string> = {}): Config =>
  orThrow(readConfig({ SHUKE_DATA: dataDir, ...env }));
const open = async (config: Config) => orThrow(await openPlatform(config, { log }));

const addShop = sql<{ shop_id: number }>`insert into platform.shops (slug, name, currency, time_zone)
  values ('kept', 'Kept', 'CNY', 'Asia/Shanghai') returning shop_id`;

test('from an empty directory to both engines migrated, and everything is kept over a restart', async () => {
  const first = await open(configOf());
  const [shop] = (await addShop.execute(first.db)).rows;
  const sealed = await seal(first, shop!.shop_id);
  // The owner's role is ours here: its password changes over too.
  const before = first.secrets('cursor').current;
  const rotated = await rotateMaster({ platform: first, signal: new AbortController().signal });
  expect(rotated).toMatchObject({ shops: 1, keys: 2 });
  await (await first.openOwner()).end();
  const secret = first.secrets('cookies').current;
  await first.close();
  expect((await stat(join(dataDir, 'master.key'))).mode & 0o777).toBe(0o600);
  for (const own of ['postgres', 'clickhouse', 'backups']) {
    expect((await stat(join(dataDir, own))).mode & 0o077).toBe(0);
  }
  const again = await open(configOf());
  onTestFinished(() => again.close());
  expect((await again.keyring.forShop(shop!.shop_id)).open(placeOf(shop!.shop_id), sealed)).toBe('王小明');
  expect(again.secrets('cookies').current).toBe(secret);
  expect(again.secrets('cursor').former).toEqual([before]);
  expect(again.masterKeys.all).toHaveLength(1);
  expect(again.secrets('cursors').current).not.toBe(secret);
  const counting = again.clickhouse.query<{ n: string }>({
    sql: 'SELECT count() AS n FROM events WHERE shop_id = {shop:UInt32}',
    shopId: shop!.shop_id,
  });
  expect(await counting).toEqual([{ n: '0' }]);
});

const placeOf = (shopId: number) => ({
  shopId,
  table: 'customers.traits',
  column: 'value_sealed',
  rowId: '1',
});

async function seal({ keyring }: Awaited<ReturnType<typeof open>>, shopId: number): Promise<Buffer> {
  return (await keyring.forShop(shopId)).seal(placeOf(shopId), '王小明');
}

test('a PostgreSQL server by URL: migrated as its role, no embedded server started', async () => {
  const name = `by_url_${process.pid}`;
  await asAdmin(`create database ${name} owner shuke_migrator`);
  onTestFinished(() => asAdmin(`drop database ${name} with (force)`));
  // The roles belong to the whole server, so their passwords must come from the same master key.
  await writeFile(join(dataDir, 'master.key'), engines.masterKey, { mode: 0o600 });
  const url = new URL(engines.migratorUrl);
  url.pathname = `/${name}`;
  const platform = await open(configOf({ SHUKE_POSTGRES_URL: url.href }));
  onTestFinished(() => platform.close());
  const { rows } = await sql`select current_user as me, current_database() as here`.execute(platform.db);
  expect(rows).toEqual([{ me: 'shuke_app', here: name }]);
  await expect(stat(join(dataDir, 'postgres'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('when a later part does not open, PostgreSQL is stopped again and the directory is free', async () => {
  await copyMade();
  // A directory where the engine wants its configuration.
  await rm(join(dataDir, 'clickhouse.xml'));
  await mkdir(join(dataDir, 'clickhouse.xml'));
  await expect(openPlatform(configOf(), { log })).rejects.toThrow();
  const free = await startEmbeddedPostgres(dataDir);
  expect(free.ok).toBe(true);
  if (free.ok) await free.value.stop();
});

test('data whose master key is gone is not given a new one', async () => {
  await copyMade();
  await rm(join(dataDir, 'master.key'));
  const opened = await openPlatform(configOf(), { log });
  expect(opened).toMatchObject({ ok: false, problem: { code: 'master-key-missing' } });
  await expect(stat(join(dataDir, 'master.key'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a directory in use is refused with the process that has it', async () => {
  await copyMade();
  const first = await open(configOf());
  onTestFinished(() => first.close());
  const note = join(dataDir, 'postgres', 'owner');
  const mine = await readFile(note, 'utf8');
  const second = await openPlatform(configOf(), { log });
  expect(second).toMatchObject({ ok: false, problem: { code: 'data-directory-in-use' } });
  expect(second.ok || second.problem.message.en).toContain(String(process.pid));
  expect(await readFile(note, 'utf8')).toBe(mine);
});

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: engines.adminUrl });
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}
