import { link, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError, problem } from '../../errors.ts';
import { type Place, writePrivate } from './place.ts';

/**
 * Which process of Shuke owns the server of a directory: its number and, where the system tells, its start time
 * (numbers are used again). Two owners would stop each other's server.
 */
export async function takeOwnership(place: Place): Promise<() => Promise<void>> {
  const file = join(place.home, 'owner');
  const draft = `owner.${process.pid}`;
  await writePrivate(place, draft, await signature(process.pid));
  try {
    while (!(await linked(join(place.home, draft), file))) await removeIfDead(file);
  } finally {
    await rm(join(place.home, draft), { force: true });
  }
  return () => rm(file, { force: true });
}

/** A hard link either is made or finds the name taken: no moment in between. */
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function removeIfDead(file: string): Promise<void> {
  const note = await readFile(file, 'utf8').catch(() => undefined);
  if (note === undefined) return;
  const pid = Number.parseInt(note, 10);
  if (note === (await signature(pid)) && alive(pid)) throw inUse(pid);
  // Moved away under a name of our own first: of two processes that saw the same dead owner, one moves it.
  const grave = `${file}.${process.pid}.dead`;
  await rename(file, grave).catch(() => undefined);
  await rm(grave, { force: true });
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * `<pid> <start time in clock ticks>`: the 22nd field of /proc/<pid>/stat, counted after the name in brackets.
 * A process that has ended and waits for its parent to notice (state Z) gives no time, so it matches no note.
 */
async function signature(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return `${pid} ${fields[0] === 'Z' ? 'ended' : (fields[19] ?? '')}`;
}

const inUse = (pid: number) =>
  new ProblemError(
    problem('data-directory-in-use', 409, {
      zh: `数据目录正被另一个 Shuke 进程（${pid}）使用。请先停止它，或用 SHUKE_DATA 指定另一个目录。`,
      en: `The data directory is in use by another process of Shuke (${pid}). Stop it first, or name another directory in SHUKE_DATA.`,
    }),
  );
