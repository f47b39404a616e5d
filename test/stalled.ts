import { readdirSync, readFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Longer than any test or hook may take: a file this long without a word holds its thread, and no timeout of its own can end it. */
const silenceMs = Number(process.env.SHUKE_TEST_SILENCE_MS ?? 900_000);

/** Twice what the longest file needs beside seven others at work: one test after the other that runs into its limit is no news either. */
const longestMs = 2 * silenceMs;

interface InFlight {
  readonly begunAt: number;
  readonly heardAt: number;
  readonly saying: string;
}

/**
 * Reporter of vitest that ends the worker of a file which has been silent for `silenceMs`, and says what it was at. The
 * file fails and the others go on; without this a thread held by an engine held the whole run, which told nobody where.
 */
export default class Stalled implements Reporter {
  readonly #inFlight = new Map<TestModule, InFlight>();
  #timer: NodeJS.Timeout | undefined;

  onTestRunStart(): void {
    this.#timer = setInterval(() => this.#look(), Math.min(10_000, silenceMs / 4)).unref();
  }

  onTestRunEnd(): void {
    clearInterval(this.#timer);
  }

  onTestModuleStart(module: TestModule): void {
    this.#heard(module, 'its beginning');
  }

  onTestModuleEnd(module: TestModule): void {
    this.#inFlight.delete(module);
  }

  onTestCaseReady(test: TestCase): void {
    this.#heard(test.module, `"${test.fullName}"`);
  }

  onTestCaseResult(test: TestCase): void {
    this.#heard(test.module, `what follows "${test.fullName}"`);
  }

  #heard(module: TestModule, saying: string): void {
    const now = Date.now();
    const begunAt = this.#inFlight.get(module)?.begunAt ?? now;
    this.#inFlight.set(module, { begunAt, heardAt: now, saying });
  }

  #look(): void {
    const now = Date.now();
    for (const [module, { begunAt, heardAt, saying }] of this.#inFlight)
      if (now - heardAt > silenceMs || now - begunAt > longestMs) this.#end(module, saying);
  }

  #end(module: TestModule, saying: string): void {
    const { pid } = module.meta() as { pid?: number };
    this.#inFlight.delete(module);
    // Before its first word nobody knows which worker it is: all of them end. One that died by itself is nobody's any more.
    const workers = childrenOf(process.pid).filter((it) => pid === undefined || it === pid);
    process.stderr.write(`\nSTALLED: ${module.relativeModuleId} at ${saying}\n`);
    for (const worker of workers) {
      process.stderr.write(`${tree(worker)}\n`);
      process.kill(worker, 'SIGKILL');
    }
  }
}

const childrenOf = (pid: number): number[] =>
  read(`/proc/${pid}/task/${pid}/children`).trim().split(/\s+/).filter(Boolean).map(Number);

/** A process and those it started: state, where its threads wait in the kernel, and the program's name only. */
function tree(pid: number, indent = ''): string {
  const status = read(`/proc/${pid}/status`);
  const state = /^State:\s*(\S)/m.exec(status)?.[1] ?? '?';
  const name = /^Name:\s*(.*)$/m.exec(status)?.[1] ?? '?';
  const own = `${indent}${pid} ${name} ${state} threads: ${waits(pid)}`;
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
