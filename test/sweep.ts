import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/platform/db/embedded/server.ts';
import { memoryFolder } from './memory-folder.ts';

/** Folders of test runs are named so, and hold the number of the run's process in `pid`. */
export const prefix = 'shuke-test-';

/** Removes what earlier runs left in the temporary directories: kept worlds, and servers of runs that were killed. */
export async function sweep(): Promise<void> {
  for (const where of new Set([tmpdir(), memoryFolder, '/var/tmp'])) {
    const names = (await readdir(where).catch(() => [])).filter((name) => name.startsWith(prefix));
    for (const name of names) await removeIfOver(join(where, name));
  }
}

async function removeIfOver(folder: string): Promise<void> {
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
  if (!(pid > 0) || isAlive(pid)) return;
  // Starting stops a server left behind; it is the one careful way to stop it.
  const server = await startEmbeddedPostgres(folder);
  if (server.ok) await server.value.stop();
  await rm(folder, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
