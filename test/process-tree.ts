import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** Processes as Linux shows them; elsewhere there are none to see. */

/** Numbers of the processes that this one started and that are not over. */
export const childrenOf = (pid: number): number[] =>
  list(`/proc/${pid}/task`).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`).trim().split(/\s+/).filter(Boolean).map(Number),
  );

/** Those, those they started, and so on. */
export const descendantsOf = (pid: number): number[] =>
  childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);

/** The program's name only: arguments may hold anything. */
export function nameOf(pid: number): string {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return '?';
  }
}

/** A process and those it started: name, state, and where its threads wait in the kernel. */
export function tree(pid: number, indent = ''): string {
  const state = /^State:\s*(\S)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? '?';
  const own = `${indent}${pid} ${nameOf(pid)} ${state} threads: ${waits(pid)}`;
  return [own, ...childrenOf(pid).map((child) => tree(child, `${indent}  `))].join('\n');
}

function waits(pid: number): string {
  const counts = new Map<string, number>();
  for (const task of list(`/proc/${pid}/task`)) {
    const at = `${read(`/proc/${pid}/task/${task}/comm`).trim()}@${read(`/proc/${pid}/task/${task}/wchan`).trim()}`;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return [...counts].map(([at, count]) => `${at}x${count}`).join(' ');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // gone meanwhile, or not Linux
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
