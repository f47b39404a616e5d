import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomFrom } from '../testing/random-customers.ts';
import { advantageOf } from './advantage-rules.ts';
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

it('is the difference of the two rows of the table, ties and edges included; a rule never beats itself', () => {
  fc.assert(
    fc.property(judged, (all) => {
      const { model, recency_rule: rule, better_by: by } = judge(all);
      expect(by === null).toBe(all.every((it) => it.lost) || !all.some((it) => it.lost));
      if (by === null) return;
      for (const figure of ['auc', 'precision', 'lift'] as const) {
        const told = by[figure];
        if (told === null) expect(model[figure]).toBeNull();
        else {
          expect(told.value).toBeCloseTo(model[figure]! - rule[figure]!, 10);
          expect(told.high - told.value).toBeCloseTo(told.value - told.low, 10);
        }
      }
      const same = all.map((it) => ({ ...it, recency: it.risk }));
      expect(judge(same).better_by!.auc).toEqual({ value: 0, low: 0, high: 0 });
    }),
  );
});

it('intervals hold what is true as often as they say, where one rule knows more and where neither does', () => {
  const random = randomFrom(8);
  const normal = () => Math.sqrt(-2 * Math.log(random.unit())) * Math.cos(2 * Math.PI * random.unit());
  // Both see the same thing behind noise: `own` of the model's, twice as much of the rule's; what is lost hangs on the thing itself.
  const draw = (count: number, own: number): Judged[] =>
    Array.from({ length: count }, () => {
      const thing = normal();
      return {
        risk: 1 / (1 + Math.exp(-thing - own * normal())),
        recency: thing + 2 * normal(),
        lost: random.unit() < 1 / (1 + Math.exp(-2 * thing)),
      };
    });
  for (const own of [0.5, 2]) {
    const truth = advantageOf(draw(30_000, own), 15_000)!;
    const held = { auc: 0, precision: 0, lift: 0 };
    const rounds = 150;
    for (let n = 0; n < rounds; n += 1) {
      const by = advantageOf(draw(300, own), 150)!;
      for (const figure of ['auc', 'precision', 'lift'] as const) {
        const { low, high } = by[figure]!;
        held[figure] += Number(low <= truth[figure]!.value && truth[figure]!.value <= high);
      }
    }
    for (const [figure, count] of Object.entries(held)) {
      expect(count / rounds, `${figure} ${own}`).toBeGreaterThan(0.9);
      expect(count / rounds, `${figure} ${own}`).toBeLessThan(0.99);
    }
    expect(truth.auc.low > 0).toBe(own < 1);
  }
});
