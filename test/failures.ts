import { afterEach } from 'vitest';

/** Tests of this file that failed so far: a world closed after one is kept to be looked at. A setup file of vitest. */
let failed = 0;

export const failures = (): number => failed;

afterEach(({ task }) => {
  if (task.result?.state === 'fail') failed += 1;
});
