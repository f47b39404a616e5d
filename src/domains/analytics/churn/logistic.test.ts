import { expect, it } from 'vitest';
import { randomFrom } from '../testing/random-customers.ts';
import { fitLogistic, riskOf } from './logistic.ts';

/** Two features of different size and one that is the same for all; risks as a known law says. */
function drawn(customers: number, seed: number) {
  const random = randomFrom(seed);
  const values = new Float64Array(customers * 3);
  const outcomes = new Uint8Array(customers);
  const risks: number[] = [];
  for (let n = 0; n < customers; n += 1) {
    const [one, other] = [random.unit() * 100, random.unit() - 0.5];
    values.set([one, other, 7], n * 3);
    risks.push(1 / (1 + Math.exp(-(-1 + 0.03 * one - 2 * other))));
    outcomes[n] = Number(random.unit() < risks[n]!);
  }
  return { examples: { width: 3, values, outcomes }, risks };
}

it('finds the law that risks were drawn by, within its standard errors', async () => {
  const { examples } = drawn(20_000, 3);
  const { weights, deviations, covariance, converged } = await fitLogistic(examples);
  expect(converged).toBe(true);
  for (const [n, wanted] of [0.03, -2].entries()) {
    const [scale, error] = [deviations[n]!, Math.sqrt(covariance![n + 1]![n + 1]!)];
    expect(Math.abs(weights[n + 1]! - wanted * scale) / error).toBeLessThan(4);
  }
  expect(weights[3]).toBe(0);
});

it('says risks with an interval that holds the true one nineteen times of twenty', async () => {
  let held = 0;
  const looks = 200;
  for (let n = 0; n < looks; n += 1) {
    const { examples, risks } = drawn(600, 100 + n);
    const { low, high } = riskOf(await fitLogistic(examples), [...examples.values.subarray(0, 3)]);
    held += Number(low! <= risks[0]! && risks[0]! <= high!);
  }
  expect(held / looks).toBeGreaterThan(0.9);
});

it('of few it keeps near the middle, and of nobody lost it says little rather than nothing', async () => {
  const one = (lost: number[]) => ({
    ...{ width: 1, values: Float64Array.from(lost.map((_, n) => n)), outcomes: Uint8Array.from(lost) },
  });
  expect(riskOf(await fitLogistic(one([])), [3]).risk).toBeCloseTo(0.5, 9);
  const { risk } = riskOf(await fitLogistic(one([0, 0, 0, 0, 0, 0, 0, 0])), [3]);
  expect(risk).toBeGreaterThan(0.02);
  expect(risk).toBeLessThan(0.25);
  // Told apart without a doubt, a likelihood alone would run away.
  const { weights, converged } = await fitLogistic(one([0, 0, 0, 1, 1, 1]));
  expect(converged).toBe(true);
  expect(Math.abs(weights[1]!)).toBeLessThan(4);
});
