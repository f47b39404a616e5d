import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextPoint } from './next-point.ts';

const grid = [0, 1, 2].flatMap((y) => [0, 1, 2].map((x) => ({ x: 10 * x, y: 10 * y })));

test('arrows go to the neighbour, and stay at the edge', () => {
  expect(nextPoint(grid, undefined, 'ArrowDown')).toBe(0);
  expect(nextPoint(grid, 4, 'ArrowLeft')).toBe(3);
  expect(nextPoint(grid, 4, 'ArrowRight')).toBe(5);
  expect(nextPoint(grid, 4, 'ArrowUp')).toBe(1);
  expect(nextPoint(grid, 4, 'ArrowDown')).toBe(7);
  expect(nextPoint(grid, 2, 'ArrowRight')).toBe(2);
  expect(nextPoint(grid, 4, 'Home')).toBe(0);
  expect(nextPoint(grid, 4, 'End')).toBe(8);
  expect(nextPoint(grid, 4, 'a')).toBeUndefined();
  expect(nextPoint([], undefined, 'Home')).toBeUndefined();
});

test('whatever the points, an arrow never goes back, and ends', () => {
  const point = fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 300 }) });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), (points) => {
      let at = 0;
      for (let steps = 0; steps <= points.length; steps += 1) {
        const next = nextPoint(points, at, 'ArrowRight')!;
        if (next === at) return;
        expect(points[next]!.x).toBeGreaterThan(points[at]!.x);
        at = next;
      }
      throw new Error('it went round');
    }),
  );
});
