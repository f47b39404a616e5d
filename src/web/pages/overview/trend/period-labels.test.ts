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

test('campaigns stand where they began, give way to occasions with their names, and mark no long range', () => {
  const days = Array.from({ length: 30 }, (_, n) => addDays('2026-11-01', n));
  const november = range('2026-11-01', '2026-11-30', 'day');
  const campaigns = [
    { campaign: '预售', from: '2026-11-09' },
    { campaign: '清仓', from: '2026-11-20' },
    { campaign: '去年的', from: '2025-11-20' },
  ];
  expect(marksOf(days, november, 'zh-CN', campaigns)).toEqual([
    { index: 10, label: '双11' },
    { index: 8, label: '', isOwn: true },
    { index: 19, label: '清仓', isOwn: true },
  ]);
  const months = Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`);
  const year = marksOf(months, range('2026-01-01', '2026-12-31', 'month'), 'zh-CN', campaigns);
  expect(year.every((it) => it.isOwn === undefined)).toBe(true);
});

test('618 and 双11 stand on their day at the edges of a range and of a year, wherever the reader sits', () => {
  const marks = (periods: string[], of: Range) =>
    marksOf(periods, of, 'zh-CN').map(({ index, label }) => `${index} ${label}`);
  const days = (from: string, to: string) =>
    Array.from({ length: (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1 }, (_, n) => addDays(from, n));
  const daily = (from: string, to: string) => marks(days(from, to), range(from, to, 'day'));
  const told = process.env.TZ;
  try {
    for (const zone of ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
      process.env.TZ = zone;
      expect(daily('2026-06-18', '2026-06-20')).toEqual(['0 618']);
      expect(daily('2026-06-10', '2026-06-18')).toEqual(['8 618']);
      expect(daily('2026-06-10', '2026-06-17')).toEqual([]);
      expect(daily('2026-11-12', '2026-11-20')).toEqual([]);
      // The last week of a year begins in it; the days behind New Year are the next one's.
      const weeks = ['2025-12-08', '2025-12-15', '2025-12-22', '2025-12-29', '2026-01-05'];
      expect(marks(weeks, range('2025-12-10', '2026-01-11', 'week'))).toEqual(['0 双12']);
      const months = ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'];
      const two = range('2025-11-11', '2026-06-18', 'month');
      expect(marks(months, two)).toEqual(['0 双11', '3 春节', '7 618']);
      expect(marks(months, range('2025-11-12', '2026-06-17', 'month'))).toEqual(['3 春节']);
    }
  } finally {
    process.env.TZ = told ?? '';
    if (told === undefined) delete process.env.TZ;
  }
});
