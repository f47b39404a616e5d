import { execFile } from 'node:child_process';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ProblemError, problem } from '../../errors.ts';
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

/**
 * Whether that process is still the server of `place`. One killed by force that its parent has not noticed yet has no
 * command line; a system that will not say (no handles left) is not taken for a dead server.
 */
export async function isServer(pid: number, place: Place): Promise<boolean> {
  if (process.platform !== 'linux') return (await commandLine(pid)).includes(place.data);
  return readFile(`/proc/${pid}/cmdline`, 'utf8').then(
    (text) => text.includes(place.data),
    (error: NodeJS.ErrnoException) => !['ENOENT', 'ESRCH'].includes(error.code ?? ''),
  );
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return run('ps', ['-p', String(pid), '-o', 'command=']).then(
    (said) => said.stdout,
    () => '',
  );
}

/**
 * Removes the two lock files of a server that is gone or whose number is now something else's (numbers are used again,
 * in containers soon; one killed by force still answers to its number until its parent takes notice). PostgreSQL itself
 * refuses to start when the number belongs to any process of its user.
 */
export async function clearStalePid(place: Place): Promise<void> {
  if ((await runningPid(place)) !== undefined) return;
  await rm(join(place.data, 'postmaster.pid'), { force: true });
  await rm(join(place.socket, '.s.PGSQL.5432.lock'), { force: true });
}

/** Tries of a start, half a second apart, while the processes of a server killed by force are still going. */
const tries = 20;

/**
 * Starts the server in a session of its own (Ctrl-C does not reach it) and waits until it takes connections.
 * Throws ProblemError postgres-will-not-start, which names the log.
 */
export async function startPostmaster(place: Place, binaries: Binaries): Promise<void> {
  const log = join(place.home, 'log');
  const start = ['start', '-s', '-w', '-t', '120', '-D', place.data, '-l', log];
  for (let left = tries; left > 0; left -= 1) {
    const from = (await stat(log).catch(() => undefined))?.size ?? 0;
    const error = await run(binaries.pgCtl, start, as(place)).then(
      () => undefined,
      (failure: Error) => failure,
    );
    if (!error) return;
    const said = (await readFile(log, 'utf8').catch(() => '')).slice(from);
    if (!/pre-existing shared memory block|lock file .* already exists/.test(said))
      throw willNotStart(log, error);
    await pause(500);
    await clearStalePid(place);
  }
  throw willNotStart(log);
}

const willNotStart = (log: string, cause?: Error) =>
  Object.assign(
    new ProblemError(
      problem('postgres-will-not-start', 500, {
        zh: `内置的 PostgreSQL 无法启动，原因见 ${log} 的最后几行（常见：磁盘已满）。`,
        en: `The embedded PostgreSQL does not start; the last lines of ${log} say why (often a full disk).`,
      }),
    ),
    { cause },
  );

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
