import { expect, test } from 'vitest';
import { amountCell, amountText } from './money.ts';

test.each([
  ['CNY', 3_713_600, '¥37,136.00'],
  ['CNY', -5, '-¥0.05'],
  ['CNY', 1_234.5, '¥12.35'],
  ['CNY', -0.3, '¥0.00'],
  ['JPY', 1_500, '¥1,500'],
  ['KWD', 1_234, 'KWD 1.234'],
])('%s %d is written %s', (currency, minor, written) => {
  expect(amountCell(currency, minor)!.figure.replace(/\s/g, ' ')).toBe(written);
});

test('nothing is no amount, and an amount of several currencies names its own', () => {
  expect(amountCell('CNY', null)).toBeNull();
  expect(amountText('CNY', 418_226)).toBe('4,182.26 CNY');
});
