import fc from 'fast-check';
import { expect, test } from 'vitest';
import { floorOf, isLow } from './disk-rules.ts';

const megabyte = 1024 ** 2;

test('the floor is 1 % of a small disk, 200 MB of a large one, and what is set', () => {
  expect(floorOf({ free: 0, total: 1000 * megabyte }, undefined)).toBe(10 * megabyte);
  expect(floorOf({ free: 0, total: 10_000_000 * megabyte }, undefined)).toBe(200 * megabyte);
  expect(floorOf({ free: 0, total: 1000 * megabyte }, 0)).toBe(0);
});

test('room that only wavers about the floor changes the answer at most once', () => {
  const floor = 1000;
  const wavering = fc.array(fc.integer({ min: 900, max: 1249 }), { minLength: 1 });
  fc.assert(
    fc.property(wavering, (frees) => {
      let low = false;
      let changes = 0;
      for (const free of frees) {
        const next = isLow({ free, total: 100_000 }, floor, low);
        if (next !== low) changes += 1;
        low = next;
      }
      expect(changes).toBeLessThanOrEqual(1);
      expect(isLow({ free: 1250, total: 100_000 }, floor, low)).toBe(false);
    }),
  );
});
