import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import type { Logger } from 'pino';
import type { AuthDb, AuthTables } from './auth/tables.ts';
import type { Config } from './config.ts';
import { keyManagementOf } from './crypto/key-management.ts';
import { bootstrapDatabase } from './db/embedded/bootstrap.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './db/embedded/server.ts';
import { refuseHalfRestore } from './db/half-restore.ts';
import { migratePostgres } from './db/migrate.ts';
import { openOwner } from './db/open-owner.ts';
import { openPool } from './db/pool.ts';
import type { Db } from './db/postgres.ts';
import { appRole, authRole, migratorRole, rolePassword, rolePasswords, urlAs } from './db/roles.ts';
import { orThrow } from './errors.ts';
import { openWriteFence, type WriteFence } from './write-fence.ts';

/** The pools over one migrated database and its fence; `close` ends them, and the embedded server where there is one. */
export interface Postgres {
  readonly db: Db;
  readonly authDb: AuthDb;
  readonly fence: WriteFence;
  /** How often the embedded server was started again after it had died; 0 for one by URL. */
  restarts(): number;
  openOwner(): Promise<Client>;
  close(): Promise<void>;
}

export const postgresMigrations = fileURLToPath(new URL('../../migrations/postgres', import.meta.url));

export interface PostgresNeeds {
  readonly config: Config;
  readonly masterKey: Buffer;
  readonly log: Logger;
  /** The installation may have the next key already: a rotation is under way. */
  readonly rotating?: boolean;
}

/** Starts or reaches PostgreSQL, migrates it and opens the pools. Throws ProblemError (see migratePostgres, startEmbeddedPostgres). */
export async function openPostgres(needs: PostgresNeeds): Promise<Postgres> {
  const server = await reachServer(needs);
  try {
    await refuseHalfRestore(server.migratorUrl);
    const masterId = needs.rotating ? undefined : keyManagementOf(needs.masterKey).masterId;
    const options = { rolePasswords: rolePasswords(needs.masterKey), masterId };
    const { applied } = orThrow(await migratePostgres(server.migratorUrl, postgresMigrations, options));
    if (applied.length > 0) needs.log.info({ applied }, 'migrated PostgreSQL');
    return { ...openPools(server.migratorUrl, needs, server.stop), restarts: server.restarts };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export interface Reached extends Pick<Postgres, 'restarts'> {
  readonly migratorUrl: string;
  stop(): Promise<void>;
}

/** Starts or reaches PostgreSQL as it is. */
export async function reachServer({ config, masterKey, log }: PostgresNeeds): Promise<Reached> {
  if (config.postgresUrl !== undefined)
    return { migratorUrl: config.postgresUrl, stop: async () => {}, restarts: () => 0 };
  const server = orThrow(await startEmbeddedPostgres(config.dataDir));
  try {
    const migratorUrl = await bootstrapDatabase(server, rolePassword(masterKey, migratorRole));
    return { migratorUrl, stop: server.stop, restarts: keptAlive(server, log) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The log says what becomes of the server; answers how often it was started again. */
function keptAlive(server: EmbeddedPostgres, log: Logger): () => number {
  let restarts = 0;
  server.keepAlive({
    died: (pid) => log.error({ pid }, 'the embedded PostgreSQL died; starting it again'),
    failed: (err, pauseMs) => log.error({ err, pauseMs }, 'the embedded PostgreSQL does not start'),
    revived(pid, tries) {
      restarts += 1;
      log.warn({ pid, tries, restarts }, 'the embedded PostgreSQL runs again');
    },
  });
  return () => restarts;
}

/** The application's pool and better-auth's, over the database of the migrator's URL. */
export function openPools(
  migratorUrl: string,
  { masterKey, log }: Pick<PostgresNeeds, 'masterKey' | 'log'>,
  stop: () => Promise<void> = async () => {},
): Postgres {
  // A server that goes takes every connection along: a line each, and the place in our code says nothing.
  const onIdleError = ({ code }: Error & { code?: string }) =>
    log.warn({ code }, 'a PostgreSQL connection broke');
  const url = (role: typeof appRole | typeof authRole) =>
    urlAs(migratorUrl, role, rolePassword(masterKey, role));
  const db: Db = openPool(url(appRole), { max: 20, onIdleError });
  const authDb = openPool<AuthTables>(url(authRole), { max: 5, onIdleError });
  const fence = openWriteFence(url(appRole), onIdleError === undefined ? {} : { onIdleError });
  const close = async () => {
    await Promise.all([db.destroy(), authDb.destroy(), fence.close()]);
    await stop();
  };
  return { db, authDb, fence, openOwner: () => openOwner(migratorUrl), restarts: () => 0, close };
}
