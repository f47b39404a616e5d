import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { caught, type Result } from '../../errors.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { type EmbeddedPostgres, liveServer } from './live-server.ts';
import { takeOwnership } from './owner.ts';
import { type Place, rootHome, settlePlace, writePrivate } from './place.ts';
import { as, clearStalePid, startPostmaster, stopPostmaster } from './postmaster.ts';
import { type Settings, settings } from './settings.ts';

export type { EmbeddedPostgres } from './live-server.ts';

const run = promisify(execFile);

/**
 * Starts the PostgreSQL of this data directory, made on first use (1.3 s; 0.3 s later). A server left behind by a
 * killed process is stopped first. Problems: data-directory-in-use, data-directory-foreign, no-system-user,
 * no-embedded-postgres. `changed` overrides settings.
 */
export const startEmbeddedPostgres = (
  dataDir: string,
  changed: Settings = {},
): Promise<Result<EmbeddedPostgres>> =>
  caught(async () => {
    const place = await settlePlace(dataDir);
    const release = await takeOwnership(place);
    try {
      const binaries = await findBinaries(place.user, rootHome);
      await makeCluster(place, binaries);
      await stopPostmaster(place, binaries);
      await boot(place, binaries, changed);
      return await liveServer(place, binaries, release);
    } catch (error) {
      await release();
      throw error;
    }
  });

async function boot(place: Place, binaries: Binaries, changed: Settings): Promise<void> {
  await clearStalePid(place);
  await writePrivate(place, 'shuke.conf', settings(place.socket, changed));
  await keepLogSmall(join(place.home, 'log'));
  await startPostmaster(place, binaries);
}

async function makeCluster(place: Place, binaries: Binaries): Promise<void> {
  if (await stat(join(place.data, 'PG_VERSION')).catch(() => undefined)) return;
  // Made beside its place and then renamed, so that an initdb cut short is not taken for a database.
  const draft = `${place.data}.new`;
  await rm(draft, { recursive: true, force: true });
  await writePrivate(place, 'password', randomBytes(24).toString('base64url'));
  await run(binaries.initdb, initdbOptions(draft, join(place.home, 'password')), as(place));
  await appendFile(join(draft, 'postgresql.conf'), "\ninclude = '../shuke.conf'\n");
  await rename(draft, place.data);
}

/** The builtin C.UTF-8 sorts by code point on every machine: no index breaks when a C library changes. */
const initdbOptions = (data: string, passwordFile: string) => [
  `--pgdata=${data}`,
  '--username=postgres',
  `--pwfile=${passwordFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

/** The server only notes its own life, so 1 MB is years; one older file is kept. */
async function keepLogSmall(log: string): Promise<void> {
  const size = (await stat(log).catch(() => undefined))?.size ?? 0;
  if (size > 1_000_000) await rename(log, `${log}.old`);
}
