import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, countDays, isDay } from './days.ts';
import { windowBefore, windowLastYear } from './earlier-windows.ts';

test('the window before ends where this one begins, and is as long', () => {
  expect(windowBefore({ from: '2024-03-01', to: '2024-03-31' })).toEqual({
    from: '2024-01-30',
    to: '2024-02-29',
  });
  expect(windowBefore({ from: '2024-03-01', to: '2024-03-01' })).toEqual({
    from: '2024-02-29',
    to: '2024-02-29',
  });
});

test('last year is the same days of the calendar', () => {
  expect(windowLastYear({ from: '2024-02-29', to: '2024-03-31' })).toEqual({
    from: '2023-02-28',
    to: '2023-03-31',
  });
});

test('any window: no day is counted twice, every day exists', () => {
  const window = fc.tuple(fc.integer({ min: 400, max: 40_000 }), fc.integer({ min: 0, max: 365 }));
  fc.assert(
    fc.property(window, ([start, length]) => {
      const from = addDays('1970-01-01', start);
      const to = addDays(from, length);
      const before = windowBefore({ from, to });
      expect(addDays(before.to, 1)).toBe(from);
      expect(countDays(before.from, before.to)).toBe(length + 1);
      const earlier = windowLastYear({ from, to });
      expect([isDay(earlier.from), isDay(earlier.to)]).toEqual([true, true]);
      expect(Math.abs(countDays(earlier.from, earlier.to) - (length + 1))).toBeLessThanOrEqual(1);
    }),
  );
});
