import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

const listed = 15;

/** Reporter of vitest that ends a run of many files with the slowest of them: what to look at when the run gets long. */
export default class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length <= listed) return;
    process.stdout.write(`\nThe slowest files, seconds:\n${lines(modules).join('\n')}\n`);
  }
}

const lines = (modules: readonly TestModule[]): string[] =>
  modules
    .map((it) => ({ seconds: secondsOf(it), name: relative(process.cwd(), it.moduleId) }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, listed)
    .map(({ seconds, name }) => `${seconds.toFixed(0).padStart(5)}  ${name}`);

/** Its imports, tests and hooks. */
function secondsOf(module: TestModule): number {
  const { collectDuration, duration } = module.diagnostic();
  return (collectDuration + duration) / 1000;
}
