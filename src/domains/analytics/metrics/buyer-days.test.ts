import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMeasure, measures } from '../catalog/catalogue.ts';
import { type BuyerDays, countBuyers, isOfBuyers } from './buyer-days.ts';
import { addDays } from './days.ts';

const told = measures.filter(isOfBuyers);

/** Orders as [day, customer]; days since the beginning of 2024. */
const orders = fc.array(fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 5 })), { maxLength: 40 });
const dayAt = (n: number): string => addDays('2024-01-01', n);

function keptOf(all: readonly (readonly [number, number])[]): BuyerDays {
  const sorted = [...all].sort(([a], [b]) => a - b);
  const days = [...new Set(sorted.map(([day]) => day))];
  const starts = [...days.map((day) => sorted.findIndex(([other]) => other === day)), sorted.length];
  return { days: days.map(dayAt), starts, customers: Uint32Array.from(sorted, ([, customer]) => customer) };
}

test('the catalogue has measures of buyers, and one that also counts something else is none of them', () => {
  expect(told.map(({ code }) => code)).toEqual(expect.arrayContaining(['buyers', 'repurchase-rate']));
  expect(isOfBuyers(findMeasure('net-sales')!)).toBe(false);
  for (const measure of told)
    expect(new Set(measure.parts.map(({ fact }) => fact))).toEqual(new Set(['buyers']));
});

test('windows one after the other count who bought in each, as a slow reader does', () => {
  const windows = fc.array(fc.tuple(fc.integer({ min: -2, max: 14 }), fc.integer({ min: -2, max: 14 })), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(orders, windows, (all, asked) => {
      const periods = new Map(
        asked.map(([from, to], n) => [String(n), { from: dayAt(from), to: dayAt(to) }] as const),
      );
      const [buyers, again] = countBuyers(
        keptOf(all),
        ['buyers', 'repurchase-rate'].map((code) => findMeasure(code)!),
        periods,
      );
      asked.forEach(([from, to], n) => {
        const bought = all.filter(([day]) => day >= from && day <= to).map(([, customer]) => customer);
        const known = [...new Set(bought)];
        const twice = known.filter((it) => bought.filter((other) => other === it).length >= 2);
        expect(buyers![n]!.numerator).toBe(known.length);
        expect([again![n]!.numerator, again![n]!.denominator]).toEqual([twice.length, known.length]);
      });
    }),
  );
});
