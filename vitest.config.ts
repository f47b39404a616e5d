import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/engines.ts'],
    setupFiles: ['test/each-file.ts', 'test/properties.ts'],
    // Forks, because chDB allows one data directory per process and a crash of the engine must not end the run.
    pool: 'forks',
    // Files of one worker share what they import: anew for each it took a third of the run. A file that changes what others
    // see (the environment, a module's state) puts it back.
    isolate: false,
    // The longest files wait half of their time, for browsers, back-off and programs that start: one worker more than cores
    // does their share meanwhile. Each keeps up to 0.8 GB.
    maxWorkers: Math.min(availableParallelism() + 1, 6),
    sequence: { sequencer: LongestFirst },
    // Bounds for what hangs, not for what is slow: on a machine with other work a property over real engines takes minutes.
    testTimeout: 240_000,
    hookTimeout: 300_000,
    // One second unless told, which a busy machine takes to look once.
    expect: { poll: { timeout: 120_000 } },
  },
});
