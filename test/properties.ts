import fc from 'fast-check';

/**
 * In CI every property is tried with the same cases, so that a red build speaks of the change and not of the day;
 * on a developer's machine with new ones at every run, which is where they find things.
 */
if (process.env.CI) fc.configureGlobal({ seed: 20_261_121 });
