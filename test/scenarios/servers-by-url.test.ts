import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../src/domains/analytics/index.ts';
import { findPreset, runImport } from '../../src/domains/ingest/index.ts';
import { registerMirrors } from '../../src/mirrors.ts';
import { createShop, findShop } from '../../src/platform/auth/index.ts';
import { backUp, restore } from '../../src/platform/backup/index.ts';
import { type Engine, openEngine } from '../../src/platform/clickhouse/engine.ts';
import { readConfig } from '../../src/platform/config.ts';
import { bootstrapDatabase } from '../../src/platform/db/embedded/bootstrap.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/db/embedded/server.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { openPlatform } from '../../src/platform/open-platform.ts';
import { type HttpFront, openHttpFront } from '../clickhouse-http-front.ts';
import { uciFile } from '../import-fixture.ts';

/** Nothing embedded: PostgreSQL by SHUKE_POSTGRES_URL and ClickHouse by SHUKE_CLICKHOUSE_URL, both servers of somebody else. */

let folder: string;
let postgres: EmbeddedPostgres;
let engine: Engine;
let front: HttpFront;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuke-servers-'));
  await chmod(folder, 0o711);
  for (const name of ['postgres-server', 'clickhouse-server'])
    await mkdir(join(folder, name), { mode: 0o711 });
  postgres = orThrow(await startEmbeddedPostgres(join(folder, 'postgres-server')));
  engine = await openEngine(join(folder, 'clickhouse-server'));
  front = await openHttpFront(engine, 'secret');
  env = {
    SHUKE_DATA: join(folder, 'data'),
    SHUKE_POSTGRES_URL: await bootstrapDatabase(postgres, 'migrator-secret', 'elsewhere'),
    SHUKE_CLICKHOUSE_URL: `${front.url}/elsewhere`,
  };
});
afterAll(async () => {
  await front.close();
  await engine.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const open = async () => {
  const platform = orThrow(await openPlatform(orThrow(readConfig(env)), { log: pino({ level: 'silent' }) }));
  registerMirrors(platform);
  return platform;
};

it('migrates both, imports, measures, and finds everything again', async () => {
  const platform = await open();
  expect(await platform.clickhouse.describe()).toMatchObject({ kind: 'server' });
  const shop = orThrow(
    await createShop(platform, { slug: 'far', name: 'Far', currency: 'GBP', timeZone: 'Europe/London' }),
  );
  const path = join(folder, 'orders.csv');
  await writeFile(path, uciFile([{ invoice: '1', quantity: 2, price: '3.00' }, { invoice: '2' }]));
  const source = findPreset('uci-online-retail')!;
  const request = { shopId: shop.shopId, path, source, startedBy: 'cli' };
  const first = orThrow(await runImport({ platform, mirror: platform.mirror }, request));
  expect(first).toMatchObject({ accepted: 2, rejected: 0 });
  await platform.close();

  const again = await open();
  try {
    const repeated = orThrow(await runImport({ platform: again, mirror: again.mirror }, request));
    expect(repeated).toMatchObject({ accepted: 0, duplicates: 2 });
    const window = { from: '2010-01-01', to: '2012-12-31' };
    const gmv = orThrow(await askMetric({ clickhouse: again.clickhouse, shop, measure: 'gmv', ...window }));
    expect(gmv.rows.map((row) => row.value)).toEqual([first.amount_minor.GBP]);
  } finally {
    await again.close();
  }
  expect(existsSync(join(folder, 'data', 'postgres'))).toBe(false);
  expect(readdirSync(join(folder, 'data', 'clickhouse'))).toEqual([]);
});

it('is backed up and restored to other databases of the same servers, by SQL alone', async () => {
  const archive = join(folder, 'far.shuke');
  const signal = new AbortController().signal;
  const platform = await open();
  const shop = (await findShop(platform.db, 'far'))!;
  const window = { from: '2010-01-01', to: '2012-12-31' };
  const gmv = async ({ clickhouse }: typeof platform) =>
    orThrow(await askMetric({ clickhouse, shop, measure: 'gmv', ...window })).rows;
  const before = await gmv(platform);
  orThrow(await backUp(platform, { path: archive, program: 'test', signal }));
  await platform.close();

  const key = join(folder, 'data', 'master.key');
  env = {
    ...{ SHUKE_DATA: join(folder, 'data-2'), SHUKE_MASTER_KEY_FILE: key },
    SHUKE_POSTGRES_URL: await bootstrapDatabase(postgres, 'migrator-secret', 'elsewhere_2'),
    SHUKE_CLICKHOUSE_URL: `${front.url}/elsewhere_2`,
  };
  const log = pino({ level: 'silent' });
  orThrow(await restore({ config: orThrow(readConfig(env)), log, path: archive, signal }));
  const again = await open();
  try {
    expect(before).not.toEqual([]);
    expect(await gmv(again)).toEqual(before);
  } finally {
    await again.close();
  }
});
