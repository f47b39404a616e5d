import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { bootstrapDatabase } from '../src/platform/db/embedded/bootstrap.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/db/embedded/server.ts';
import { migratePostgres } from '../src/platform/db/migrate.ts';
import { migratorRole, rolePassword, rolePasswords } from '../src/platform/db/roles.ts';
import { orThrow } from '../src/platform/errors.ts';
import { hasRoomInMemory, memoryFolder } from './memory-folder.ts';
import { prefix, sweep } from './sweep.ts';

/** What a run of the tests shares: one PostgreSQL, and a migrated database and ClickHouse to copy from. */
export interface Engines {
  /** Directory of this run; every world keeps its files in here. */
  readonly folder: string;
  /** Superuser's URL of database `postgres`. */
  readonly adminUrl: string;
  /** Migrator's URL of the template. */
  readonly migratorUrl: string;
  /** Base64. */
  readonly masterKey: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    engines: Engines;
  }
}

/** The database that worlds are copied from. */
export const template = 'shuke_template';

/** Settings for haste: a test's data need not outlive the machine, and many workers connect at once. */
const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 300 };

/** vitest globalSetup: starts the engines of the run and stops them; a world kept by a failure keeps the folder. */
export default async function engines(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const folder = await makeFolder();
  await writeFile(join(folder, 'pid'), String(process.pid));
  const server = orThrow(await startEmbeddedPostgres(folder, hasty));
  const masterKey = randomBytes(32);
  const [migratorUrl] = await Promise.all([makeTemplate(server, masterKey), makeAnalytics(folder)]);
  const shared = { folder, adminUrl: server.adminUrl('postgres'), migratorUrl };
  project.provide('engines', { ...shared, masterKey: masterKey.toString('base64') });
  return async () => {
    await server.stop();
    await removeUnlessKept(folder);
  };
}

/** This process and the workers, which are started later, keep their temporary files in it too: it goes with all of them. */
async function makeFolder(): Promise<string> {
  const inMemory = process.env.TMPDIR === undefined && (await hasRoomInMemory());
  const folder = await mkdtemp(join(inMemory ? memoryFolder : tmpdir(), prefix));
  await chmod(folder, 0o711); // PostgreSQL's own user must get through
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  await chmod(temporary, 0o1777);
  process.env.TMPDIR = temporary;
  return folder;
}

async function makeTemplate(server: EmbeddedPostgres, masterKey: Buffer): Promise<string> {
  const url = await bootstrapDatabase(server, rolePassword(masterKey, migratorRole), template);
  const folder = new URL('../migrations/postgres', import.meta.url).pathname;
  const migrated = await migratePostgres(url, folder, { rolePasswords: rolePasswords(masterKey) });
  if (!migrated.ok) throw new Error(migrated.problem.message.en);
  await seal(server);
  return url;
}

/** The data directory whose ClickHouse worlds copy: migrating each anew would take a second and a half a world. */
export const analyticsTemplate = (folder: string): string => join(folder, 'analytics-template');

async function makeAnalytics(folder: string): Promise<void> {
  const child = new URL('./analytics-child.ts', import.meta.url).pathname;
  await promisify(execFile)(process.execPath, [child, analyticsTemplate(folder)]);
}

/** Nobody may stand in a database while it is copied. */
async function seal(server: EmbeddedPostgres): Promise<void> {
  const admin = new pg.Client({ connectionString: server.adminUrl('postgres') });
  await admin.connect();
  await admin.query(`alter database ${template} with is_template true allow_connections false`);
  await admin.end();
}

async function removeUnlessKept(folder: string): Promise<void> {
  const kept = (await readdir(folder)).filter((name) => name.startsWith('kept-'));
  if (kept.length === 0) return rm(folder, { recursive: true, force: true });
  const names = kept.map((name) => name.slice('kept-'.length)).join(', ');
  const where = await onDisk(folder);
  process.stderr.write(`Worlds of failed tests are kept in ${where} until the next run: ${names}\n`);
}

/** Memory is given back: what is kept to be looked at may lie there for days. */
async function onDisk(folder: string): Promise<string> {
  if (!folder.startsWith(`${memoryFolder}/`)) return folder;
  const where = join('/var/tmp', basename(folder));
  await promisify(execFile)('cp', ['-a', folder, where]);
  await rm(folder, { recursive: true, force: true });
  return where;
}
