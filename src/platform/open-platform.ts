import { fileURLToPath } from 'node:url';
import { Registry } from 'prom-client';
import type { ClickHouse } from './clickhouse/clickhouse.ts';
import { type MigrateOptions, migrateClickHouse } from './clickhouse/migrate.ts';
import { openClickHouse } from './clickhouse/open-clickhouse.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { deriveSecret } from './crypto/derive-secret.ts';
import { keyManagementOf } from './crypto/key-management.ts';
import { readMasterKey } from './crypto/master-key.ts';
import { openKeyring } from './crypto/open-keyring.ts';
import { withAdvisoryLock } from './db/advisory-lock.ts';
import { caught, orThrow, type Result } from './errors.ts';
import { openLog } from './log.ts';
import { openPostgres, type Postgres } from './open-postgres.ts';
import type { Platform } from './platform.ts';

const analyticsMigrations = fileURLToPath(new URL('../../migrations/clickhouse', import.meta.url));

/** What is ours to exchange: tests stand on any day. */
export interface PlatformOptions {
  readonly clock?: Clock;
  readonly log?: Platform['log'];
}

/**
 * Opens everything a domain leans on: master key, PostgreSQL and ClickHouse (both migrated), keyring, log, metrics.
 * What was opened before something failed is closed again. Problems: those of readMasterKey, startEmbeddedPostgres,
 * migratePostgres and the ClickHouse openers.
 */
export const openPlatform = (config: Config, options: PlatformOptions = {}): Promise<Result<Platform>> =>
  caught(async () => {
    const log = options.log ?? openLog(config.logLevel);
    const masterKey = await readMasterKey(config);
    const postgres = await openPostgres({ config, masterKey, log });
    try {
      const clickhouse = await openAnalytics(config, log);
      return assemble({ config, masterKey, log, clock: options.clock ?? systemClock, postgres, clickhouse });
    } catch (error) {
      await postgres.close();
      throw error;
    }
  });

/** Opens whichever ClickHouse is configured and migrates it. */
export async function openAnalytics(config: Config, log: Platform['log']): Promise<ClickHouse> {
  const { dataDir, clickhouseUrl: url, clickhouseCluster: cluster } = config;
  const clickhouse = await openClickHouse({ dataDir, url, cluster, log });
  try {
    orThrow(await migrateClickHouse(clickhouse, analyticsMigrations, lockOf(config)));
    return clickhouse;
  } catch (error) {
    await clickhouse.close();
    throw error;
  }
}

/** The advisory lock of ClickHouse's migrations: 'shuc' in ASCII. An embedded engine has one owner and needs none. */
function lockOf({ clickhouseUrl, postgresUrl }: Config): MigrateOptions {
  if (clickhouseUrl === undefined || postgresUrl === undefined) return {};
  return { lock: (work) => withAdvisoryLock(postgresUrl, 0x73687563, work) };
}

export interface Parts {
  readonly config: Config;
  readonly masterKey: Buffer;
  readonly log: Platform['log'];
  readonly clock: Clock;
  readonly postgres: Postgres;
  readonly clickhouse: ClickHouse;
}

/** Puts opened parts together; `close` closes them in reverse order of opening. */
export function assemble({ config, masterKey, log, clock, postgres, clickhouse }: Parts): Platform {
  const kms = keyManagementOf(masterKey);
  const { db, authDb } = postgres;
  return {
    ...{ config, clock, log, db, authDb, clickhouse, kms },
    metrics: new Registry(),
    keyring: openKeyring(db, kms),
    secret: (purpose) => deriveSecret(masterKey, purpose),
    close: async () => {
      await clickhouse.close();
      await postgres.close();
    },
  };
}
