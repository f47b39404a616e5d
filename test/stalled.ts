import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { childrenOf, tree } from './process-tree.ts';

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
