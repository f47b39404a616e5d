import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { randomFrom } from '../testing/random-customers.ts';
import { composeList, reasonOf } from './compose-list.ts';
import { factorise, tasteOf, tasteScores } from './factorise.ts';
import { columnsOf, type Interactions } from './interactions.ts';
import { similarityOf } from './item-similarity.ts';
import { judge } from './judge.ts';
import { learn } from './methods.ts';
import { chooseMix, popularAlone } from './mix-rules.ts';
import { pack, unpack } from './pack-recommender.ts';
import { pastOf } from './past-rules.ts';
import { ndcgOf, recallOf, topOf } from './rank-rules.ts';
import { solveInPlace } from './solve-in-place.ts';

const products = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    ...{
      product: n + 1,
      customers: count - n,
      recent: count - n,
      title: `p${n + 1}`,
      stock: null,
      price: null,
      isOffSale: false,
    },
  }));

type Took = Readonly<Record<number, { bought?: number; later?: number; seen?: number }>>;

/** Customers by what they took, products counted from 1. */
const interactionsOf = (customers: readonly Took[], count: number): Promise<Interactions> =>
  columnsOf(
    customers.map((took, n) => {
      const items = Object.keys(took).map(Number);
      const column = (name: 'bought' | 'later' | 'seen') => items.map((it) => took[it]![name] ?? 0);
      return {
        customer_id: n + 1,
        ...{ items, bought: column('bought'), later: column('later'), seen: column('seen') },
      };
    }),
    products(count),
  );

const took = fc.dictionary(
  fc.integer({ min: 1, max: 6 }).map(String),
  fc.record({ bought: fc.nat(3), later: fc.nat(1), seen: fc.nat(12) }),
);

describe('solving', () => {
  it('is what ml-matrix says of any positive system', () => {
    const entry = fc.double({ min: -3, max: 3, noNaN: true });
    const system = fc.tuple(
      fc.array(fc.array(entry, { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 }),
      fc.array(entry, { minLength: 4, maxLength: 4 }),
    );
    fc.assert(
      fc.property(system, ([rows, right]) => {
        const any = new Matrix(rows);
        const positive = any.mmul(any.transpose()).add(Matrix.eye(4, 4));
        const expected = solve(positive, Matrix.columnVector(right)).to1DArray();
        const answer = Float64Array.from(right);
        solveInPlace(Float64Array.from(positive.to1DArray()), answer, 4);
        answer.forEach((it, n) => {
          expect(it).toBeCloseTo(expected[n]!, 6);
        });
      }),
    );
  });
});

describe('factors', () => {
  const plan = { rank: 3, rounds: 4, alpha: 10, lambda: 0.5 };

  /** The published sum that every step makes smaller: over all customers and products, also those never taken. */
  async function loss(told: Interactions, rounds: number): Promise<number> {
    const factors = await factorise(told, { ...plan, rounds });
    const { rank, customers, products: items } = factors;
    let sum = 0;
    for (const it of [...customers, ...items]) sum += plan.lambda * it * it;
    told.customers.forEach((_, n) => {
      const weights = new Map<number, number>();
      for (let at = told.starts[n]!; at < told.starts[n + 1]!; at++)
        weights.set(told.items[at]!, told.weights[at]!);
      const scores = tasteScores(factors, customers.subarray(n * rank, (n + 1) * rank));
      scores.forEach((score, item) => {
        const weight = weights.get(item) ?? 0;
        sum += (1 + plan.alpha * weight) * ((weight > 0 ? 1 : 0) - score) ** 2;
      });
    });
    return sum;
  }

  it('lose less with every round, and come out the same twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(took, { minLength: 1, maxLength: 8 }), async (customers) => {
        const told = await interactionsOf(customers, 6);
        const losses = await Promise.all([1, 2, 4, 8].map((rounds) => loss(told, rounds)));
        losses.forEach((it, n) => {
          if (n > 0) expect(it).toBeLessThanOrEqual(losses[n - 1]! * (1 + 1e-4) + 1e-4);
        });
        expect(await factorise(told, plan)).toEqual(await factorise(told, plan));
      }),
      { numRuns: 60 },
    );
  });

  it('of one customer are worked out from what they bought as they were from all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(took, { minLength: 1, maxLength: 8 }), async (customers) => {
        const told = await interactionsOf(customers, 6);
        const bought = { ...told, weights: Float32Array.from(told.bought) };
        const factors = await factorise(bought, plan);
        told.customers.forEach((_, n) => {
          const taste = tasteOf(factors, pastOf(bought, n).past);
          const mine = factors.customers.subarray(n * plan.rank, (n + 1) * plan.rank);
          if (taste === null) expect([...mine].every((it) => it === 0)).toBe(true);
          else for (const [at, it] of taste.entries()) expect(it).toBeCloseTo(mine[at]!, 4);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('products alike', () => {
  it('are so by the cosine of their columns, less where few customers took both', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(took, { maxLength: 10 }), async (customers) => {
        const told = await interactionsOf(customers, 6);
        const { values } = await similarityOf(told);
        const weight = (it: Took, item: number) =>
          (it[item]?.bought ?? 0) + Math.min(it[item]?.seen ?? 0, 8) / 4;
        for (let a = 1; a <= 6; a++)
          for (let b = 1; b <= 6; b++) {
            if (a === b) continue;
            const of = (item: number) => customers.map((it) => weight(it, item));
            const dot = of(a).reduce((sum, it, n) => sum + it * of(b)[n]!, 0);
            const long = (item: number) => Math.hypot(...of(item));
            const shared = of(a).filter((it, n) => it > 0 && of(b)[n]! > 0).length;
            const expected = shared === 0 ? 0 : ((dot / long(a) / long(b)) * shared) / (shared + 10);
            expect(values[(a - 1) * 6 + b - 1]).toBeCloseTo(expected, 5);
          }
      }),
    );
  });
});

describe('lists', () => {
  it('hold the greatest scores in their order, never what is out', () => {
    const scores = fc.array(fc.integer({ min: -2, max: 5 }), { maxLength: 90 });
    // Few are put in their place one by one, many are sorted.
    const few = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 60, max: 90 }));
    fc.assert(
      fc.property(scores, few, fc.func(fc.boolean()), (told, most, isOut) => {
        const slow = told
          .map((score, place) => ({ score, place }))
          .filter((it) => it.score > 0 && !isOut(it.place))
          .sort((a, b) => b.score - a.score || a.place - b.place)
          .slice(0, most)
          .map((it) => it.place);
        expect(topOf(Float64Array.from(told), most, isOut)).toEqual(slow);
      }),
    );
  });

  it('are judged as published: a hit at the top is worth most, all there is to find is 1', () => {
    const later = new Set([3, 7]);
    expect(recallOf([3, 1], later, 10)).toBe(0.5);
    expect(ndcgOf([3, 7], later, 10)).toBe(1);
    expect(ndcgOf([1, 3], later, 10)).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
    // More was bought than a list holds: a list full of hits has found everything.
    expect(recallOf([3], later, 1)).toBe(1);
  });
});

describe('a list for somebody', () => {
  const mixes = fc.constantFrom(
    popularAlone,
    { ...popularAlone, popular: 0.5, 'bought-together': 0.5 },
    { ...popularAlone, popular: 0, personal: 1 },
  );
  const someProducts = fc.uniqueArray(fc.nat(5), { maxLength: 3 });

  it('holds each product once, none that is out or named beside, and as many as there are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(took, { minLength: 1, maxLength: 8 }),
        fc.record({ mix: mixes, beside: someProducts, out: someProducts, most: fc.nat(8) }),
        async (customers, { mix, beside, out, most }) => {
          const told = await interactionsOf(customers, 6);
          const recommender = await learn(told);
          const plan = {
            ...{ past: pastOf(told, 0).past, mix, most, isOut: (place: number) => out.includes(place) },
            beside: beside.map((place) => ({ place, weight: 1 })),
          };
          const lines = composeList(recommender, plan);
          const places = lines.map((it) => it.place);
          expect(new Set(places).size).toBe(places.length);
          expect(places.filter((it) => out.includes(it) || beside.includes(it))).toEqual([]);
          // Every product was bought by somebody, so popularity fills what is left.
          const left = 6 - new Set([...out, ...beside]).size;
          expect(places.length).toBe(Math.min(most, left));
          const own = pastOf(told, 0).past.map((it) => it.place);
          for (const line of lines) {
            const because = reasonOf(recommender, plan, line);
            if (because !== null) expect(line.method === 'beside' ? beside : own).toContain(because);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a large shop', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is learnt from piece by piece: the process turns to others all the while, and it changes nothing', async () => {
    const random = randomFrom(9);
    const customers = Array.from({ length: 2_000 }, (): Took => {
      const any = () => 1 + Math.floor(random.unit() * 20);
      return { [any()]: { bought: 1 }, [any()]: { bought: 2 }, [any()]: { later: 1 } };
    });
    const told = await interactionsOf(customers, 20);
    // The clock stands still: nothing gives way. Then every look at it is a millisecond, as if each row took that long.
    let [ms, turns, isDone] = [0, 0, false];
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const held = await learn(told);
    const before = turns;
    expect(before).toBeLessThan(20);
    clock.mockImplementation(() => ms++);
    expect(await learn(told)).toEqual(held);
    isDone = true;
    // Ten rounds over 2,000 customers alone are 20,000 rows.
    expect(turns - before).toBeGreaterThan(20_000 / 15);
  });
});

describe('on days not seen', () => {
  /** Two kinds of customers, each buying from its own half of 40 products; popularity cannot tell them apart. */
  function twoTastes(): Promise<Interactions> {
    let state = 3;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const customers = Array.from({ length: 300 }, (_, n): Took => {
      const half = n % 2 === 0 ? 0 : 20;
      const any = () => half + 1 + Math.floor(random() * 20);
      const past = Object.fromEntries(Array.from({ length: 6 }, () => [any(), { bought: 1 }]));
      const next = any();
      return { ...past, [next]: { ...past[next], later: 1 } };
    });
    return interactionsOf(customers, 40);
  }

  it('taste beats popularity where there are tastes, and what is learnt never saw the days it is checked on', async () => {
    const told = await twoTastes();
    const { customers, methods, mix } = await judge(told);
    const of = (method: string) => methods.find((it) => it.method === method)!;
    // Half of those asked chose the mix, the other half judge it.
    expect(customers).toBeGreaterThan(70);
    for (const method of ['mix', 'bought-together', 'personal'])
      expect(of(method).recall_low).toBeGreaterThan(of('popular').recall_high);
    expect(mix['bought-together'] + mix.personal).toBeGreaterThan(0.5);
    // Without a past there is nothing to compare: later purchases alone teach nothing.
    const blind = { ...told, weights: told.weights.map(() => 0), bought: told.bought.map(() => 0) };
    expect(await judge(blind)).toEqual({ customers: 0, methods: [], mix: popularAlone });
  });

  it('where everybody buys anything, or few can be asked, popularity stays', async () => {
    let state = 5;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    // The lower half of the numbers is bought most, whoever buys.
    const any = () => 1 + Math.floor(30 * random() ** 3);
    const customers = Array.from({ length: 400 }, (): Took => {
      const past = Object.fromEntries(Array.from({ length: 4 }, () => [any(), { bought: 1 }]));
      const next = any();
      return { ...past, [next]: { ...past[next], later: 1 } };
    });
    const { methods, mix } = await judge(await interactionsOf(customers, 30));
    const of = (method: string) => methods.find((it) => it.method === method)!;
    expect(of('mix').ndcg_at_10).toBeGreaterThan(of('popular').ndcg_at_10 - 0.05);
    expect(mix.popular + mix['sought-now']).toBeGreaterThan(0.4);
    const told = await interactionsOf(customers.slice(0, 1), 30);
    expect(await chooseMix(await learn(told), [])).toEqual(popularAlone);
  });

  it('what was learnt is read as it was written', async () => {
    const kept = { ...(await learn(await twoTastes())), mix: popularAlone };
    expect(unpack(JSON.parse(JSON.stringify(pack(kept))))).toEqual(kept);
  });
});
