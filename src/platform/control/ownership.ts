import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Problem, problem, type Result } from '../errors.ts';
import { processMarker } from './process-marker.ts';
import { controlPath, isAnswered } from './socket.ts';

/** Who works in a data directory: one server for long, or one command while no server runs. */
export interface Owner {
  readonly role: 'server' | 'command';
  readonly pid: number;
  /** See processMarker. */
  readonly process: string;
  /** Where the server is reached; for a command, its name. */
  readonly address: string;
  /** ISO 8601. */
  readonly since: string;
  /** Random: one taking of the directory, whoever took it. */
  readonly id: string;
}

export interface Ownership {
  readonly owner: Owner;
  release(): Promise<void>;
}

export interface Taking {
  readonly dataDir: string;
  readonly role: Owner['role'];
  readonly address: string;
  readonly now: Date;
}

const lockPath = (dataDir: string): string => join(dataDir, 'shuke.lock');

/**
 * Makes this process the owner of the directory. Problem `data-directory-in-use` names the owner that lives. The lock
 * of a process that died, also one whose number went to another program, is taken over.
 */
export async function takeOwnership(taking: Taking): Promise<Result<Ownership>> {
  // Root's PostgreSQL runs as another user, who must get through; nobody may look around.
  await mkdir(taking.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const owner = newOwner(taking);
  // Each round meets another owner or wins; five rounds of dead owners in a row do not happen.
  for (let round = 0; round < 5; round++) {
    if (await place(taking.dataDir, owner))
      return ok({ owner, release: () => release(taking.dataDir, owner) });
    const holder = await readOwner(taking.dataDir);
    if (holder !== undefined && (await isAlive(taking.dataDir, holder)))
      return fail(inUse(taking.dataDir, holder));
    await removeDead(taking.dataDir, holder);
  }
  throw new Error(`the lock ${lockPath(taking.dataDir)} changes faster than it can be taken`);
}

function newOwner({ role, address, now }: Taking): Owner {
  const marker = processMarker(process.pid) ?? 'unknown';
  return { role, pid: process.pid, process: marker, address, since: now.toISOString(), id: randomUUID() };
}

/** Puts the lock there whole, or not at all: a reader never sees half of it. */
async function place(dataDir: string, owner: Owner): Promise<boolean> {
  const draft = `${lockPath(dataDir)}.${owner.id}`;
  await writeFile(draft, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  try {
    await link(draft, lockPath(dataDir));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Who holds the directory by its lock, alive or not; undefined without a lock, or with an unreadable one. */
async function readOwner(dataDir: string, path = lockPath(dataDir)): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

/** The owner that lives, if there is one. */
export async function livingOwner(dataDir: string): Promise<Owner | undefined> {
  const holder = await readOwner(dataDir);
  return holder !== undefined && (await isAlive(dataDir, holder)) ? holder : undefined;
}

/** The socket is asked too: a server in another container has a process number that means nothing here. */
async function isAlive(dataDir: string, holder: Owner): Promise<boolean> {
  if (processMarker(holder.pid) === holder.process) return true;
  return holder.role === 'server' && (await isAnswered(controlPath(dataDir)));
}

/**
 * Moves a dead lock aside. Between our look and our move another process may have taken the directory: then its lock,
 * not the dead one, is in our hand, and goes back.
 */
async function removeDead(dataDir: string, dead: Owner | undefined): Promise<void> {
  const aside = `${lockPath(dataDir)}.dead.${randomUUID()}`;
  await rename(lockPath(dataDir), aside).catch(ignoreMissing);
  const moved = await readOwner(dataDir, aside);
  if (moved !== undefined && moved.id !== dead?.id) await link(aside, lockPath(dataDir)).catch(() => {});
  await rm(aside, { force: true });
}

async function release(dataDir: string, owner: Owner): Promise<void> {
  const holder = await readOwner(dataDir);
  if (holder?.id === owner.id) await rm(lockPath(dataDir), { force: true });
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

function inUse(dataDir: string, { role, pid, address, since }: Owner): Problem {
  return role === 'server'
    ? problem('data-directory-in-use', 409, {
        zh: `数据目录 ${dataDir} 已由另一个熟客服务使用：进程 ${pid}, ${address}, 自 ${since} 起运行. 请先停止它，或用 SHUKE_DATA 另选目录`,
        en: `Another Shuke server works in ${dataDir}: process ${pid}, ${address}, since ${since}. Stop it first, or choose another directory with SHUKE_DATA`,
      })
    : problem('data-directory-in-use', 409, {
        zh: `命令 "${address}" (进程 ${pid}，自 ${since} 起) 正在使用数据目录 ${dataDir}，请等它结束`,
        en: `The command "${address}" (process ${pid}, since ${since}) works in ${dataDir}; wait until it is done`,
      });
}
