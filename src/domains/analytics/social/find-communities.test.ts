import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../demo/random.ts';
import { findCommunities } from './find-communities.ts';
import type { Pairs } from './links.ts';

const pairsOf = (triples: readonly (readonly [number, number, number])[]): Pairs => ({
  ones: triples.map(([one]) => one),
  others: triples.map(([, other]) => other),
  ties: triples.map(([, , ties]) => ties),
});

/** Share of ties inside communities less what chance would put there, over all pairs of customers. */
function slowModularity({ ones, others, ties }: Pairs, communityOf: (customer: number) => number): number {
  const all = 2 * ties.reduce((sum, it) => sum + it, 0);
  const customers = [...new Set([...ones, ...others])];
  const between = (a: number, b: number) =>
    ties.reduce(
      (sum, weight, n) =>
        sum + ((ones[n] === a && others[n] === b) || (ones[n] === b && others[n] === a) ? weight : 0),
      0,
    );
  const degree = (a: number) => customers.reduce((sum, b) => sum + between(a, b), 0);
  let sum = 0;
  for (const a of customers)
    for (const b of customers)
      if (communityOf(a) === communityOf(b)) sum += between(a, b) - (degree(a) * degree(b)) / all;
  return sum / all;
}

const graph = fc
  .uniqueArray(
    fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }))
      .filter(([a, b]) => a < b),
    { selector: ([a, b]) => `${a} ${b}`, minLength: 1, maxLength: 20 },
  )
  .map(pairsOf);

describe('communities', () => {
  it('are said with their modularity, never worse than everybody alone, by their smallest member', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (pairs) => {
        const told = await findCommunities(pairs);
        const of = new Map(Array.from(told.customers, (customer, n) => [customer, told.community[n]!]));
        expect(told.modularity).toBeCloseTo(
          slowModularity(pairs, (it) => of.get(it)!),
          9,
        );
        expect(told.modularity).toBeGreaterThanOrEqual(slowModularity(pairs, (it) => it) - 1e-9);
        for (const [customer, community] of of) {
          expect(community, 'its smallest member').toBe(
            Math.min(...[...of].filter(([, it]) => it === community).map(([it]) => it)),
          );
          expect(community).toBeLessThanOrEqual(customer);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('planted ones are found, and of ties at random none stand out', async () => {
    const random = randomFor(7, 'communities');
    const draw = (inside: number, outside: number) => {
      const triples: [number, number, number][] = [];
      for (let a = 1; a <= 120; a += 1)
        for (let b = a + 1; b <= 120; b += 1)
          if (random.next() < (a % 4 === b % 4 ? inside : outside)) triples.push([a, b, 1]);
      return pairsOf(triples);
    };
    const planted = await findCommunities(draw(0.4, 0.01));
    // Numbers that leave the same rest were planted together: the smallest of each is 1 to 4.
    expect([...planted.community]).toEqual(Array.from(planted.customers, (it) => it % 4 || 4));
    expect(planted.modularity).toBeGreaterThan(0.6);
    const chance = await findCommunities(draw(0.11, 0.11));
    expect(chance.modularity).toBeLessThan(0.35);
  });

  it('the same ties in another order, and none at all', async () => {
    const pairs = pairsOf([
      [1, 2, 1],
      [2, 3, 1],
      [4, 5, 2],
      [5, 6, 2],
    ]);
    const turned = pairsOf([
      [5, 6, 2],
      [4, 5, 2],
      [2, 3, 1],
      [1, 2, 1],
    ]);
    expect(await findCommunities(turned)).toEqual(await findCommunities(pairs));
    expect([...(await findCommunities(pairs)).community]).toEqual([1, 1, 1, 4, 4, 4]);
    expect(await findCommunities(pairsOf([]))).toMatchObject({ modularity: null });
  });
});
