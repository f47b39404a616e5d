import fc from 'fast-check';
import { expect, test } from 'vitest';
import { squarify } from './squarify.ts';

const values = fc
  .array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 12 })
  .map((all) => all.sort((a, b) => b - a));

test('rectangles have the areas they stand for, lie within the box, and none over another', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0.3, max: 4, noNaN: true }), (all, ratio) => {
      const places = squarify(all, ratio);
      const total = all.reduce((sum, it) => sum + it, 0);
      expect(places).toHaveLength(all.length);
      for (const [n, it] of places.entries()) {
        expect(it.width * it.height).toBeCloseTo(all[n]! / total, 6);
        expect(it.x + it.width).toBeLessThan(1 + 1e-9);
        expect(it.y + it.height).toBeLessThan(1 + 1e-9);
        for (const other of places.slice(n + 1)) {
          const across = Math.min(it.x + it.width, other.x + other.width) - Math.max(it.x, other.x);
          const down = Math.min(it.y + it.height, other.y + other.height) - Math.max(it.y, other.y);
          expect(Math.min(across, down)).toBeLessThan(1e-9);
        }
      }
    }),
  );
});

test('the picture of the paper: 6 6 4 3 2 2 1 in a box of 6 x 4 begins with two of a row', () => {
  const [first, second, third] = squarify([6, 6, 4, 3, 2, 2, 1], 1.5);
  expect([first!.x, second!.x]).toEqual([0, 0]);
  expect(first!.width).toBeCloseTo(0.5, 9);
  expect(third!.x).toBeCloseTo(0.5, 9);
});
