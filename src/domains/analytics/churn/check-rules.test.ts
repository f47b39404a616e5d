import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judge } from './check-rules.ts';
import type { Judged } from './judged.ts';

const judged = fc.array(
  fc.record({
    risk: fc.integer({ min: 0, max: 10 }).map((it) => it / 10),
    recency: fc.integer({ min: 0, max: 20 }),
    lost: fc.boolean(),
  }),
  { maxLength: 60 },
);

/** Every pair of one lost and one kept, a tie half. */
function slowArea(all: readonly Judged[], of: (it: Judged) => number): number | null {
  const [lost, kept] = [all.filter((it) => it.lost), all.filter((it) => !it.lost)];
  if (lost.length * kept.length === 0) return null;
  let won = 0;
  for (const one of lost)
    for (const other of kept) won += of(one) > of(other) ? 1 : of(one) === of(other) ? 0.5 : 0;
  return won / (lost.length * kept.length);
}

it('areas are those of all pairs; tenths hold everybody once, and as many lost', () => {
  fc.assert(
    fc.property(judged, (all) => {
      const it = judge(all);
      for (const [told, slow] of [
        [it.model.auc, slowArea(all, ({ risk }) => risk)],
        [it.recency_rule.auc, slowArea(all, ({ recency }) => recency)],
      ] as const)
        if (slow === null) expect(told).toBeNull();
        else expect(told).toBeCloseTo(slow, 10);
      const sum = (of: (one: (typeof it.tenths)[number]) => number) =>
        it.tenths.reduce((all, one) => all + of(one), 0);
      expect(sum(({ customers }) => customers)).toBe(all.length);
      expect(sum(({ customers, actual }) => customers * actual)).toBeCloseTo(it.lost, 8);
    }),
  );
});

it('a table by hand: four flagged, three of them lost; ties at the edge count by their mean', () => {
  const row = (risk: number, recency: number, lost: boolean) => ({ risk, recency, lost });
  const all = [
    ...[row(0.9, 50, true), row(0.8, 50, true), row(0.7, 10, false), row(0.6, 40, true)],
    ...[row(0.4, 50, false), row(0.3, 5, false), row(0.2, 4, true), row(0.1, 1, false)],
  ];
  const it = judge(all);
  expect(it).toMatchObject({ customers: 8, lost: 4, flagged: 4 });
  expect(it.model).toEqual({ auc: 12 / 16, precision: 3 / 4, recall: 3 / 4, lift: 2 });
  // By recency: 50, 50, 50, 40 come first; two of the three at 50 were lost.
  expect(it.recency_rule.precision).toBeCloseTo(3 / 4);
  expect(it.recency_rule.lift).toBeCloseTo(2 / 3 / 0.5);
  expect(it.brier_of_share).toBe(0.25);
});

it('of nobody nothing is said', () => {
  expect(judge([])).toMatchObject({
    customers: 0,
    model: { auc: null, precision: null, recall: null, lift: null },
    tenths: [],
  });
});
