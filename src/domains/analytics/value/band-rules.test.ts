import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bandCuts, bandOf, bandSums } from './band-rules.ts';
import { deltaVariance, meanRange } from './delta.ts';
import { binsOf, countIn } from './distribution.ts';

const half = { bands_by: 'value', high_cut: 0.5, mid_cut: 0.8 } as const;

it('the first who make half of all value are high, up to four fifths mid', () => {
  const values = Float64Array.of(50, 20, 10, 10, 5, 5);
  expect(bandCuts(values, half)).toEqual({ high: 50, mid: 10 });
  expect(bandSums(values, values, half)).toMatchObject([
    { band: 3, customers: 1, value: 50, least: 50 },
    { band: 2, customers: 3, value: 40, least: 10 },
    { band: 1, customers: 2, value: 10, least: 5 },
  ]);
  expect(bandCuts(values, { bands_by: 'customers', high_cut: 0.5, mid_cut: 0.5 })).toEqual({
    high: 10,
    mid: 10,
  });
  expect(bandSums(Float64Array.of(), Float64Array.of(), half).map((it) => it.customers)).toEqual([0, 0, 0]);
});

it('bands part everybody, fall with value, and the high ones make what they must', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const several = fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(
      several,
      share,
      share,
      fc.constantFrom('value' as const, 'customers' as const),
      (list, a, b, bands_by) => {
        const rule = { bands_by, high_cut: Math.min(a, b), mid_cut: Math.max(a, b) };
        const values = Float64Array.from(list);
        const cuts = bandCuts(values, rule);
        const sums = bandSums(values, values, rule);
        expect(sums.reduce((all, it) => all + it.customers, 0)).toBe(list.length);
        for (const one of list)
          for (const other of list)
            if (one > other) expect(bandOf(one, cuts)).toBeGreaterThanOrEqual(bandOf(other, cuts));
        const weight = (it: number) => (bands_by === 'value' ? it : 1);
        const all = list.reduce((sum, it) => sum + weight(it), 0);
        const high = list.filter((it) => bandOf(it, cuts) === 3).reduce((sum, it) => sum + weight(it), 0);
        expect(high).toBeGreaterThanOrEqual(rule.high_cut * all * (1 - 1e-9));
      },
    ),
  );
});

it('the delta method is g C g by the logarithms, and says nothing where errors are not known', () => {
  const model = {
    parameters: [2, 4],
    covariance: [
      [0.04, 0.02],
      [0.02, 0.16],
    ],
  };
  // d log parameters have the covariance C / (p p'): 0.01, 0.0025, 0.01.
  expect(deltaVariance(model, [1, 0])).toBeCloseTo(0.01, 12);
  expect(deltaVariance(model, [1, 1])).toBeCloseTo(0.025, 12);
  expect(deltaVariance({ ...model, covariance: null }, [1, 1])).toBeNull();
  expect(meanRange(10, 4)).toEqual({ value: 10, low: 10 - 1.96 * 2, high: 10 + 1.96 * 2 });
  expect(meanRange(10, null)).toEqual({ value: 10, low: null, high: null });
});

it('counts by bins that cut into tenths; every value is in one', () => {
  const values = Float64Array.from({ length: 1000 }, (_, n) => n);
  expect(countIn(values, binsOf(values)).counts).toEqual(Array.from({ length: 10 }, () => 100));
  const same = Float64Array.from({ length: 50 }, () => 7);
  expect(countIn(same, binsOf(same)).counts).toEqual([0, 50]);
  expect(countIn(Float64Array.of(), binsOf(Float64Array.of())).counts).toEqual([0]);
});
