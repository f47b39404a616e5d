import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeOf, directionOf, formatChange, verdictOf } from './change.ts';
import { addDays, addMonths, dayOf, daysBetween, formatDay, formatInstant } from './dates.ts';
import { formatFixed, formatMoney, formatNumber, formatRatio, formatValue } from './numbers.ts';

const zh = { currency: 'CNY', language: 'zh-CN' } as const;
const en = { currency: 'CNY', language: 'en-US' } as const;

test('money is minor units of its currency: two places for 元, none for yen, three for dinars', () => {
  expect(formatMoney(123_456, zh)).toBe('¥1,234.56');
  expect(formatMoney(-123_456, zh)).toBe('-¥1,234.56');
  expect(formatMoney(1234, { ...zh, currency: 'JPY' })).toBe('JP¥1,234');
  expect(formatMoney(123_456, { ...en, currency: 'KWD' })).toMatch(/123\.456$/);
  expect(formatMoney(null, zh)).toBe('–');
});

test('a figure of a model has its decimals always, and no sign once it rounds to nothing', () => {
  expect([1, -0.5, -0.004, 0.004, null].map((it) => formatFixed(it, 2, 'en-US'))).toEqual([
    ...['1.00', '-0.50', '0.00', '0.00', '–'],
  ]);
});

test('large numbers are 万 and 亿 in Chinese, K and M in English; what is short stays itself', () => {
  expect(formatNumber(9999, 'zh-CN', true)).toBe('9,999');
  expect(formatNumber(12_345_678, 'zh-CN', true)).toBe('1235万');
  expect(formatNumber(1_234_567_890, 'zh-CN', true)).toBe('12.35亿');
  expect(formatNumber(99_999_999, 'zh-CN', true)).toBe('1亿');
  expect(formatNumber(12_345_678, 'en-US', true)).toBe('12.35M');
  expect(formatMoney(12_345_678_00, { ...zh, compact: true })).toBe('¥1235万');
  expect(formatMoney(1_999_99, { ...zh, compact: true })).toBe('¥1,999.99');
  expect(formatMoney(58_000_00, { ...zh, compact: true })).toBe('¥5.800万');
  expect(formatMoney(87_130_00, { ...zh, compact: true })).toBe('¥8.713万');
  expect(formatMoney(58_000_00, { ...en, compact: true })).toBe('CN¥58.00K');
});

test('a compact number is never further off than its last of four figures', () => {
  const units: Record<string, number> = { 万: 1e4, 亿: 1e8, 万亿: 1e12 };
  fc.assert(
    fc.property(fc.integer({ min: 10_000, max: 9e14 }), (value) => {
      const [, digits, unit] = /^([\d.,]+)(万亿|万|亿)$/.exec(formatNumber(value, 'zh-CN', true))!;
      const back = Number(digits!.replaceAll(',', '')) * units[unit!]!;
      expect(Math.abs(back - value) / value).toBeLessThanOrEqual(0.0005);
    }),
  );
});

test('shares are per cent, and a value is shown by its unit', () => {
  expect(formatRatio(0.12345, 'zh-CN')).toBe('12.3%');
  expect(formatValue(0.5, { unit: 'ratio', ...zh })).toBe('50%');
  expect(formatValue(50, { unit: 'count', ...zh })).toBe('50');
  expect(formatValue(50, { unit: 'money', ...zh })).toBe('¥0.50');
});

test('a change is against what was; shares change by points; nothing to compare with is a dash', () => {
  expect(formatChange(changeOf(150, 100), 'zh-CN')).toBe('+50%');
  expect(formatChange(changeOf(-50, -100), 'zh-CN')).toBe('+50%');
  expect(formatChange(changeOf(0.03, 0.02, true), 'zh-CN')).toBe('+1 个百分点');
  expect(formatChange(changeOf(0.03, 0.02, true), 'en-US')).toBe('+1 pt');
  expect(formatChange(changeOf(5, 0), 'zh-CN')).toBe('–');
  expect(formatChange(changeOf(null, 7), 'zh-CN')).toBe('–');
  expect(formatChange(changeOf(2000, 1), 'zh-CN')).toBe('>999%');
  expect(['up', 'down', 'flat'].map((_, n) => directionOf(changeOf([2, 0.5, 1.0004][n]!, 1)))).toEqual([
    'up',
    'down',
    'flat',
  ]);
});

test('a change is good where it goes the way the shop wants, and nothing where it goes nowhere', () => {
  const verdicts = (better: 'up' | 'down' | 'neither') =>
    (['up', 'down', 'flat'] as const).map((direction) => verdictOf(direction, better));
  expect(verdicts('up')).toEqual(['good', 'bad', 'even']);
  expect(verdicts('down')).toEqual(['bad', 'good', 'even']);
  expect(verdicts('neither')).toEqual(['even', 'even', 'even']);
});

test("an instant is on the shop's clock, whatever the browser's", () => {
  const at = '2026-11-26T16:30:05Z';
  expect(formatInstant(at, { language: 'zh-CN', zone: 'Asia/Shanghai' })).toBe('2026-11-27 00:30');
  expect(formatInstant(at, { language: 'zh-CN', zone: 'Asia/Shanghai', seconds: true })).toBe(
    '2026-11-27 00:30:05',
  );
  expect(formatInstant(at, { language: 'en-US', zone: 'America/New_York' })).toBe('Nov 26, 2026, 11:30');
  expect(dayOf(new Date(at), 'Asia/Shanghai')).toBe('2026-11-27');
  expect(formatDay('2026-11-27', 'en-US')).toBe('Nov 27, 2026');
});

test('days and months are added on the calendar', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
  expect(addMonths('2024-02-29', -12)).toBe('2023-02-28');
  expect(daysBetween('2026-03-01', '2026-03-31')).toBe(31);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: -500, max: 500 }), (start, days) => {
      const day = addDays('1990-01-01', start);
      expect(addDays(addDays(day, days), -days)).toBe(day);
      expect(daysBetween(day, addDays(day, days))).toBe(days + 1);
    }),
  );
});
