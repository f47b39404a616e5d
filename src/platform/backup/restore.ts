import { stat } from 'node:fs/promises';
import type { Client } from 'pg';
import type { Logger } from 'pino';
import type { ClickHouse } from '../clickhouse/clickhouse.ts';
import { migrateClickHouse } from '../clickhouse/migrate.ts';
import type { Config } from '../config.ts';
import { holdMasterKeys } from '../crypto/master-keys.ts';
import { type RootKey, readRootKey } from '../crypto/root-key.ts';
import { isRestoring, restoringMark } from '../db/half-restore.ts';
import { migratePostgres } from '../db/migrate.ts';
import { type Migration, readMigrations, upTo } from '../db/migration-files.ts';
import { openOwner } from '../db/open-owner.ts';
import { rolePasswords } from '../db/roles.ts';
import { caught, orThrow, type Result } from '../errors.ts';
import { analyticsMigrations, makeDataDir, reachAnalytics } from '../open-platform.ts';
import { postgresMigrations, reachServer } from '../open-postgres.ts';
import { checkKey, checkVersions } from './check-archive.ts';
import { clearClickHouse, finishClickHouse, holdsRows, loadRows } from './load-clickhouse.ts';
import { beginLoad } from './load-postgres.ts';
import type { Manifest } from './manifest.ts';
import { listTables, schemasOf } from './postgres-tables.ts';
import { notEmpty } from './problems.ts';
import { rowsIn, verifyArchive } from './read-archive.ts';

export interface RestoreRequest {
  readonly config: Config;
  readonly log: Logger;
  /** Absolute path of the archive. */
  readonly path: string;
  readonly signal: AbortSignal;
  /** Bytes of the archive done, of those it has. */
  readonly onProgress?: (step: 'verify' | 'restore', done: number, total: number) => void;
}

export interface Restored {
  readonly manifest: Manifest;
}

/**
 * Puts an archive's rows into empty stores, whichever kind they are. Everything is checked before anything is written;
 * PostgreSQL gets its rows in one transaction behind ClickHouse, so there is no shop before all of it is there. Cut off
 * anywhere, nothing starts on these stores until it is run again. The caller owns the data directory. Problems: those
 * of the archive, `master-key-missing`, `master-key-other`, `restore-not-empty`, `restore-differs`.
 */
export const restore = (request: RestoreRequest): Promise<Result<Restored>> =>
  caught(async () => {
    const { config, path, signal, onProgress } = request;
    const total = (await stat(path).catch(() => undefined))?.size ?? 0;
    const onBytes = (bytes: number) => onProgress?.('verify', bytes, total);
    const manifest = await verifyArchive(path, { signal, onBytes });
    const migrations = await readBoth();
    checkVersions(manifest, migrations);
    await checkKey(config, manifest);
    await makeDataDir(config.dataDir);
    await withStores(request, (stores) => fill({ ...stores, request, manifest, migrations, total }));
    return { manifest };
  });

export interface Migrations {
  readonly postgres: readonly Migration[];
  readonly clickhouse: readonly Migration[];
}

const readBoth = async (): Promise<Migrations> => ({
  postgres: await readMigrations(postgresMigrations),
  clickhouse: await readMigrations(analyticsMigrations),
});

interface Stores {
  readonly owner: Client;
  readonly migratorUrl: string;
  readonly root: RootKey;
  readonly clickhouse: ClickHouse;
}

async function withStores(
  { config, log }: RestoreRequest,
  work: (stores: Stores) => Promise<void>,
): Promise<void> {
  const root = await readRootKey(config);
  const keys = holdMasterKeys(config, [root]);
  const { urlFor, stop } = await reachServer({ config, keys, log });
  const migratorUrl = urlFor(root);
  try {
    const owner = await openOwner(migratorUrl);
    try {
      const clickhouse = await reachAnalytics(config, log);
      await work({ owner, migratorUrl, root, clickhouse }).finally(() => clickhouse.close());
    } finally {
      await owner.end();
    }
  } finally {
    await stop();
  }
}

interface Filling extends Stores {
  readonly request: RestoreRequest;
  readonly manifest: Manifest;
  readonly migrations: Migrations;
  /** Bytes of the archive. */
  readonly total: number;
}

async function fill(filling: Filling): Promise<void> {
  const { owner, clickhouse, manifest, migrations } = filling;
  await prepare(filling);
  const rows = await beginLoad(owner, schemasOf(migrations.postgres), manifest);
  await pour(filling, {
    postgres: rows.load,
    clickhouse: (table, lines) => loadRows(clickhouse, manifest, { table, lines }),
  });
  await finishClickHouse(
    clickhouse,
    manifest,
    upTo(migrations.clickhouse, lastOf(manifest.clickhouse.migrations)),
  );
  await rows.finish();
}

const lastOf = (applied: readonly { readonly file: string }[]): string => applied.at(-1)!.file;

/** Empty stores at the archive's versions, marked as being restored. */
async function prepare({
  owner,
  clickhouse,
  migratorUrl,
  root,
  manifest,
  migrations,
}: Filling): Promise<void> {
  const schemas = schemasOf(migrations.postgres);
  await refuseData({ owner, clickhouse }, schemas);
  // The mark outlives the schemas it lies in: made first, so that at no moment half an installation looks like a new one.
  for (const schema of schemas.filter((name) => name !== 'platform'))
    await owner.query(`drop schema if exists ${schema} cascade`);
  await owner.query(`begin; drop schema if exists platform cascade; create schema platform;
    create table ${restoringMark} (since timestamptz not null default now()); commit`);
  await clearClickHouse(clickhouse, migrations.clickhouse);
  const until = lastOf(manifest.postgres.migrations);
  orThrow(
    await migratePostgres(migratorUrl, postgresMigrations, {
      rolePasswords: rolePasswords(root.secretKey),
      until,
    }),
  );
  const options = { until: lastOf(manifest.clickhouse.migrations) };
  orThrow(await migrateClickHouse(clickhouse, analyticsMigrations, options));
}

/** A restore that was cut off may be done again; nothing else that is there is ever replaced. */
async function refuseData(
  { owner, clickhouse }: Pick<Stores, 'owner' | 'clickhouse'>,
  schemas: readonly string[],
): Promise<void> {
  if (await isRestoring(owner)) return;
  const people = (await listTables(owner, schemas)).filter(({ name }) =>
    ['platform.shops', 'auth.user'].includes(name),
  );
  for (const { quoted } of people) {
    const { rowCount } = await owner.query(`select 1 from ${quoted} limit 1`);
    if (rowCount !== 0) throw notEmpty('PostgreSQL');
  }
  if (await holdsRows(clickhouse)) throw notEmpty('ClickHouse');
}

type Load = (table: string, lines: Buffer) => Promise<void>;

/** Hands chunk after chunk to its store; each store works at one while the next is read and unpacked. */
async function pour(
  { request: { path, signal, onProgress }, manifest, total }: Filling,
  loads: Readonly<Record<string, Load>>,
): Promise<void> {
  const working = new Map<string, Promise<void>>();
  for await (const { of, lines, bytes } of rowsIn(path, manifest)) {
    signal.throwIfAborted();
    const [store, table] = of.split('/') as [string, string];
    await working.get(store);
    const work = loads[store]!(table, lines);
    // Whether it failed is asked when its turn is over.
    work.catch(() => {});
    working.set(store, work);
    onProgress?.('restore', bytes, total);
  }
  await Promise.all(working.values());
}
