import { expect, test } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

test('a sparkline runs from its least at the bottom to its most at the top, with gaps where nothing is known', () => {
  expect(sparklinePath([0, 5, 10])).toBe('M0 23L50 12L100 1');
  expect(sparklinePath([1, null, 2, 3])).toBe('M0 23M66.7 12L100 1');
  expect(sparklinePath([7, 7])).toBe('M0 12L100 12');
  expect(sparklinePath([7])).toBe('M50 12');
  expect(sparklinePath([null])).toBe('');
});
