import type pg from 'pg';
import { caught, ProblemError, problem, type Result } from '../errors.ts';
import { withAdvisoryLock } from './advisory-lock.ts';
import { distributeNew, isDistributed } from './distribution/distribute.ts';
import { noteKey, refuseOtherKey } from './installation.ts';
import { type Migration, readMigrations, upTo } from './migration-files.ts';
import { migrationLock } from './migration-lock.ts';
import { appRole, authRole, ensureRole, type RolePasswords } from './roles.ts';
import { splitSql } from './split-sql.ts';

/** Files applied by this run, in order; empty when the database was up to date. */
export interface Migrated {
  readonly applied: readonly string[];
}

/**
 * Brings the database of `migratorUrl` to the state of `folder`: makes the application's roles, then runs each new file
 * in a transaction of its own under an advisory lock, so that a failed run goes on where it stopped.
 * With `until`, a file's name, only that far. Problems: migration-changed, migration-failed, migration-unknown (a newer
 * Shuke was here), postgres-roles-missing.
 */
export const migratePostgres = (
  migratorUrl: string,
  folder: string,
  options: {
    readonly rolePasswords: RolePasswords;
    /** Which master key this process has; unless told, nobody asks. */
    readonly masterId?: string | undefined;
    readonly until?: string | undefined;
  },
): Promise<Result<Migrated>> =>
  caught(async () => {
    const migrations = upTo(await readMigrations(folder), options.until);
    return withAdvisoryLock(migratorUrl, migrationLock, async (client) => {
      if (options.masterId !== undefined) await refuseOtherKey(client, options.masterId);
      await ensureRole(client, appRole, options.rolePasswords[appRole]);
      await ensureRole(client, authRole, options.rolePasswords[authRole]);
      const applied = await applyNew(client, migrations);
      if (options.masterId !== undefined) await noteKey(client, options.masterId);
      return { applied };
    });
  });

async function applyNew(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  const done = await readDone(client);
  checkHistory(done, migrations);
  const fresh = migrations.filter(({ version }) => !done.has(version));
  const spread = fresh.length > 0 && (await isDistributed(client));
  for (const migration of fresh) await apply(client, migration, spread ? runOnCitus : runWhole);
  if (spread) await distributeNew(client);
  return fresh.map(({ file }) => file);
}

type Done = ReadonlyMap<number, { readonly file: string; readonly checksum: string }>;

async function readDone(client: pg.Client): Promise<Done> {
  await client.query(`create schema if not exists platform;
    create table if not exists platform.schema_migrations (
      version integer primary key, file text not null, checksum text not null,
      applied_at timestamptz not null default now())`);
  const { rows } = await client.query('select version, file, checksum from platform.schema_migrations');
  return new Map(rows.map((row) => [row.version, row]));
}

function checkHistory(done: Done, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const [version, row] of done) {
    const migration = known.get(version);
    if (!migration) throw unknown(row.file);
    if (migration.checksum !== row.checksum) throw changed(migration.file);
  }
}

type Run = (client: pg.Client, text: string) => Promise<void>;

const runWhole: Run = async (client, text) => {
  await client.query(text);
};

/**
 * On Citus a new table is an ordinary one until it is distributed, behind the file: with its foreign keys to distributed
 * tables it would be refused, or taken into the metadata in a way that cannot be undone. What else a file does is carried
 * to the workers as it runs.
 */
const runOnCitus: Run = async (client, text) => {
  for (const statement of splitSql(text)) {
    const carried = !/^(--[^\n]*\n|\s)*create\s+table\b/i.test(statement);
    await client.query(`set local citus.enable_ddl_propagation = ${carried ? 'on' : 'off'}`);
    await client.query(statement);
  }
};

async function apply(client: pg.Client, migration: Migration, run: Run): Promise<void> {
  try {
    await client.query('begin');
    await run(client, migration.sql);
    await client.query(
      'insert into platform.schema_migrations (version, file, checksum) values ($1, $2, $3)',
      [migration.version, migration.file, migration.checksum],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw failed(migration, error as pg.DatabaseError);
  }
}

/** Line of the file, from the 1-based character position that PostgreSQL reports. */
const lineOf = (sql: string, position: string | undefined) =>
  position === undefined ? '' : `:${sql.slice(0, Number(position)).split('\n').length}`;

function failed(migration: Migration, error: pg.DatabaseError): ProblemError {
  const where = `${migration.file}${lineOf(migration.sql, error.position)}`;
  return new ProblemError(
    problem('migration-failed', 500, {
      zh: `迁移 ${where} 失败：${error.message}。该文件没有留下任何更改；修正后重新运行即可继续。`,
      en: `Migration ${where} failed: ${error.message}. Nothing of that file was kept; put it right and run again.`,
    }),
  );
}

const changed = (file: string) =>
  new ProblemError(
    problem('migration-changed', 500, {
      zh: `迁移 ${file} 在应用之后被改动。请恢复原文件，并把改动写成新的迁移。`,
      en: `Migration ${file} was changed after it was applied. Restore the file and put the change into a new one.`,
    }),
  );

const unknown = (file: string) =>
  new ProblemError(
    problem('migration-unknown', 500, {
      zh: `数据库已应用迁移 ${file}，而本程序没有这个文件：数据来自更新的 Shuke。请升级程序。`,
      en: `The database has migration ${file}, which this program lacks: the data is from a newer Shuke. Update the program.`,
    }),
  );
