import { expect, test } from 'vitest';
import { keptWidths, LEAST_WIDTH, MOST_WIDTH, withWidth } from './widths.ts';

test('widths are kept within bounds, and what is none is left out', () => {
  expect(keptWidths({ name: 120.4, city: 3, wide: 1e9, odd: '12', bad: Number.NaN })).toEqual({
    ...{ name: 120, city: LEAST_WIDTH, wide: MOST_WIDTH },
  });
  for (const kept of [undefined, null, 'x', 7, [1]]) expect(keptWidths(kept)).toEqual({});
});

test('a column gets another width, or its own again', () => {
  expect(withWidth({ a: 100 }, 'b', 70.6)).toEqual({ a: 100, b: 71 });
  expect(withWidth({ a: 100 }, 'a', 1)).toEqual({ a: LEAST_WIDTH });
  expect(withWidth({ a: 100, b: 80 }, 'a', undefined)).toEqual({ b: 80 });
});
