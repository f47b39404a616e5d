import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';

const run = promisify(execFile);

/** How one PostgreSQL program is called for `place`: as its user, from a directory that user may stand in. */
export const as = (place: Place) => ({
  ...place.user,
  cwd: place.home,
  env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
});

/** The process id in postmaster.pid when that process is a PostgreSQL on this very directory. */
export async function runningPid(place: Place): Promise<number | undefined> {
  const text = await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!(pid > 0)) return undefined;
  return (await commandLine(pid)).includes(place.data) ? pid : undefined;
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return run('ps', ['-p', String(pid), '-o', 'command=']).then(
    (said) => said.stdout,
    () => '',
  );
}

/**
 * Removes a pid file whose process is gone or is now something else (numbers are used again, in containers soon);
 * PostgreSQL itself refuses to start when the number belongs to any live process of its user.
 */
export async function clearStalePid(place: Place): Promise<void> {
  if ((await runningPid(place)) === undefined) await rm(join(place.data, 'postmaster.pid'), { force: true });
}

/** Starts the server in a session of its own (Ctrl-C does not reach it) and waits until it takes connections. */
export async function startPostmaster(place: Place, binaries: Binaries): Promise<void> {
  const log = join(place.home, 'log');
  await run(binaries.pgCtl, ['start', '-s', '-w', '-t', '120', '-D', place.data, '-l', log], as(place));
}

/** Stops the server: running statements are broken off, what was committed stays. Nothing to do when it is down. */
export async function stopPostmaster(place: Place, binaries: Binaries): Promise<void> {
  if ((await runningPid(place)) === undefined) return;
  const stop = (mode: string) =>
    run(binaries.pgCtl, ['stop', '-s', '-w', '-t', '60', '-m', mode, '-D', place.data], as(place));
  await stop('fast').catch(async (error) => {
    if ((await runningPid(place)) === undefined) return;
    await stop('immediate').catch(() => Promise.reject(error));
  });
}
