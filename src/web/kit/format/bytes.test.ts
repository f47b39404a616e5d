import { expect, test } from 'vitest';
import { formatBytes } from './bytes.ts';

test('sizes are told in the unit that keeps them short', () => {
  const sizes = [0, 1, 1023, 1024, 452_002, 5_242_880, 2 * 1024 ** 3];
  expect(sizes.map(formatBytes)).toEqual(['0 B', '1 B', '1023 B', '1.0 KB', '441 KB', '5.0 MB', '2.0 GB']);
});
