import { createHash } from 'node:crypto';
import { type Migration, readMigrations, upTo } from '../db/migration-files.ts';
import { caught, type Result } from '../errors.ts';
import type { ClickHouse } from './clickhouse.ts';
import { migrationChanged, migrationFailed, migrationUnknown } from './migration-problems.ts';
import { splitStatements } from './sql-text.ts';

/**
 * Migrations of ClickHouse: the files of migrations/clickhouse in order, statement by statement, written with the
 * directives of directives.ts. ClickHouse has no transactions around DDL, so each statement is recorded when it is
 * done; a run that broke off goes on behind the last recorded one. The statement it broke off in may run twice:
 * write CREATE (the directives add IF NOT EXISTS), ALTER ... IF [NOT] EXISTS, or inserts that replace by key.
 */

/** One finished statement, as stored. */
interface Done {
  readonly file: string;
  /** 1-based place in the file, and how many the file had. */
  readonly statement: number;
  readonly statements: number;
  readonly file_checksum: string;
  readonly checksum: string;
}

export interface MigrateOptions {
  /**
   * Keeps a second migrator out while `work` runs. The embedded engine needs none (its directory has one owner);
   * with a server, the caller passes PostgreSQL's advisory lock.
   */
  readonly lock?: <T>(work: () => Promise<T>) => Promise<T>;
  /** The last file to apply; all of them unless told. */
  readonly until?: string | undefined;
}

/** Files that this run finished, in order. */
export interface Migrated {
  readonly applied: readonly string[];
}

const record = `CREATE TABLE {{table schema_migrations on every node}} (
  file String, statement UInt32, statements UInt32, file_checksum String, checksum String,
  applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = {{engine ReplacingMergeTree(applied_at)}} ORDER BY (file, statement)`;

/**
 * Brings ClickHouse to the state of `folder`. Problems: migration-changed (names the file), migration-failed (names
 * file and statement; running again goes on there), migration-unknown (a newer Shuke was here).
 */
export function migrateClickHouse(
  clickhouse: ClickHouse,
  folder: string,
  options: MigrateOptions = {},
): Promise<Result<Migrated>> {
  const lock = options.lock ?? ((work) => work());
  return caught(() => lock(() => applyAll(clickhouse, folder, options.until)));
}

async function applyAll(clickhouse: ClickHouse, folder: string, until?: string): Promise<Migrated> {
  const migrations = upTo(await readMigrations(folder), until);
  await clickhouse.command(record);
  const done = await readDone(clickhouse);
  const files = new Set(migrations.map(({ file }) => file));
  for (const file of done.keys()) if (!files.has(file)) throw migrationUnknown(file);
  for (const migration of migrations) checkUnchanged(migration, done.get(migration.file) ?? []);
  const fresh = migrations.filter(({ file }) => !isComplete(done.get(file) ?? []));
  for (const migration of fresh) await apply(clickhouse, migration, done.get(migration.file)?.length ?? 0);
  return { applied: fresh.map(({ file }) => file) };
}

async function readDone(clickhouse: ClickHouse): Promise<Map<string, Done[]>> {
  const sql = `SELECT file, statement, statements, file_checksum, checksum FROM schema_migrations
    ORDER BY file, statement`;
  return Map.groupBy(await clickhouse.inspect<Done>(sql), ({ file }) => file);
}

const isComplete = (done: readonly Done[]): boolean => done.length > 0 && done.length === done[0]!.statements;

/** A finished file may not change at all; one that broke off may be put right behind what is done. */
function checkUnchanged(migration: Migration, done: readonly Done[]): void {
  const same = isComplete(done)
    ? done.every((row) => row.file_checksum === migration.checksum)
    : done.every((row) => row.checksum === checksum(splitStatements(migration.sql)[row.statement - 1]));
  if (!same) throw migrationChanged(migration.file);
}

const checksum = (statement = ''): string => createHash('sha256').update(statement).digest('hex');

async function apply(clickhouse: ClickHouse, migration: Migration, doneBefore: number): Promise<void> {
  const { file, checksum: file_checksum, sql } = migration;
  const statements = splitStatements(sql);
  const row = { file, statements: statements.length, file_checksum };
  for (const [index, text] of statements.entries()) {
    if (index >= doneBefore)
      await run(clickhouse, text, { ...row, statement: index + 1, checksum: checksum(text) });
  }
  // Statements done before a correction carry the old file's checksum: the finished file's takes its place.
  const rows = statements.map((text, index) => ({ ...row, statement: index + 1, checksum: checksum(text) }));
  if (doneBefore > 0) await clickhouse.insert('schema_migrations', rows);
}

async function run(clickhouse: ClickHouse, text: string, row: Done): Promise<void> {
  try {
    await clickhouse.command(text);
  } catch (error) {
    throw migrationFailed(row, error as Error);
  }
  await clickhouse.insert('schema_migrations', [row]);
}
