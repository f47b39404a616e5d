import { expect, test } from 'vitest';
import { consoleSize } from '../scripts/console-size.mjs';

/** Bounds of the first load, gzipped: what a merchant on a slow line waits for. */
test('the shell and the overview stay within their size', () => {
  const { shell, overview, member, overview_with_charts: drawn } = consoleSize();
  expect(member).toBeLessThan(100_000);
  expect(shell).toBeLessThan(260_000);
  expect(drawn).toBeLessThan(650_000);
  expect(drawn).toBeGreaterThan(overview);
});
