import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDecimal } from './decimal.ts';
import { minorOf, unitPriceOf } from './money.ts';

test('amounts as exports write them', () => {
  const cases: [string, number | undefined][] = [
    ['12.50', 1250],
    ['¥1,234.5', 123450],
    ['￥ 8元', 800],
    ['(3.50)', -350],
    ['-0.01', -1],
    ['-0', 0],
    ['1.005', 101],
    ['-1.005', -101],
    ['1.', 100],
    ['1e5', undefined],
    ['0x10', undefined],
    ['12.5.1', undefined],
    ['免费', undefined],
    ['', undefined],
    ['90071992547409.92', undefined],
    ['90071992547409.91', 9007199254740991],
  ];
  for (const [text, minor] of cases) expect([text, minorOf(text, 'CNY')]).toEqual([text, minor]);
  expect([minorOf('500', 'JPY'), minorOf('500.5', 'JPY'), minorOf('1.2345', 'KWD')]).toEqual([
    500, 501, 1235,
  ]);
});

/** Half away from zero, by cutting text: no arithmetic but adding one. */
function slowly(whole: string, fraction: string, places: number): bigint {
  const padded = fraction.padEnd(places + 1, '0');
  const kept = BigInt(whole + padded.slice(0, places));
  return padded[places]! >= '5' ? kept + 1n : kept;
}

test('agrees with rounding by hand, however many digits and whatever sign', () => {
  const digits = fc.stringMatching(/^\d{1,9}$/);
  const property = fc.property(
    digits,
    fc.stringMatching(/^\d{0,6}$/),
    fc.boolean(),
    (whole, fraction, isNegative) => {
      const text = `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
      const size = Number(slowly(whole, fraction, 2));
      expect(minorOf(text, 'CNY')).toBe(isNegative && size !== 0 ? -size : size);
    },
  );
  fc.assert(property, { numRuns: 1000 });
});

test('a quantity times a price is rounded once, not per unit', () => {
  const price = fc.tuple(fc.nat(99_999), fc.nat(999)).map(([a, b]) => `${a}.${String(b).padStart(3, '0')}`);
  const property = fc.property(price, fc.integer({ min: -100_000, max: 100_000 }), (text, quantity) => {
    const exact = parseDecimal(text)!;
    const product = exact.digits * BigInt(quantity);
    const size = product < 0n ? -product : product;
    const rounded = (size + 5n) / 10n;
    expect(BigInt(minorOf(text, 'GBP', quantity)!)).toBe(product < 0n ? -rounded : rounded);
  });
  fc.assert(property, { numRuns: 1000 });
});

test('unit prices keep their fraction of a penny', () => {
  expect([unitPriceOf('2.55', 'GBP'), unitPriceOf('0.001', 'GBP'), unitPriceOf('1.0049', 'GBP')]).toEqual([
    255, 0.1, 100.49,
  ]);
});
