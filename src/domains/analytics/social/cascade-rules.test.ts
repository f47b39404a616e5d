import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Brought, influenceOf } from './cascade-rules.ts';

/** Follows everybody by hand: up to see whether they run in a circle, down to see whom they reached. */
function slowInfluence(all: readonly Brought[]) {
  const fresh = all.filter((it) => it.isNew);
  const above = (customer: number) => fresh.find((it) => it.customer === customer)?.bringer;
  const circleOf = (customer: number): number[] => {
    const walk = [customer];
    for (let at = above(customer); at !== undefined && walk.length <= all.length; at = above(at)) {
      if (at === customer) return walk;
      walk.push(at);
    }
    return [];
  };
  const forest = fresh.filter((it) => {
    const circle = circleOf(it.customer);
    return circle.length === 0 || it.customer !== Math.min(...circle);
  });
  const reached = (customer: number): Brought[] =>
    forest.filter((it) => it.bringer === customer).flatMap((it) => [it, ...reached(it.customer)]);
  return new Map(
    [...new Set(all.map((it) => it.bringer))].map((bringer) => [
      bringer,
      {
        reach: reached(bringer).length,
        conversions: forest.filter((it) => it.bringer === bringer && it.isWon).length,
        value: reached(bringer).reduce((sum, { worth }) => sum + worth, 0),
      },
    ]),
  );
}

/** Customers 1 to 12 by whom they came: circles among them are frequent. */
const graph = fc
  .uniqueArray(
    fc.record({
      customer: fc.integer({ min: 1, max: 12 }),
      bringer: fc.integer({ min: 1, max: 12 }),
      isNew: fc.constantFrom(true, true, true, false),
      isWon: fc.boolean(),
      worth: fc.integer({ min: -50, max: 500 }),
    }),
    { selector: (it) => it.customer, maxLength: 12 },
  )
  .map((all) => all.filter((it) => it.customer !== it.bringer));

describe('influence', () => {
  it('is what following everybody by hand says, circles included', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (all) => {
        const told = await influenceOf(all);
        expect([...told].toSorted(([a], [b]) => a - b)).toEqual(
          [...slowInfluence(all)].toSorted(([a], [b]) => a - b),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('adds a chain of a hundred thousand up', async () => {
    const length = 100_000;
    const chain = Array.from({ length }, (_, n) => ({
      ...{ customer: n + 2, bringer: n + 1, isNew: true, isWon: true, worth: 2 },
    }));
    const told = await influenceOf(chain);
    expect(told.get(1)).toEqual({ reach: length, conversions: 1, value: 2 * length });
  });

  it('a circle is cut at its smallest number, and whoever hangs on it counts on', async () => {
    const of = (customer: number, bringer: number) => ({
      ...{ customer, bringer, isNew: true, isWon: false, worth: 1 },
    });
    const told = await influenceOf([of(3, 5), of(5, 4), of(4, 3), of(9, 4)]);
    // 3 was there first: 3 brought 4, 4 brought 5 and 9.
    expect(told.get(3)).toMatchObject({ reach: 3 });
    expect(told.get(4)).toMatchObject({ reach: 2 });
    expect(told.get(5)).toMatchObject({ reach: 0 });
  });
});
