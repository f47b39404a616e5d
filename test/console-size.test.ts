import { expect, test } from 'vitest';
import { consoleSize } from '../scripts/console-size.mjs';

/** Bounds of the first load, gzipped: what a merchant on a slow line waits for. */
test('the shell and the overview stay within their size', () => {
  const {
    ahead,
    shell,
    overview,
    member,
    overview_files: files,
    overview_with_charts: drawn,
    loaded_too_early: early,
  } = consoleSize();
  // The first script asks for what comes first while the shell is on its way: it must not wait for the shell.
  expect(ahead).toBeLessThan(6_000);
  expect(member).toBeLessThan(100_000);
  expect(shell).toBeLessThan(260_000);
  expect(drawn).toBeLessThan(650_000);
  // Figures do not wait for what draws charts, nor for fifty files of half a kilobyte.
  expect(drawn - overview).toBeGreaterThan(150_000);
  expect(files).toBeLessThan(25);
  expect(early).toEqual([]);
});
