import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { ClickHouse } from './clickhouse/clickhouse.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Keyring } from './crypto/keyring.ts';
import type { Db } from './db/postgres.ts';

/** Everything a domain may lean on, made once by `openPlatform` and passed to `buildApp`. */
export interface Platform {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Registry;
  /** Application role. Shop tables only inside `withShop(db, shopId, ...)`. */
  readonly db: Db;
  readonly clickhouse: ClickHouse;
  readonly keyring: Keyring;
  close(): Promise<void>;
}
