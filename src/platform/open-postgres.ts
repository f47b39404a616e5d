import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { AuthDb, AuthTables } from './auth/tables.ts';
import type { Config } from './config.ts';
import { bootstrapDatabase } from './db/embedded/bootstrap.ts';
import { startEmbeddedPostgres } from './db/embedded/server.ts';
import { migratePostgres } from './db/migrate.ts';
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
  close(): Promise<void>;
}

const migrations = fileURLToPath(new URL('../../migrations/postgres', import.meta.url));

export interface PostgresNeeds {
  readonly config: Config;
  readonly masterKey: Buffer;
  readonly log: Logger;
}

/** Starts or reaches PostgreSQL, migrates it and opens the pools. Throws ProblemError (see migratePostgres, startEmbeddedPostgres). */
export async function openPostgres(needs: PostgresNeeds): Promise<Postgres> {
  const server = await reachServer(needs);
  try {
    const options = { rolePasswords: rolePasswords(needs.masterKey) };
    const { applied } = orThrow(await migratePostgres(server.migratorUrl, migrations, options));
    if (applied.length > 0) needs.log.info({ applied }, 'migrated PostgreSQL');
    return openPools(server.migratorUrl, needs, server.stop);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

interface Reached {
  readonly migratorUrl: string;
  stop(): Promise<void>;
}

async function reachServer({ config, masterKey }: PostgresNeeds): Promise<Reached> {
  if (config.postgresUrl !== undefined) return { migratorUrl: config.postgresUrl, stop: async () => {} };
  const server = orThrow(await startEmbeddedPostgres(config.dataDir));
  try {
    const migratorUrl = await bootstrapDatabase(server, rolePassword(masterKey, migratorRole));
    return { migratorUrl, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The application's pool and better-auth's, over the database of the migrator's URL. */
export function openPools(
  migratorUrl: string,
  { masterKey, log }: Pick<PostgresNeeds, 'masterKey' | 'log'>,
  stop: () => Promise<void> = async () => {},
): Postgres {
  const onIdleError = (error: Error) => log.warn({ err: error }, 'a PostgreSQL connection broke');
  const url = (role: typeof appRole | typeof authRole) =>
    urlAs(migratorUrl, role, rolePassword(masterKey, role));
  const db: Db = openPool(url(appRole), { max: 20, onIdleError });
  const authDb = openPool<AuthTables>(url(authRole), { max: 5, onIdleError });
  const fence = openWriteFence(url(appRole), onIdleError);
  const close = async () => {
    await Promise.all([db.destroy(), authDb.destroy(), fence.close()]);
    await stop();
  };
  return { db, authDb, fence, close };
}
