import { access } from 'node:fs/promises';
import type { Client } from 'pg';
import { readMasterId } from '../db/installation.ts';
import { readMigrations } from '../db/migration-files.ts';
import { caught, type Result } from '../errors.ts';
import { postgresMigrations } from '../open-postgres.ts';
import type { Platform } from '../platform.ts';
import { dumpTwins, readApplied } from './dump-clickhouse.ts';
import { type Dumping, dumpTables, readState } from './dump-postgres.ts';
import { fixMoment } from './fix-moment.ts';
import { type CountedTable, dropTwins, listCounted } from './frozen-tables.ts';
import type { Manifest } from './manifest.ts';
import { listTables, type StoredTable, schemasOf } from './postgres-tables.ts';
import { archiveExists, backupRunning, masterKeyChanging } from './problems.ts';
import { type ArchiveWriter, createArchive } from './write-archive.ts';

export type Stores = Pick<Platform, 'clickhouse' | 'clock' | 'fence' | 'masterKeys' | 'openOwner'>;

export interface BackupRequest {
  /** Absolute path of the archive. */
  readonly path: string;
  /** Version of the program, for the manifest. */
  readonly program: string;
  readonly signal: AbortSignal;
  /** Bytes of rows written, and about how many there are. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface BackedUp {
  /** Of the archive. */
  readonly bytes: number;
  /** How long writers were held up for the moment it shows, milliseconds. */
  readonly heldMs: number;
  readonly manifest: Omit<Manifest, 'members'>;
}

/**
 * Writes both stores, as of one moment, into one archive; writers are held only while the moment is fixed. Nothing in
 * it opens personal fields without the master key, which is not in it. Problems: `archive-exists`, `backup-running`,
 * `writers-busy`, `master-key-changing`.
 */
export const backUp = (stores: Stores, request: BackupRequest): Promise<Result<BackedUp>> =>
  caught(async () => {
    if (await exists(request.path)) throw archiveExists(request.path);
    const owners = [await stores.openOwner(), await stores.openOwner()];
    try {
      if (!(await takeTurn(owners[1]!))) throw backupRunning();
      return await withArchive(stores, request, (archive) => write({ stores, owners, request, archive }));
    } finally {
      await Promise.all(owners.map((owner) => owner.end()));
    }
  });

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** One backup at a time in a database: the twins have one name each. The lock ('bkup' in ASCII) goes with its session. */
async function takeTurn(owner: Client): Promise<boolean> {
  const { rows } = await owner.query(`select pg_try_advisory_lock(${0x626b7570}) as taken`);
  return rows[0].taken;
}

async function withArchive<T>(
  { clock, clickhouse }: Stores,
  { path }: BackupRequest,
  work: (archive: ArchiveWriter) => Promise<T>,
): Promise<T> {
  const archive = await createArchive(path, clock.now());
  try {
    const done = await work(archive);
    await dropTwins(clickhouse);
    return done;
  } catch (error) {
    await archive.abandon();
    // What failed says more than that ClickHouse is away now; twins that stay go at the next start or backup.
    await dropTwins(clickhouse).catch(() => {});
    throw error;
  }
}

interface Writing {
  readonly stores: Stores;
  /** Two connections: rows leave PostgreSQL on both at once. */
  readonly owners: readonly Client[];
  readonly request: BackupRequest;
  readonly archive: ArchiveWriter;
}

async function write(writing: Writing): Promise<BackedUp> {
  const { stores, owners, request, archive } = writing;
  const counted = await listCounted(stores.clickhouse);
  const { snapshot, heldMs } = await fixMoment({ ...writing, counted, signal: request.signal });
  const masterId = await keyOf(stores, owners[0]!);
  const schemas = schemasOf(await readMigrations(postgresMigrations));
  const tables = await listTables(owners[0]!, schemas);
  const state = await readState(owners[0]!, schemas);
  const onBytes = progressOf(request, [...tables, ...counted]);
  const rows = await dumpBoth(writing, {
    tables,
    counted,
    dumping: { archive, shopIds: state.shopIds, onBytes },
  });
  const manifest = {
    ...{ format: 1 as const, program: request.program, at: snapshot.at.toISOString() },
    master_key: masterId,
    postgres: { migrations: state.migrations, tables: rows.postgres, sequences: state.sequences },
    clickhouse: { migrations: await readApplied(stores.clickhouse), tables: rows.clickhouse },
    owed_batches: rows.postgres['platform.mirror_batches']?.rows ?? 0,
  };
  return { bytes: await archive.finish(manifest), heldMs, manifest };
}

/** An archive is opened by one master key; while two wrap, some of its data keys would be lost. */
async function keyOf({ masterKeys }: Stores, owner: Client): Promise<string> {
  if ((await readMasterId(owner)) === undefined) return masterKeys.current.kms.masterId;
  const { rows } = await owner.query('select * from platform.installation');
  if ((rows[0].next_master_id ?? null) !== null) throw masterKeyChanging();
  return rows[0].master_id;
}

interface Contents {
  readonly tables: readonly StoredTable[];
  readonly counted: readonly CountedTable[];
  readonly dumping: Omit<Dumping, 'signal'>;
}

/** Both stores side by side; when one fails the other stops at its next chunk, and is waited for. */
async function dumpBoth({ stores, owners, request }: Writing, { tables, counted, dumping }: Contents) {
  const failed = new AbortController();
  const signal = AbortSignal.any([request.signal, failed.signal]);
  const orStop = <T>(dump: Promise<T>): Promise<T> =>
    dump.catch((error) => {
      failed.abort(error);
      throw error;
    });
  const [postgres, clickhouse] = [
    orStop(dumpTables(owners, tables, { ...dumping, signal })),
    orStop(dumpTwins(stores.clickhouse, counted, { ...dumping, signal })),
  ];
  await Promise.allSettled([postgres, clickhouse]);
  return { postgres: await postgres, clickhouse: await clickhouse };
}

/** Sizes on disk say about how many bytes of text the rows are; at the end the bar is full whatever they said. */
function progressOf({ onProgress }: BackupRequest, tables: readonly { readonly bytes: number }[]) {
  const total = tables.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  return (bytes: number): void => {
    done += bytes;
    onProgress?.(Math.min(done, total), total);
  };
}

/** Twins that a killed backup left would keep merged parts on disk. Not while a backup is under way. */
export async function removeLeftTwins({ clickhouse, openOwner }: Stores): Promise<void> {
  const owner = await openOwner();
  try {
    if (await takeTurn(owner)) await dropTwins(clickhouse);
  } finally {
    await owner.end();
  }
}
