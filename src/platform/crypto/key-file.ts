import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ProblemError, problem } from '../errors.ts';

export const hasMasterKey = (file: string): Promise<boolean> => exists(file);

/**
 * The one line of a key file, without what surrounds it; what `make` gives is written into it where there is none.
 * Throws ProblemError `master-key-mode` where others may read it.
 */
export async function readKeyFile(file: string, make: () => Promise<string>): Promise<string> {
  if (!(await exists(file))) await makeFile(file, await make());
  return lineOf(file);
}

/** The same of a file that may not be there, or may go while it is read: then undefined. */
export const seekKeyFile = (file: string): Promise<string | undefined> =>
  lineOf(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

async function lineOf(file: string): Promise<string> {
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) throw openToOthers(file, mode & 0o777);
  return (await readFile(file, 'utf8')).trim();
}

/**
 * Written beside and linked into place: two first starts agree on one key, and a crash leaves no half of one. The folder
 * is synced before anybody uses the key: a power cut that took the name back would leave wrappings nothing opens.
 */
async function makeFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${text}\n`, { mode: 0o600, flush: true });
  await chmod(draft, 0o600);
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  await syncFolder(dirname(file));
}

/** One that nothing is wrapped with. */
export const discardKeyFile = (file: string): Promise<void> => unlink(file).catch(unless('ENOENT'));

/** The key in `next` takes the place of `file`, whose own goes on under the name `old`. May be done by several at once. */
export async function replaceKeyFile(
  file: string,
  { next, old }: { next: string; old: string },
): Promise<void> {
  await link(file, old).catch(unless('EEXIST'));
  await rename(next, file).catch(unless('ENOENT'));
  await syncFolder(dirname(file));
}

const unless =
  (code: string) =>
  (error: NodeJS.ErrnoException): void => {
    if (error.code !== code) throw error;
  };

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const exists = (file: string) =>
  stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );

const openToOthers = (file: string, mode: number) =>
  new ProblemError(
    problem('master-key-mode', 500, {
      en: `The master key ${file} may be read by others (mode ${mode.toString(8)}). Run: chmod 600 '${file}'. If others could have read it, rotate the keys.`,
      zh: `主密钥 ${file} 可被其他用户读取（权限 ${mode.toString(8)}）。请执行：chmod 600 '${file}'；若可能已被读取，请轮换密钥。`,
    }),
  );
