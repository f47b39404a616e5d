import { expect, test } from 'vitest';
import { daysIn, fixedDays, readLast } from './days-rules.ts';

test('days move with the calendar and end yesterday, or are fixed; what is neither is the last 30', () => {
  expect(daysIn('last-7', '2026-11-27')).toEqual({ from: '2026-11-20', to: '2026-11-26' });
  expect(daysIn('2026-01-01..2026-01-31', '2026-11-27')).toEqual({ from: '2026-01-01', to: '2026-01-31' });
  for (const text of ['', 'last-8', '2026-02-01..2026-01-01', '2026-13-01..2026-13-02'])
    expect(readLast(text)).toBe(30);
  expect(fixedDays({ from: 'a', to: 'b' })).toBe('a..b');
});
