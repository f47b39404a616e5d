import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths } from '../format/dates.ts';
import { isWithin, readDay, weeksOf } from './day-rules.ts';

const days = fc.integer({ min: -40_000, max: 40_000 }).map((it) => addDays('2026-11-27', it));

test('a day is read however people write it', () => {
  for (const text of ['2026-01-05', '2026-1-5', '2026/1/5', '2026.01.05', '2026年1月5日', ' 20260105 '])
    expect(readDay(text), text).toBe('2026-01-05');
});

test('what is on no calendar is no day', () => {
  for (const text of [
    '',
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '26-1-5',
    '2026-1',
    '5/1/2026',
  ])
    expect(readDay(text), text).toBeUndefined();
});

test('every day is read back from its own text, with and without marks', () => {
  fc.assert(
    fc.property(days, (day) => {
      expect(readDay(day)).toBe(day);
      expect(readDay(day.replaceAll('-', ''))).toBe(day);
    }),
  );
});

test('a month is whole weeks from Monday, each of its days once and in order, and no week of strangers', () => {
  fc.assert(
    fc.property(days, (day) => {
      const weeks = weeksOf(day);
      const shown = weeks.flat();
      expect(shown.every((it, n) => n === 0 || it === addDays(shown[n - 1]!, 1))).toBe(true);
      expect(new Date(shown[0]!).getUTCDay()).toBe(1);
      const first = `${day.slice(0, 7)}-01`;
      const own = shown.filter((it) => it.startsWith(day.slice(0, 7)));
      expect(own[0]).toBe(first);
      expect(own.at(-1)).toBe(addDays(addMonths(first, 1), -1));
      for (const week of weeks) expect(week.some((it) => it.startsWith(day.slice(0, 7)))).toBe(true);
    }),
  );
});

test('bounds are days that may be chosen themselves', () => {
  expect(isWithin('2026-01-05', '2026-01-05', '2026-01-05')).toBe(true);
  expect(isWithin('2026-01-04', '2026-01-05')).toBe(false);
  expect(isWithin('2026-01-06', '', '2026-01-05')).toBe(false);
  expect(isWithin('2026-01-06')).toBe(true);
});
