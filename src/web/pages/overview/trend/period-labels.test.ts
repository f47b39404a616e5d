import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../kit/format/dates.ts';
import type { Range } from '../range-rules.ts';
import { daysOfPeriod, marksOf, periodLabel } from './period-labels.ts';

const range = (from: string, to: string, by: Range['by']): Range => ({ preset: 'custom', from, to, by });

test('periods are named as each reader expects', () => {
  expect(periodLabel('2026-11-11', 'day', 'zh-CN')).toBe('11-11');
  expect(periodLabel('2026-11-11', 'day', 'en-US')).toBe('Nov 11');
  expect(periodLabel('2026-11', 'month', 'zh-CN')).toBe('2026-11');
  expect(periodLabel('2026-11', 'month', 'en-US')).toBe('Nov 2026');
});

test('a period holds the days of the range that lie in it', () => {
  expect(daysOfPeriod('2025-12', range('2025-12-10', '2026-01-05', 'month'))).toEqual({
    from: '2025-12-10',
    to: '2025-12-31',
  });
  expect(daysOfPeriod('2026-01', range('2025-12-10', '2026-01-05', 'month')).to).toBe('2026-01-05');
  expect(daysOfPeriod('2024-02', range('2024-01-01', '2024-12-31', 'month')).to).toBe('2024-02-29');
  expect(daysOfPeriod('2026-11-09', range('2026-11-11', '2026-11-30', 'week'))).toEqual({
    from: '2026-11-11',
    to: '2026-11-15',
  });
});

test('the days of the months of any range are that range, each day once', () => {
  const day = fc.integer({ min: 0, max: 12_000 }).map((it) => addDays('2000-01-01', it));
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 900 }), (from, length) => {
      const whole = range(from, addDays(from, length), 'month');
      const months = new Set<string>();
      for (let at = from; at <= whole.to; at = addDays(at, 1)) months.add(at.slice(0, 7));
      let next = from;
      for (const month of months) {
        const days = daysOfPeriod(month, whole);
        expect(days.from).toBe(next);
        next = addDays(days.to, 1);
      }
      expect(next).toBe(addDays(whole.to, 1));
    }),
  );
});

test('short ranges name every occasion, long ones only those a year turns on, and names keep their distance', () => {
  const days = Array.from({ length: 30 }, (_, n) => addDays('2026-11-01', n));
  expect(marksOf(days, range('2026-11-01', '2026-11-30', 'day'), 'zh-CN')).toEqual([
    { index: 10, label: '双11' },
  ]);
  const months = Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`);
  const year = marksOf(months, range('2026-01-01', '2026-12-31', 'month'), 'en-US');
  expect(year.map((it) => `${it.index} ${it.label}`)).toEqual(['1 Spring Festival', '5 618', '10 Double 11']);
  const decade = Array.from(
    { length: 120 },
    (_, n) => `${2016 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
  );
  const named = marksOf(decade, range('2016-01-01', '2025-12-31', 'month'), 'zh-CN').filter(
    (it) => it.label !== '',
  );
  for (const [n, it] of named.entries()) expect(it.index - (named[n - 1]?.index ?? -99)).toBeGreaterThan(17);
});
