import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawCustomers, randomFrom } from '../../testing/random-customers.ts';
import type { CountModel, Seen } from './count-model.ts';
import { countsOf, customersIn, type Pattern, sampled } from './counts.ts';
import { discountedPurchases, rateOf } from './discount.ts';
import { fitCounts } from './fit-counts.ts';
import * as gammaGamma from './gamma-gamma.ts';
import { maximise } from './maximise.ts';
import { countModels } from './models.ts';
import { gaussLegendre } from './quadrature.ts';
import { hyp2f1, lbeta, lgam } from './special-functions.ts';
import { amountAt, countPart, scalePart } from './spend-outcomes.ts';

const parameter = fc.double({ min: 0.05, max: 20, noNaN: true });
const four = fc.tuple(parameter, parameter, parameter, parameter);
const seen: fc.Arbitrary<Seen> = fc
  .tuple(
    fc.integer({ min: 0, max: 60 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 1, max: 730 }),
  )
  .map(([x, part, days]) => ({ x, tx: x === 0 ? 0 : (part * days) / 7, t: days / 7 }));

const one = (it: Seen) => countsOf([{ ...it, customers: 1 }]);

/** Of something smooth, by four points: what an analytic derivative must be. */
function slopeOf(value: (at: number) => number, at: number): number {
  const h = at * 1e-3;
  return (8 * (value(at + h) - value(at - h)) - (value(at + 2 * h) - value(at - 2 * h))) / (12 * h);
}

const near = (found: number, wanted: number, digits: number, what = '') => {
  const room = 10 ** -digits * Math.max(1, Math.abs(wanted));
  expect(Math.abs(found - wanted), `${what} ${found} for ${wanted}`).toBeLessThan(room);
};

describe.each(countModels.map((it) => [it.name, it] as const))('%s', (_, model: CountModel) => {
  test('its gradient is that of its likelihood', () => {
    fc.assert(
      fc.property(four, seen, (at, it) => {
        const { gradient } = model.logLikelihood(one(it), at);
        for (const [n, slope] of gradient.entries()) {
          const along = (value: number) => model.logLikelihood(one(it), at.with(n, value)).value;
          near(slope, slopeOf(along, at[n]!), 6, model.letters[n]);
        }
      }),
    );
  });

  test('P(alive) is the share of its likelihood in which nobody left, and expectations rise from 0', () => {
    fc.assert(
      fc.property(four, seen, (at, it) => {
        const alive = model.alive(at, it);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        const ahead = [0, 1, 5, 25].map((t) => model.expected(at, it, t));
        near(ahead[0]!, 0, 9);
        for (const [n, later] of ahead.slice(1).entries())
          expect(later).toBeGreaterThanOrEqual(ahead[n]! - 1e-9);
        // Nobody buys more often than at their rate all the while they are alive.
        const [r, alpha] = at;
        expect(ahead[3]!).toBeLessThanOrEqual(alive * ((r + it.x) / (alpha + it.t)) * 25 * (1 + 1e-9));
      }),
    );
  });

  test('what they will do has what is expected of them as its mean', () => {
    const usual = fc.double({ min: 0.3, max: 8, noNaN: true });
    fc.assert(
      fc.property(usual, usual, usual, usual, seen, (r, alpha, third, fourth, it) => {
        const at = [r, alpha * 5, third, fourth];
        const shares = model.outcomes(at, { ...it, x: it.x % 12 }, 20);
        const mean = shares.reduce((sum, share, n) => sum + n * share, 0);
        near(
          shares.reduce((sum, share) => sum + share, 0),
          1,
          5,
          'sum',
        );
        // What is left out beyond one in a million is seldom, and large.
        near(mean, model.expected(at, { ...it, x: it.x % 12 }, 20), 3, 'mean');
        for (const share of shares) expect(share).toBeGreaterThanOrEqual(-1e-12);
      }),
    );
  });

  test('of whoever buys every day for years it expects as much as they do, and no horizon is too far', () => {
    const years = fc.integer({ min: 1, max: 10 });
    fc.assert(
      fc.property(
        years,
        fc.constantFrom(1, 52, 156, 520),
        fc.constantFrom(0, 3, 60),
        (known, ahead, away) => {
          const it = { x: 365 * known, tx: 52.14 * known, t: 52.14 * known + away };
          const at =
            model.name === 'pareto-nbd' ? [0.553, 10.578, 0.606, 11.669] : [0.525, 6.183, 0.891, 1.614];
          const [expected, shares] = [model.expected(at, it, ahead), model.outcomes(at, it, ahead)];
          const sum = shares.reduce((all, share) => all + share, 0);
          near(sum, 1, 4, 'sum');
          const mean = shares.reduce((all, share, n) => all + n * share, 0);
          expect(Math.abs(mean - expected), `${mean} for ${expected}`).toBeLessThan(0.01 + 1e-3 * expected);
          if (away === 0) expect(expected).toBeGreaterThan(3 * Math.min(ahead, 52));
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([
    ['one customer', [[0, 0, 10, 1]]],
    ['who came today', [[0, 0, 0, 500]]],
    ['who are all alike', [[3, 20, 30, 500]]],
    ['who come every day', [[365, 52.14, 52.14, 50]]],
    [
      'of whom nobody came back',
      [
        [0, 0, 10, 300],
        [0, 0, 20, 300],
      ],
    ],
    [
      'of whom one comes every day and nobody else ever',
      [
        [365, 52, 52, 1],
        [0, 0, 52, 1000],
      ],
    ],
  ])('a shop of %s is fitted, and expects what can be', async (_, rows) => {
    const counts = countsOf(
      rows.map(([x, tx, t, customers]) => ({ x: x!, tx: tx!, t: t!, customers: customers! })),
    );
    for (const leans of [false, true]) {
      const { parameters, logLikelihood } = await fitCounts(model, counts, leans);
      expect([...parameters, logLikelihood].every(Number.isFinite)).toBe(true);
      for (const [x, tx, t] of rows) {
        const it = { x: x!, tx: tx!, t: t! };
        const expected = model.expected(parameters, it, 52);
        expect(expected).toBeGreaterThanOrEqual(0);
        // A shop that knows nothing yet does not expect everybody back every other week.
        if (leans) expect(expected).toBeLessThan(Math.max(13, (x! / Math.max(t!, 1)) * 60));
      }
    }
  });

  test('how often customers come in their second half year is what was drawn', () => {
    const truth = [0.8, 6, 0.9, 3];
    const drawn = drawCustomers(model.name, truth, { count: 40_000, seed: 5 });
    // Anybody, from their first purchase: a year is as if nothing were known of them.
    const shares = model.outcomes(truth, { x: 0, tx: 0, t: 0 }, 52);
    for (const n of [0, 1, 2, 5]) {
      const found = drawn.filter((it) => it.inYear === n).length / drawn.length;
      expect(Math.abs(found - shares[n]!), `${n} purchases`).toBeLessThan(0.01);
    }
  });

  test('finds the parameters that customers were drawn from, within their standard errors', async () => {
    const truth = [0.8, 6, 0.9, 3];
    const customers = drawCustomers(model.name, truth, { count: 20_000, seed: 7 });
    const { parameters, covariance, converged } = await fitCounts(model, countsOf(customers));
    expect(converged).toBe(true);
    for (const [n, it] of parameters.entries())
      expect(Math.abs(it - truth[n]!) / Math.sqrt(covariance![n]![n]!), model.letters[n]).toBeLessThan(3.5);
    // And says how often they come in the year after their first purchase: within a twentieth of what was drawn.
    const year = customers.filter((it) => it.t >= 52);
    const drawn = year.reduce((sum, it) => sum + it.inYear, 0) / year.length;
    expect(Math.abs(model.expectedOfAnybody(parameters, 52) / drawn - 1)).toBeLessThan(0.05);
  });
});

test('discounted purchases are those of each day, each worth less', () => {
  const at = [0.8, 6, 0.9, 3];
  const it = { x: 3, tx: 20, t: 30 };
  for (const model of countModels) {
    const expected = (ahead: number) => model.expected(at, it, ahead);
    const rate = rateOf(0.15, 7);
    let slow = 0;
    for (let day = 0; day < 364; day += 1)
      slow += (expected((day + 1) / 7) - expected(day / 7)) * Math.exp((-rate * (day + 0.5)) / 7);
    near(discountedPurchases(expected, { rate, horizon: 52 }), slow, 5, model.name);
    near(discountedPurchases(expected, { rate: 0, horizon: 52 }), expected(52), 12, model.name);
  }
});

test('leaning on most shops keeps what data say nothing of where it is usual, and moves nothing that they say', async () => {
  const nobody = countsOf([{ x: 0, tx: 0, t: 20, customers: 30 }]);
  for (const model of countModels) {
    const { parameters } = await fitCounts(model, nobody, true);
    for (const it of parameters) expect(Math.abs(Math.log(it))).toBeLessThan(7);
    const many = countsOf(drawCustomers(model.name, [0.8, 6, 0.9, 3], { count: 20_000, seed: 3 }));
    const [plain, leant] = [await fitCounts(model, many), await fitCounts(model, many, true)];
    for (const [n, it] of leant.parameters.entries())
      expect(Math.abs(it - plain.parameters[n]!), model.letters[n]).toBeLessThan(
        Math.sqrt(plain.covariance![n]![n]!) / 3,
      );
  }
});

test('amounts: quantiles of what purchases come to are those of drawing them', () => {
  const random = randomFrom(3);
  const [p, q, gamma] = [6, 4, 15] as const;
  const outcomes = [0.4, 0.3, 0.2, 0.1];
  const drawn = Float64Array.from({ length: 40_000 }, () => {
    const u = random.unit();
    const n = u < 0.4 ? 0 : u < 0.7 ? 1 : u < 0.9 ? 2 : 3;
    const scale = random.gamma(q) / gamma;
    return Array.from({ length: n }, () => random.gamma(p) / scale).reduce((sum, it) => sum + it, 0);
  }).sort();
  const [count, scale] = [countPart(outcomes, p), scalePart(q, gamma)];
  const amount = { mean: count.mean + scale.mean, variance: count.variance + scale.variance };
  expect(amountAt(0.3, outcomes[0]!, amount)).toBe(0);
  // A lognormal with the true moments in the place of the mixture: within a twentieth of where the quantile lies.
  for (const share of [0.5, 0.8, 0.9])
    expect(
      drawn.filter((it) => it <= amountAt(share, outcomes[0]!, amount)).length / drawn.length,
    ).toBeCloseTo(share, 1);
});

test('alike customers may be one pattern: the same likelihood, the same fit', async () => {
  const customers = drawCustomers('bg-nbd', [0.8, 6, 0.9, 3], { count: 500, seed: 3 });
  const patterns = new Map<string, Pattern>();
  for (const it of customers) {
    const key = `${it.x} ${it.tx} ${it.t}`;
    patterns.set(key, { ...it, customers: (patterns.get(key)?.customers ?? 0) + 1 });
  }
  expect(patterns.size).toBeLessThan(customers.length);
  for (const model of countModels) {
    const [many, few] = [
      await fitCounts(model, countsOf(customers)),
      await fitCounts(model, countsOf([...patterns.values()])),
    ];
    near(few.logLikelihood, many.logLikelihood, 9);
  }
});

/** Customers in whole days, alike ones together: what ClickHouse sends. */
function inDays(customers: readonly Pattern[]): Pattern[] {
  const patterns = new Map<string, Pattern>();
  for (const { x, tx, t } of customers) {
    const day = Math.ceil(tx * 7);
    const key = `${x} ${day} ${t}`;
    const known = patterns.get(key)?.customers ?? 0;
    patterns.set(key, { x, tx: Math.min(day / 7, t), t, customers: known + 1 });
  }
  return [...patterns.values()];
}

describe('a large shop', () => {
  const counts = countsOf(inDays(drawCustomers('bg-nbd', [0.5, 10, 0.8, 2.5], { count: 60_000, seed: 1 })));

  test('is begun with some of its customers, as many of each kind as it has', () => {
    expect(counts.x.length).toBeGreaterThan(20_000);
    const some = sampled(counts, 10_000);
    const share = (of: typeof counts, is: (x: number) => boolean) =>
      of.customers.reduce((sum, it, n) => sum + (is(of.x[n]!) ? it : 0), 0) / customersIn(of);
    expect(customersIn(some)).toBe(10_000);
    for (const is of [(x: number) => x === 0, (x: number) => x === 1, (x: number) => x > 5])
      expect(Math.abs(share(some, is) - share(counts, is))).toBeLessThan(0.02);
  });

  test.each(countModels.map((it) => [it.name, it] as const))(
    '%s ends where it ends without',
    async (_, model) => {
      const whole = (at: readonly number[]) => model.logLikelihood(counts, at);
      const plain = await maximise(whole, { parameters: model.start(65) }, customersIn(counts));
      const { parameters, converged } = await fitCounts(model, counts);
      expect([plain.converged, converged]).toEqual([true, true]);
      for (const [n, it] of parameters.entries()) near(it / plain.parameters[n]!, 1, 3, model.letters[n]);
    },
  );
});

test.each([
  ['nobody came back', { x: 0, tx: 0, t: 10 }],
  ['everybody came back every week', { x: 10, tx: 10, t: 10 }],
])('where %s the search ends, and says so or that it knows nothing', async (_, it) => {
  for (const model of countModels) {
    let asked = 0;
    const counted = {
      ...model,
      logLikelihood: (...args: Parameters<typeof model.logLikelihood>) => {
        asked += 1;
        return model.logLikelihood(...args);
      },
    };
    const fitted = await fitCounts(counted, countsOf([{ ...it, customers: 1_000 }]));
    expect(asked, model.name).toBeLessThan(2_000);
    expect([...fitted.parameters, fitted.logLikelihood].filter((value) => !Number.isFinite(value))).toEqual(
      [],
    );
    expect(model.expected(fitted.parameters, it, 10), model.name).toBeGreaterThanOrEqual(0);
  }
});

/** The likelihood of Fader and Hardie's note: two hypergeometric functions, for alpha >= beta and alpha <= beta. */
function hypergeometricForm([r, alpha, s, beta]: readonly number[], { x, tx, t }: Seen): number {
  const all = r! + s! + x;
  const [big, second] = alpha! >= beta! ? [alpha!, s! + 1] : [beta!, r! + x];
  const at = (time: number) =>
    hyp2f1(all, second, all + 1, Math.abs(alpha! - beta!) / (big + time)) / (big + time) ** all;
  const stayed = (alpha! + t) ** -(r! + x) * (beta! + t) ** -s!;
  const left = (s! / all) * (at(tx) - at(t));
  return lgam(r! + x) - lgam(r!) + r! * Math.log(alpha!) + s! * Math.log(beta!) + Math.log(stayed + left);
}

test('Pareto/NBD by quadrature is the published form, where that keeps its digits', () => {
  const model = countModels.find((it) => it.name === 'pareto-nbd')!;
  const few = seen.filter(({ x }) => x < 12);
  const mild = fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: 0.4, max: 15, noNaN: true })));
  fc.assert(
    fc.property(mild as fc.Arbitrary<[number, number, number, number]>, few, (at, it) => {
      near(model.logLikelihood(one(it), at).value, hypergeometricForm(at, it), 6);
    }),
  );
});

test('BG/NBD: what is expected of a customer is the mean over the probability of leaving', () => {
  const model = countModels.find((it) => it.name === 'bg-nbd')!;
  const rule = gaussLegendre(400);
  fc.assert(
    fc.property(
      fc.tuple(
        parameter,
        parameter,
        fc.double({ min: 1.2, max: 9, noNaN: true }),
        fc.double({ min: 1, max: 20, noNaN: true }),
      ),
      seen,
      (at, it) => {
        const [r, alpha, a, b] = at;
        const k = it.x;
        const bought = (p: number) => (1 - ((alpha + it.t) / (alpha + it.t + p * 20)) ** (r + it.x)) / p;
        let mean = 0;
        for (const [n, point] of rule.points.entries()) {
          // p = v^4 takes the steepness away at 0, (1 - p) that at 1 where b is small.
          const v = (1 + point) / 2;
          const p = 1 - (1 - v ** 2) ** 2;
          const width = 4 * v * (1 - v ** 2);
          const density = Math.exp((a - 1) * Math.log(p) + (b + k - 1) * Math.log1p(-p) - lbeta(a, b + k));
          mean += (rule.weights[n]! / 2) * width * density * bought(p);
        }
        near(model.expected(at, it, 20), model.alive(at, it) * mean, 3);
      },
    ),
  );
});

test('Gamma-Gamma: of customers who all spend the same everybody is expected to, however often, and it is not sure', async () => {
  for (const [size, x, spent] of [
    [4, 1, 50],
    [500, 3, 50],
    [30, 2, 0.01],
    [30, 2, 9e8],
  ] as const) {
    const means = Array.from({ length: size }, () => spent);
    const spending = {
      ...{ x: Int32Array.from(means, () => x), mean: Float64Array.from(means) },
      customers: Float64Array.from(means, () => 1),
    };
    const { parameters, converged } = await maximise(
      (at) => gammaGamma.logLikelihood(spending, at),
      { parameters: gammaGamma.startOf(spent) },
      size,
    );
    for (const seen of [
      { x: 0, mean: 0 },
      { x, mean: spent },
    ])
      expect(Math.abs(gammaGamma.expectedSpend(parameters, seen) / spent - 1)).toBeLessThan(0.01);
    expect(converged).toBe(false);
  }
});

test('Gamma-Gamma: nobody is expected to spend less than nothing, or without end', () => {
  const positive = fc.double({ min: 0.01, max: 50, noNaN: true });
  const seen = fc.record({ x: fc.nat(30), mean: fc.double({ min: 0, max: 1e6, noNaN: true }) });
  fc.assert(
    fc.property(positive, positive, positive, seen, (p, q, gamma, it) => {
      const spend = gammaGamma.expectedSpend([p, q, gamma], it);
      expect(spend).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(spend)).toBe(true);
    }),
  );
});

test('Gamma-Gamma: its gradient, and the parameters that spending was drawn from', async () => {
  const random = randomFrom(5);
  const [p, q, gamma] = [6, 4, 15];
  const drawn = Array.from({ length: 8_000 }, () => {
    const x = 1 + Math.floor(random.unit() * 6);
    const rate = random.gamma(q) / gamma;
    return { x, mean: random.gamma(p * x) / rate / x };
  });
  const spending = {
    x: Int32Array.from(drawn, (it) => it.x),
    mean: Float64Array.from(drawn, (it) => it.mean),
    customers: Float64Array.from(drawn, () => 1),
  };
  const at = [3, 2.5, 9];
  const { gradient } = gammaGamma.logLikelihood(spending, at);
  for (const [n, slope] of gradient.entries())
    near(
      slope,
      slopeOf((it) => gammaGamma.logLikelihood(spending, at.with(n, it)).value, at[n]!),
      6,
    );
  const start = { parameters: gammaGamma.startOf(30) };
  const fit = await maximise((it) => gammaGamma.logLikelihood(spending, it), start, drawn.length);
  for (const [n, it] of [p, q, gamma].entries())
    expect(Math.abs(fit.parameters[n]! - it) / Math.sqrt(fit.covariance![n]![n]!)).toBeLessThan(3.5);
  // Somebody of whom much is known is expected to spend what they spent; a stranger what the shop's customers spend.
  near(gammaGamma.expectedSpend([p, q, gamma], { x: 100_000, mean: 50 }), 50, 3);
  near(gammaGamma.expectedSpend([p, q, gamma], { x: 0, mean: 0 }), (p * gamma) / (q - 1), 9);
});
