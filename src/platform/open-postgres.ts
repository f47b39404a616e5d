import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import type { Logger } from 'pino';
import type { AuthDb, AuthTables } from './auth/tables.ts';
import type { Config } from './config.ts';
import type { MasterKeys } from './crypto/master-keys.ts';
import type { RootKey } from './crypto/root-key.ts';
import { watchStanding } from './crypto/watch-standing.ts';
import { connectAs } from './db/connect-as.ts';
import { bootstrapDatabase } from './db/embedded/bootstrap.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './db/embedded/server.ts';
import { refuseHalfRestore } from './db/half-restore.ts';
import { readMasterId } from './db/installation.ts';
import { type Migrated, migratePostgres } from './db/migrate.ts';
import { openOwner } from './db/open-owner.ts';
import { openPool } from './db/pool.ts';
import type { Db } from './db/postgres.ts';
import { appRole, authRole, migratorRole, rolePassword, rolePasswords, urlAs } from './db/roles.ts';
import { orThrow, type Result } from './errors.ts';
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
  readonly keys: MasterKeys;
  readonly log: Logger;
}

/**
 * Starts or reaches PostgreSQL, migrates it and opens the pools; from then on the master keys follow what the
 * installation says. Throws ProblemError (see migratePostgres, startEmbeddedPostgres).
 */
export async function openPostgres(needs: PostgresNeeds): Promise<Postgres> {
  const server = await reachServer(needs);
  try {
    await refuseHalfRestore(server.urlFor(needs.keys.current));
    const { applied } = await migrateAsItStands(needs, server);
    if (applied.length > 0) needs.log.info({ applied }, 'migrated PostgreSQL');
    return await watched(needs, {
      ...openPools(server.urlFor, needs, server.stop),
      restarts: server.restarts,
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** With the key that the installation has; while we ask, a rotation may give it another. */
async function migrateAsItStands({ keys }: PostgresNeeds, server: Reached): Promise<Migrated> {
  for (let left = 2; ; left -= 1) {
    await chooseKey(keys, server);
    const { kms, secretKey } = keys.current;
    const options = { rolePasswords: rolePasswords(secretKey), masterId: kms.masterId };
    const migrated: Result<Migrated> = await migratePostgres(
      server.urlFor(keys.current),
      postgresMigrations,
      options,
    );
    if (migrated.ok || migrated.problem.code !== 'master-key-other' || left === 0) return orThrow(migrated);
  }
}

async function chooseKey(keys: MasterKeys, server: Reached): Promise<void> {
  const owner = await openOwner(server.urlFor(keys.current));
  const masterId = await readMasterId(owner).finally(() => owner.end());
  if (masterId === undefined || masterId === keys.current.kms.masterId) return;
  await keys.choose(masterId);
  await server.welcome(keys.current);
}

async function watched({ keys, log }: PostgresNeeds, postgres: Opened): Promise<Postgres> {
  const open = () => connectAs(postgres.appUrls, 'shuke keys');
  const watch = await watchStanding({ keys, log, open });
  const close = async () => {
    await watch.close();
    await postgres.close();
  };
  return { ...postgres, close };
}

export interface Reached extends Pick<Postgres, 'restarts'> {
  /** As the owner of the tables; its password may come of the installation's secrets. */
  urlFor(root: RootKey): string;
  /** Gives the owner's role the password that comes of this key, where the role is ours. */
  welcome(root: RootKey): Promise<void>;
  stop(): Promise<void>;
}

/** Starts or reaches PostgreSQL as it is. */
export async function reachServer({ config, keys, log }: PostgresNeeds): Promise<Reached> {
  const { postgresUrl } = config;
  const nothing = async () => {};
  if (postgresUrl !== undefined)
    return { urlFor: () => postgresUrl, welcome: nothing, stop: nothing, restarts: () => 0 };
  const server = orThrow(await startEmbeddedPostgres(config.dataDir));
  const passwordOf = ({ secretKey }: RootKey) => rolePassword(secretKey, migratorRole);
  const welcome = async (root: RootKey) => void (await bootstrapDatabase(server, passwordOf(root)));
  try {
    await welcome(keys.current);
    const urlFor = (root: RootKey) => server.url(migratorRole, passwordOf(root), 'shuke');
    return { urlFor, welcome, stop: server.stop, restarts: keptAlive(server, log) };
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

interface Opened extends Postgres {
  /** As the application's role. */
  appUrls(): string[];
}

/** The application's pool and better-auth's, over the database of the owner's URL. */
export function openPools(
  ownerUrl: Reached['urlFor'],
  { keys, log }: Pick<PostgresNeeds, 'keys' | 'log'>,
  stop: () => Promise<void> = async () => {},
): Opened {
  // A server that goes takes every connection along: a line each, and the place in our code says nothing.
  const onIdleError = ({ code }: Error & { code?: string }) =>
    log.warn({ code }, 'a PostgreSQL connection broke');
  const urls = (role: typeof appRole | typeof authRole) => () =>
    keys.all.map((root) => urlAs(ownerUrl(root), role, rolePassword(root.secretKey, role)));
  const appUrls = urls(appRole);
  const db: Db = openPool(appUrls, { max: 20, onIdleError });
  const authDb = openPool<AuthTables>(urls(authRole), { max: 5, onIdleError });
  const fence = openWriteFence(appUrls, { onIdleError });
  const close = async () => {
    await Promise.all([db.destroy(), authDb.destroy(), fence.close()]);
    await stop();
  };
  const openAsOwner = () => openOwner(...keys.all.map(ownerUrl));
  return { db, authDb, fence, openOwner: openAsOwner, restarts: () => 0, close, appUrls };
}
