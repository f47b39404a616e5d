import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countDays, periodStarts } from '../metrics/days.ts';
import { daysBefore } from './shift-days.ts';

it('goes back by whole periods, a year or 52 weeks, on the calendar', () => {
  const of = (from: string, to: string, ...how: ['previous' | 'year', ('week' | 'month' | 'quarter')?]) =>
    Object.values(daysBefore({ from, to }, ...how)).join(' ');
  expect(of('2026-03-01', '2026-03-30', 'previous')).toBe('2026-01-30 2026-02-28');
  expect(of('2026-03-01', '2026-03-31', 'previous', 'month')).toBe('2026-02-01 2026-02-28');
  expect(of('2026-02-01', '2026-02-28', 'previous', 'month')).toBe('2026-01-01 2026-01-31');
  expect(of('2026-03-15', '2026-04-10', 'previous', 'month')).toBe('2026-01-15 2026-02-10');
  expect(of('2026-01-01', '2026-06-30', 'previous', 'quarter')).toBe('2025-07-01 2025-12-31');
  expect(of('2024-02-29', '2024-02-29', 'year')).toBe('2023-02-28 2023-02-28');
  expect(of('2026-03-02', '2026-03-15', 'year', 'week')).toBe('2025-03-03 2025-03-16');
});

const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((count) => new Date(Date.UTC(2000, 0, 1) + count * 86_400_000).toISOString().slice(0, 10));

it('has as many periods before as now, all of them earlier, so that each is compared with one', () => {
  const steps = fc.constantFrom(
    undefined,
    'day' as const,
    'week' as const,
    'month' as const,
    'quarter' as const,
    'year' as const,
  );
  fc.assert(
    fc.property(day, fc.nat(400), steps, (from, length, step) => {
      const to = new Date(Date.parse(from) + length * 86_400_000).toISOString().slice(0, 10);
      const before = daysBefore({ from, to }, 'previous', step);
      const by = step ?? 'none';
      expect(periodStarts(before.from, before.to, by).length).toBe(periodStarts(from, to, by).length);
      expect(before.to < from).toBe(true);
      if (step === undefined || step === 'day') expect(countDays(before.from, before.to)).toBe(length + 1);
    }),
    { numRuns: 300 },
  );
});
