import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectBreakage } from './breakage-rules.ts';

it('follows points by age: a hand-worked case', () => {
  // 100 points: 20 spent in month 0, 40 in month 1, 40 expired at month 2; 50 more are held, a month old.
  const breakage = expectBreakage([
    { what: 'spent', age: 0, ends: null, points: 20 },
    { what: 'spent', age: 1, ends: null, points: 40 },
    { what: 'expired', age: 2, ends: null, points: 40 },
    { what: 'held', age: 1, ends: 2, points: 50 },
  ]);
  // At 0: 20 of 150. At 1: 40 of 130. At 2: none of 40. The held ones break with 1 - 40/130.
  expect(breakage).toEqual({
    ...{ points: Math.round(50 * (1 - 40 / 130)), seenPoints: 100 },
    everSpent: 1 - (130 / 150) * (90 / 130),
  });
});

it('nothing or too little seen, nothing said; points without an end never break', () => {
  const held = { what: 'held', age: 0, points: 10 } as const;
  expect(expectBreakage([{ ...held, ends: 12 }])).toBeUndefined();
  const spent = { what: 'spent', age: 0, ends: null, points: 1 } as const;
  expect(expectBreakage([{ ...held, ends: 12, points: 20 }, spent])).toBeUndefined();
  expect(expectBreakage([{ ...held, ends: 12, points: 19 }, spent])?.seenPoints).toBe(1);
  expect(expectBreakage([{ ...held, ends: null }, spent])?.points).toBe(0);
});

it('is between nothing and all that is held, and less the longer points live', () => {
  const life = fc.record({
    ...{ what: fc.constantFrom('spent' as const, 'expired' as const), age: fc.nat(24) },
    ...{ ends: fc.constant(null), points: fc.integer({ min: 100, max: 1000 }) },
  });
  fc.assert(
    fc.property(fc.array(life, { minLength: 1 }), fc.nat(12), fc.nat(12), (lives, ends, more) => {
      const held = { what: 'held', age: 0, points: 1000 } as const;
      const soon = expectBreakage([...lives, { ...held, ends }])!.points;
      const late = expectBreakage([...lives, { ...held, ends: ends + more }])!.points;
      expect(soon).toBeLessThanOrEqual(1000);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThanOrEqual(soon);
    }),
  );
});
