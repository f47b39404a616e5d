import { cpSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { inject } from 'vitest';
import type { Config } from '../src/platform/config.ts';
import { holdMasterKeys } from '../src/platform/crypto/master-keys.ts';
import { rootKeyOf } from '../src/platform/crypto/root-key.ts';
import { assemble, openAnalytics } from '../src/platform/open-platform.ts';
import { openPools } from '../src/platform/open-postgres.ts';
import type { Platform } from '../src/platform/platform.ts';
import { analyticsTemplate, template } from './engines.ts';
import { failures } from './failures.ts';
import { noteWorld } from './left-open.ts';
import { allowTwoShards } from './two-shards.ts';

/** A clock that stands until it is told otherwise. */
interface TestClock {
  now(): Date;
  set(instant: string | Date): void;
  advance(milliseconds: number): void;
}

export interface TestShop {
  readonly shopId: number;
  readonly slug: string;
  readonly currency: string;
  readonly timeZone: string;
}

/** Real engines with nothing in them, for one test file. Close it in afterAll (or let `await using` do so). */
export interface World {
  readonly platform: Platform;
  readonly clock: TestClock;
  /** The database's name: kept, with its files, when a test of the file fails. */
  readonly name: string;
  /** URLs of the same database: the superuser looks behind row-level security, the migrator owns the tables. */
  readonly adminUrl: string;
  readonly migratorUrl: string;
  /** Makes a shop. Slugs are shop-1, shop-2, ... unless told; CNY, Asia/Shanghai unless overridden. */
  shop(slug?: string, overrides?: Partial<Pick<TestShop, 'currency' | 'timeZone'>>): Promise<TestShop>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface WorldOptions {
  /** Where the clock stands at first; 2026-01-15T04:00:00Z (noon in Shanghai) unless told. */
  readonly now?: string;
  /** Hears the log; silent unless told. */
  readonly log?: Platform['log'];
}

let made = 0;

/**
 * A fresh database and a fresh ClickHouse directory copied from migrated ones, a clock that stands, a silent log.
 * One at a time per process with ClickHouse (chDB takes one data directory per process): close it before the next.
 */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const engines = inject('engines');
  const name = `world_${process.pid}_${++made}`;
  const clock = standingClock(options.now ?? '2026-01-15T04:00:00Z');
  const config = await makeConfig(join(engines.folder, name), engines.masterKey);
  copyAnalytics(engines.folder, config.dataDir);
  await asAdmin(
    engines.adminUrl,
    `create database ${name} template ${template} owner shuke_migrator strategy file_copy`,
  );
  const migratorUrl = inDatabase(engines.migratorUrl, name);
  const keys = holdMasterKeys(config, [rootKeyOf(Buffer.from(engines.masterKey, 'base64'))]);
  const log = options.log ?? pino({ level: 'silent' });
  const postgres = openPools(() => migratorUrl, { keys, log });
  const clickhouse = await openAnalytics(config, log);
  const platform = assemble({ config, keys, log, clock, postgres, clickhouse });
  const close = once(async () => {
    forget();
    await closeWorld({ platform, name, adminUrl: engines.adminUrl, folder: engines.folder });
  });
  const forget = noteWorld(name, close);
  const adminUrl = inDatabase(engines.adminUrl, name);
  const shop = shopMaker(platform);
  return { platform, clock, name, adminUrl, migratorUrl, shop, close, [Symbol.asyncDispose]: close };
}

async function makeConfig(dataDir: string, masterKey: string): Promise<Config> {
  await mkdir(dataDir, { recursive: true });
  await allowTwoShards(dataDir);
  const masterKeyFile = join(dataDir, 'master.key');
  await writeFile(masterKeyFile, `${masterKey}\n`, { mode: 0o600 });
  return {
    ...{ dataDir, masterKeyFile, host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:7300' },
    ...{
      postgresUrl: undefined,
      clickhouseUrl: undefined,
      clickhouseCluster: undefined,
      logLevel: 'silent',
      trustedProxies: [],
    },
    ...{ role: 'all', stopDelay: 0 },
  };
}

/** Its tables are found through relative links, which must stay so. Synchronous: it takes a tenth of the time. */
const copyAnalytics = (folder: string, dataDir: string): void =>
  cpSync(join(analyticsTemplate(folder), 'clickhouse'), join(dataDir, 'clickhouse'), {
    ...{ recursive: true, verbatimSymlinks: true },
  });

function standingClock(start: string): TestClock {
  let now = new Date(start);
  return {
    now: () => new Date(now),
    set: (instant) => {
      now = new Date(instant);
    },
    advance: (milliseconds) => {
      now = new Date(now.getTime() + milliseconds);
    },
  };
}

function shopMaker({ db }: Platform): World['shop'] {
  let count = 0;
  return async (slug = `shop-${++count}`, { currency = 'CNY', timeZone = 'Asia/Shanghai' } = {}) => {
    const { rows } = await sql<{ shop_id: number }>`
      insert into platform.shops (slug, name, currency, time_zone)
      values (${slug}, ${slug}, ${currency}, ${timeZone}) returning shop_id`.execute(db);
    return { shopId: rows[0]!.shop_id, slug, currency, timeZone };
  };
}

interface Closing {
  readonly platform: Platform;
  readonly name: string;
  readonly adminUrl: string;
  readonly folder: string;
}

async function closeWorld({ platform, name, adminUrl, folder }: Closing): Promise<void> {
  await platform.close();
  if (failures() > 0) return writeFile(join(folder, `kept-${name}`), '');
  await asAdmin(adminUrl, `drop database ${name} with (force)`);
  await rm(platform.config.dataDir, { recursive: true, force: true });
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

function inDatabase(url: string, name: string): string {
  const it = new URL(url);
  it.pathname = `/${name}`;
  return it.href;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
