import { afterAll, afterEach, beforeAll } from 'vitest';
import { forgetFailures, noteFailure } from './failures.ts';
import { standing, tidy, watchSessions } from './left-open.ts';

/** A setup file of vitest: what holds around every test file. It runs anew for each; what it imports does not. */

watchSessions();
forgetFailures();

// Of a file that broke off while it was loaded; its own hooks never ran.
for (const it of await tidy(standing())) process.stderr.write(`Left by the file before: ${it}\n`);

const before = standing();

afterEach(({ task }) => {
  if (task.result?.state === 'fail') noteFailure();
});

/** For `stalled.ts`: whom to end when this file holds its thread. */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
beforeAll(({}, file) => {
  Object.assign(file.meta, { pid: process.pid });
});

/** The first hook to be named is the last to run: what the file's own hooks left is put right and held against it. */
afterAll(async () => {
  const faults = await tidy(before);
  if (faults.length > 0) throw new Error(`left behind: ${faults.join('; ')}`);
});
