import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from 'chdb';
import { vi } from 'vitest';
import { childrenOf, descendantsOf, nameOf } from './process-tree.ts';

/**
 * What a test file has open in its worker. Files of one worker run one after the other in one process, and chDB takes one
 * data directory a process: an engine that a failed test left open would fail every file after it.
 */

interface Chdb {
  Session: new (...args: ConstructorParameters<typeof Session>) => Session;
  drainPending(): Promise<void>;
}

const worlds = new Map<string, () => Promise<void>>();
const sessions = new Set<Session>();
let chdb: Chdb | undefined;

/** A world tells of itself when it is opened; the function takes it from the list. */
export function noteWorld(name: string, close: () => Promise<void>): () => void {
  worlds.set(name, close);
  return () => worlds.delete(name);
}

/** Hears of every chDB session from now on. Before anybody imports chDB, whose module hands out its class once. */
export function watchSessions(): void {
  if (chdb !== undefined) return;
  chdb = createRequire(import.meta.url)('chdb') as Chdb;
  chdb.Session = class extends chdb.Session {
    constructor(...args: ConstructorParameters<typeof Session>) {
      super(...args);
      sessions.add(this);
    }
    override close(): void {
      sessions.delete(this);
      super.close();
    }
  };
}

/** The environment and folder of the process, as a file finds them. */
interface Standing {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
}

export const standing = (): Standing => ({ env: { ...process.env }, folder: process.cwd() });

/** Set once, by libraries for themselves. */
const lasting = new Set(['BETTER_AUTH_TELEMETRY']);

/** Time that closing one thing may take before it is given up. */
const patienceMs = 30_000;

/**
 * Closes, ends and puts back what a file left behind, and says what that was, a sentence each. A process has `endingMs`
 * of its own to end: it may have been told to and not waited for.
 */
export async function tidy(before: Standing, endingMs = 5_000): Promise<string[]> {
  const faults = [...restoreTimers(), ...restoreStanding(before)];
  for (const [name, close] of worlds) {
    faults.push(`the world ${name} is still open`);
    worlds.delete(name);
    await Promise.race([close().catch(() => undefined), pause(patienceMs)]);
  }
  const folders = new Set([...sessions].map((it) => it.path));
  faults.push(...[...folders].map((it) => `chDB is still open on ${it}`));
  for (const session of sessions) session.close();
  if (folders.size > 0) await Promise.race([chdb?.drainPending(), pause(patienceMs)]);
  return [...faults, ...(await endChildren(endingMs))];
}

function restoreTimers(): string[] {
  if (!vi.isFakeTimers()) return [];
  vi.useRealTimers();
  return ['timers are still false ones'];
}

function restoreStanding({ env, folder }: Standing): string[] {
  const names = [...new Set([...Object.keys(env), ...Object.keys(process.env)])];
  const changed = names.filter((name) => !lasting.has(name) && process.env[name] !== env[name]);
  for (const name of changed) {
    if (env[name] === undefined) delete process.env[name];
    else process.env[name] = env[name];
  }
  const faults = changed.map((name) => `the environment's ${name} is another`);
  if (process.cwd() === folder) return faults;
  process.chdir(folder);
  return [...faults, 'the process stands in another folder'];
}

/** Whoever runs on was forgotten, and goes with those it started. */
async function endChildren(endingMs: number): Promise<string[]> {
  if (await allEnd(endingMs)) return [];
  const left = childrenOf(process.pid);
  const faults = left.map((pid) => `process ${pid} (${nameOf(pid)}) still runs`);
  const all = left.flatMap((pid) => [pid, ...descendantsOf(pid)]);
  for (const pid of left) signal(pid, 'SIGTERM');
  if (await allEnd(patienceMs)) return faults;
  for (const pid of all) signal(pid, 'SIGKILL');
  return faults;
}

async function allEnd(withinMs: number): Promise<boolean> {
  for (const until = Date.now() + withinMs; childrenOf(process.pid).length > 0; await pause(50))
    if (Date.now() > until) return false;
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it ended by itself
  }
}
