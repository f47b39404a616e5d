import fc from 'fast-check';

/**
 * In CI every property is tried with the same cases, so that a red build speaks of the change and not of the day;
 * on a developer's machine with new ones at every run, which is where they find things.
 */
if (process.env.CI) fc.configureGlobal({ seed: 20_261_121 });

/**
 * How many cases of a property whose cases take a second of real engines: the same few at every run of CI would find
 * nothing more by being many. `SHUKE_TEST_RUNS` says another number, by hand.
 */
export const cases = (drawn: number, inCi: number): { numRuns: number } => ({
  numRuns: Number(process.env.SHUKE_TEST_RUNS ?? (process.env.CI ? inCi : drawn)),
});
