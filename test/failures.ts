import { afterEach, beforeAll } from 'vitest';

/** Tests of this file that failed so far: a world closed after one is kept to be looked at. A setup file of vitest. */
let failed = 0;

export const failures = (): number => failed;

afterEach(({ task }) => {
  if (task.result?.state === 'fail') failed += 1;
});

/** For `stalled.ts`: whom to end when this file holds its thread. */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
beforeAll(({}, file) => {
  Object.assign(file.meta, { pid: process.pid });
});
