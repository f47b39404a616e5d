import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findScoreKind, scoreKinds } from '../../../contract/score-kinds.ts';
import { addDays } from '../metrics/days.ts';
import { hasDrifted, stabilityIndex } from './drift-rules.ts';
import { outlived } from './sweep-rules.ts';

it('kinds of scores have codes of their own, and words in both languages', () => {
  expect(new Set(scoreKinds.map((it) => it.code)).size).toBe(scoreKinds.length);
  for (const it of scoreKinds) {
    expect(it.code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(it.label.zh && it.label.en && it.definition.zh && it.definition.en).not.toBe('');
    expect(it.unit === 'band').toBe(it.bands !== undefined);
    expect(findScoreKind(it.code)).toBe(it);
  }
});

const counts = fc.array(fc.nat(1000), { minLength: 10, maxLength: 10 });

it('the stability index is 0 for the same shares, never below, and large for another population', () => {
  fc.assert(
    fc.property(counts, counts, (then, now) => {
      for (const it of [stabilityIndex(then, then), stabilityIndex(then, now)])
        expect(it === null || it >= 0).toBe(true);
      const many = then.map((it) => it + 100);
      expect(stabilityIndex(many, many)).toBeCloseTo(0, 12);
    }),
  );
  // Ten bins: below 180 customers on both days, 9 (1/180 + 1/180) = 0.1, chance is enough to say nothing.
  const tenth = (each: number) => Array.from({ length: 10 }, () => each);
  expect([17, 19].map((each) => stabilityIndex(tenth(each), tenth(each)))).toEqual([null, 0]);
  // Worked out by hand: shares 0.5 and 0.5 become 0.75 and 0.25: 0.25 ln 1.5 + 0.25 ln 2 = 0.275 (half counts aside).
  expect(stabilityIndex([5e6, 5e6], [7.5e6, 2.5e6])).toBeCloseTo(0.2747, 3);
  expect([0.19, 0.21].map((psi) => hasDrifted({ psi, error: null }))).toEqual([false, true]);
  expect([0.2, -0.3].map((error) => hasDrifted({ psi: null, error }))).toEqual([false, true]);
});

it('keeps 35 days and 24 ends of months of a daily model, one run a day, and whatever is newest', () => {
  const days = Array.from({ length: 1000 }, (_, n) => addDays('2024-01-01', n));
  const newest = days.at(-1)!;
  const daily = days.map((asOf, n) => ({ runId: n + 1, model: 'a', asOf, status: 'done' }));
  const more = [
    { runId: 2000, model: 'a', asOf: newest, status: 'done' },
    { runId: 2001, model: 'a', asOf: newest, status: 'failed' },
    { runId: 2002, model: 'a', asOf: newest, status: 'running' },
    { runId: 2003, model: 'b', asOf: '2020-05-05', status: 'done' },
  ];
  const gone = new Set(outlived([...daily, ...more]));
  const kept = [...daily, ...more].filter((it) => !gone.has(it.runId));
  expect(kept.filter((it) => it.model === 'b')).toHaveLength(1);
  expect(gone.has(2001)).toBe(true);
  expect(gone.has(2000) || gone.has(2002) || gone.has(1000)).toBe(false);
  const past = kept.filter((it) => it.runId < 1000 && it.asOf <= addDays(newest, -35));
  for (const { asOf } of past) expect(addDays(asOf, 1).slice(8), asOf).toBe('01');
  expect(past.length).toBeGreaterThanOrEqual(23);
  expect(past.length).toBeLessThanOrEqual(24);
  expect(kept.filter((it) => it.model === 'a' && it.asOf > addDays(newest, -35))).toHaveLength(35 + 2);
});
