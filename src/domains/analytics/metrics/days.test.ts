import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, countDays, isDay, periodName, periodStarts, previousStart, startOfPeriod } from './days.ts';

it('knows days of the calendar from other texts', () => {
  for (const day of ['2024-02-29', '2000-02-29', '1970-01-01', '2149-06-06'])
    expect(isDay(day), day).toBe(true);
  for (const text of [
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-1-1',
    '1969-12-31',
    '2149-06-07',
    '',
    'x',
  ])
    expect(isDay(text), text).toBe(false);
});

it('weeks start on Monday, across the turn of a year', () => {
  expect(startOfPeriod('2024-12-29', 'week', '')).toBe('2024-12-23');
  expect(startOfPeriod('2025-01-01', 'week', '')).toBe('2024-12-30');
  expect(periodStarts('2024-12-29', '2025-01-06', 'week')).toEqual([
    '2024-12-23',
    '2024-12-30',
    '2025-01-06',
  ]);
});

it('months follow each other through leap days and year ends', () => {
  expect(periodStarts('2024-01-31', '2024-03-01', 'month')).toEqual([
    '2024-01-01',
    '2024-02-01',
    '2024-03-01',
  ]);
  expect(periodStarts('2023-12-05', '2024-01-05', 'month')).toEqual(['2023-12-01', '2024-01-01']);
});

it('the period before: a whole calendar period, or as many days', () => {
  expect(previousStart('2024-03-15', '2024-04-01', 'month')).toBe('2024-02-01');
  expect(previousStart('2024-03-15', '2024-04-01', 'week')).toBe('2024-03-04');
  expect(previousStart('2024-03-01', '2024-03-31', 'none')).toBe('2024-01-30');
});

it('names periods so that they sort', () => {
  expect(periodName('2024-02-01', 'month', '2024-12-31')).toBe('2024-02');
  expect(periodName('2024-02-01', 'none', '2024-12-31')).toBe('2024-02-01/2024-12-31');
});

it('every day of a window lies in exactly one of its periods', () => {
  const some = fc.integer({ min: 0, max: 60_000 }).map((count) => addDays('1970-01-05', count));
  fc.assert(
    fc.property(
      some,
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom('day' as const, 'week' as const, 'month' as const),
      (from, more, by) => {
        const to = addDays(from, more);
        const starts = periodStarts(from, to, by);
        for (let day = from; day <= to; day = addDays(day, 1))
          expect(starts).toContain(startOfPeriod(day, by, from));
        expect(starts).toEqual([...new Set(starts)].sort());
        expect(countDays(from, to)).toBe(more + 1);
      },
    ),
  );
});
