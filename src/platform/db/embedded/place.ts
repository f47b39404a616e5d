import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError, problem } from '../../errors.ts';
import { canReach, type SystemUser, systemUserFor } from './system-user.ts';

/** Where one embedded PostgreSQL lives on disk. Everything in `home` belongs to its system user, mode 0700. */
export interface Place {
  /** Holds `data`, the log, the settings, the superuser's password and the owner's note. */
  readonly home: string;
  readonly data: string;
  /** Directory of the socket `.s.PGSQL.5432`. */
  readonly socket: string;
  readonly user: SystemUser | undefined;
}

/** Where root's server goes when its system user cannot enter the data directory (a clone under /root). */
export const rootHome = '/var/lib/shuke';

/** sun_path of a socket's address holds 107 bytes; `/.s.PGSQL.5432.lock` takes 19 of them. */
const longestSocketDirectory = 88;

const short = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 12);

/**
 * Decides where the server of `dataDir` lives and makes the directories. `<dataDir>/postgres` unless its system user
 * cannot get there; then /var/lib/shuke/<hash>, remembered in `<dataDir>/postgres-home`, so that a moved clone finds it.
 */
export async function settlePlace(dataDir: string): Promise<Place> {
  // Others must get through (not look around) to a subdirectory that belongs to PostgreSQL's own user.
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const inside = join(dataDir, 'postgres');
  const remembered = await readFile(join(dataDir, 'postgres-home'), 'utf8').catch(() => '');
  const user = await systemUserFor(remembered.trim() || inside);
  const home = remembered.trim() || ((await canReach(dataDir, user)) ? inside : await outside(dataDir));
  await own(home, user);
  const socket = home.length <= longestSocketDirectory ? home : join('/tmp', `shuke-${short(home)}`);
  if (socket !== home) await own(socket, user);
  return { home, data: join(home, 'data'), socket, user };
}

async function outside(dataDir: string): Promise<string> {
  const home = join(rootHome, short(dataDir));
  await mkdir(rootHome, { recursive: true });
  await chmod(rootHome, 0o755); // whatever our umask
  await writeFile(join(dataDir, 'postgres-home'), `${home}\n`, { mode: 0o600 });
  return home;
}

/** Makes the directory private to PostgreSQL's user; refuses one that belongs to somebody else. */
async function own(directory: string, user: SystemUser | undefined): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (user) await chown(directory, user.uid, user.gid);
  const { uid } = await stat(directory);
  if (uid !== (user?.uid ?? process.getuid?.() ?? uid)) throw foreign(directory);
  await chmod(directory, 0o700);
}

const foreign = (directory: string) =>
  new ProblemError(
    problem('data-directory-foreign', 500, {
      zh: `${directory} 属于另一个系统用户。请以该用户（或 root）运行，或用 SHUKE_DATA 指定另一个目录。`,
      en: `${directory} belongs to another system user. Run as that user (or root), or name another directory in SHUKE_DATA.`,
    }),
  );

/**
 * Writes a file that only PostgreSQL's user (and root) may read, whole or not at all: on a full disk settings cut to
 * nothing would make a server that listens on the network.
 */
export async function writePrivate(place: Place, name: string, text: string): Promise<void> {
  const file = join(place.home, name);
  const draft = `${file}.new`;
  try {
    await writeFile(draft, text, { mode: 0o600 });
    if (place.user) await chown(draft, place.user.uid, place.user.gid);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
