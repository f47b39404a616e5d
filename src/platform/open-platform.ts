import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClickHouse } from './clickhouse/clickhouse.ts';
import { type MigrateOptions, migrateClickHouse } from './clickhouse/migrate.ts';
import { openClickHouse } from './clickhouse/open-clickhouse.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { holdMasterKeys, type MasterKeys } from './crypto/master-keys.ts';
import { openKeyring } from './crypto/open-keyring.ts';
import { readRootKeys } from './crypto/root-key.ts';
import { withAdvisoryLock } from './db/advisory-lock.ts';
import { watchDisk } from './disk/watch-disk.ts';
import { watchedFolders } from './disk/watched-folders.ts';
import { caught, orThrow, ProblemError, problem, type Result } from './errors.ts';
import { openLog } from './log.ts';
import { createMirror, mirrorMetrics } from './mirror/index.ts';
import { openPostgres, type Postgres } from './open-postgres.ts';
import type { Platform } from './platform.ts';
import { storeMetrics } from './store-metrics.ts';

export const analyticsMigrations = fileURLToPath(new URL('../../migrations/clickhouse', import.meta.url));

/** What is ours to exchange: tests stand on any day. */
export interface PlatformOptions {
  readonly clock?: Clock;
  readonly log?: Platform['log'];
}

/**
 * Opens everything a domain leans on: master key, PostgreSQL and ClickHouse (both migrated), keyring, log, metrics.
 * What was opened before something failed is closed again. Problems: those of readRootKeys, startEmbeddedPostgres,
 * migratePostgres and the ClickHouse openers.
 */
export const openPlatform = (config: Config, options: PlatformOptions = {}): Promise<Result<Platform>> =>
  caught(async () => {
    const log = options.log ?? openLog(config.logLevel);
    await makeDataDir(config.dataDir);
    await refuseLostKey(config);
    const keys = await openMasterKeys(config, log);
    const postgres = await openPostgres({ config, keys, log });
    try {
      const clickhouse = await openAnalytics(config, log);
      return assemble({ config, keys, log, clock: options.clock ?? systemClock, postgres, clickhouse });
    } catch (error) {
      await postgres.close();
      throw error;
    }
  });

/**
 * Nobody else on the machine may read what is in here. Root's server runs as another user, which must get through the
 * data directory to its own; the other directories are closed one by one.
 */
export async function makeDataDir(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  for (const own of ['clickhouse', 'backups']) {
    await mkdir(join(dataDir, own), { recursive: true, mode: 0o700 });
  }
}

/**
 * The key is made before the database, so a database without its key lost it (or looks in the wrong place). A new key
 * would open nothing that is sealed and quietly seal what comes next.
 */
async function refuseLostKey({ dataDir, masterKeyFile }: Config): Promise<void> {
  const exists = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    );
  const hasData = (await exists(join(dataDir, 'postgres'))) || (await exists(join(dataDir, 'postgres-home')));
  if (!hasData || (await exists(masterKeyFile))) return;
  throw new ProblemError(
    problem('master-key-missing', 500, {
      zh: `找不到主密钥 ${masterKeyFile}，而数据已经存在。请恢复该文件，或检查 SHUKE_MASTER_KEY_FILE：没有它，任何个人信息都无法解密。`,
      en: `The master key ${masterKeyFile} is missing, yet there is data. Put the file back or check SHUKE_MASTER_KEY_FILE: without it no personal field can be read.`,
    }),
  );
}

/** The key of the file, and the next one where a rotation is under way: what either wrapped opens. */
const openMasterKeys = async (config: Config, log: Platform['log']): Promise<MasterKeys> =>
  holdMasterKeys(config, await readRootKeys(config), (err) =>
    log.error(
      { err, file: config.masterKeyFile },
      'the new master key could not be laid in place of the old: bring it here before the next start',
    ),
  );

/** Opens whichever ClickHouse is configured and migrates it. */
export async function openAnalytics(config: Config, log: Platform['log']): Promise<ClickHouse> {
  const clickhouse = await reachAnalytics(config, log);
  try {
    orThrow(await migrateClickHouse(clickhouse, analyticsMigrations, lockOf(config)));
    return clickhouse;
  } catch (error) {
    await clickhouse.close();
    throw error;
  }
}

/** Opens it as it is. */
export const reachAnalytics = (
  { dataDir, clickhouseUrl: url, clickhouseCluster: cluster }: Config,
  log: Platform['log'],
): Promise<ClickHouse> => openClickHouse({ dataDir, url, cluster, log });

/** The advisory lock of ClickHouse's migrations: 'shuc' in ASCII. An embedded engine has one owner and needs none. */
function lockOf({ clickhouseUrl, postgresUrl }: Config): MigrateOptions {
  if (clickhouseUrl === undefined || postgresUrl === undefined) return {};
  return { lock: (work) => withAdvisoryLock(postgresUrl, 0x73687563, work) };
}

export interface Parts {
  readonly config: Config;
  readonly keys: MasterKeys;
  readonly log: Platform['log'];
  readonly clock: Clock;
  readonly postgres: Postgres;
  readonly clickhouse: ClickHouse;
}

/** Puts opened parts together; `close` closes them in reverse order of opening. */
export function assemble({ config, keys, log, clock, postgres, clickhouse }: Parts): Platform {
  const { db, authDb, fence, openOwner } = postgres;
  const disk = watchDisk({ folders: () => watchedFolders(config), floor: config.diskFloor, log });
  const metrics = storeMetrics(postgres, disk);
  mirrorMetrics(metrics, { db, clock });
  return {
    ...{ config, clock, log, db, authDb, fence, openOwner, clickhouse, masterKeys: keys },
    mirror: createMirror({ db, clickhouse, fence, log }),
    ...{ disk, metrics },
    keyring: openKeyring(db, keys),
    secrets: (purpose) => keys.secrets(purpose),
    close: async () => {
      await clickhouse.close();
      await postgres.close();
    },
  };
}
