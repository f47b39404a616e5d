import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ProblemError, problem } from '../../errors.ts';

const run = promisify(execFile);

/** Who PostgreSQL's programs run as. undefined = whoever runs Shuke. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const isRoot = () => process.getuid?.() === 0;

/**
 * The system user to run PostgreSQL as: nobody else unless we are root, because PostgreSQL refuses to run as root.
 * As root it is the owner of data already there (a shop begun as a user goes on under sudo), else the user
 * `postgres`, else a system user `shuke`, made here.
 */
export async function systemUserFor(dataDirectory: string): Promise<SystemUser | undefined> {
  if (!isRoot()) return undefined;
  return (
    (await ownerOf(dataDirectory)) ?? (await named('postgres')) ?? (await named('shuke')) ?? (await make())
  );
}

async function ownerOf(directory: string): Promise<SystemUser | undefined> {
  const found = await stat(directory).catch(() => undefined);
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

async function named(name: string): Promise<SystemUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function make(): Promise<SystemUser> {
  await run('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'shuke']).catch(
    () => undefined,
  );
  const made = await named('shuke');
  if (made) return made;
  throw new ProblemError(
    problem('no-system-user', 500, {
      zh: 'PostgreSQL 不能以 root 运行，也无法创建系统用户。请运行 useradd --system shuke，或以普通用户运行 Shuke。',
      en: 'PostgreSQL cannot run as root and no system user could be made. Run `useradd --system shuke`, or run Shuke as a normal user.',
    }),
  );
}

/** Whether that user gets through to `path` and may use it (x: enter a directory, run a file). Asked of the system itself. */
export async function canReach(path: string, user: SystemUser | undefined): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
