import type { Client } from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { AuthDb } from './auth/tables.ts';
import type { ClickHouse } from './clickhouse/clickhouse.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Keyring } from './crypto/keyring.ts';
import type { MasterKeys, Secrets } from './crypto/master-keys.ts';
import type { Db } from './db/postgres.ts';
import type { DiskWatch } from './disk/watch-disk.ts';
import type { Mirror } from './mirror/index.ts';
import type { WriteFence } from './write-fence.ts';

/** Everything a domain may lean on, made once by `openPlatform` and passed to `buildApp`. */
export interface Platform {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Registry;
  /** Application role. Shop tables only inside `withShop(db, shopId, ...)`. */
  readonly db: Db;
  /** Role shuke_auth: the schema `auth` and nothing else. For better-auth. */
  readonly authDb: AuthDb;
  /** A connection as the owner of the tables, to be ended by its caller. For backups; row-level security holds for it too. */
  openOwner(): Promise<Client>;
  readonly clickhouse: ClickHouse;
  /** Around every write that goes into both stores; see withWriteFence. */
  readonly fence: WriteFence;
  readonly keyring: Keyring;
  /** Whoever holds the master key; for the rotation of keys. */
  readonly masterKeys: MasterKeys;
  /** Secrets of this installation for one purpose (cookies, cursors), derived from the master key; hex, 32 bytes. */
  secrets(purpose: string): Secrets;
  /** From PostgreSQL to ClickHouse. Its kinds are registered by the wiring (src/mirrors.ts), after opening. */
  readonly mirror: Mirror;
  /** How much room the embedded engines have; a server keeps it looking (main.ts). */
  readonly disk: DiskWatch;
  close(): Promise<void>;
}
