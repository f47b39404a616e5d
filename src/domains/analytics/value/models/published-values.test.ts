import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bgNbd, mbgNbd } from './beta-geometric.ts';
import { type Counts, countsOf } from './counts.ts';
import { fitCounts } from './fit-counts.ts';
import { logLikelihood, startOf } from './gamma-gamma.ts';
import { maximise } from './maximise.ts';
import { paretoNbd } from './pareto-nbd.ts';

/** What the papers print for CDNOW's sample, calibrated on 39 weeks; every figure to 1 in 1,000. */

const SAMPLE = join(import.meta.dirname, '../../../../../../shared/data/CDNOW_sample.txt');
const END = Date.UTC(1997, 8, 30);
const WEEK = 7 * 86_400_000;

/** Days of purchase and dollars of each customer, straight from the file: nothing of ours in between. */
function sample() {
  const days = new Map<string, Map<number, number>>();
  for (const line of readFileSync(SAMPLE, 'utf8').trim().split('\n')) {
    const [, customer, date, , dollars] = /^\s*\d+\s+(\d+)\s+(\d+)\s+(\d+)\s+([\d.]+)/.exec(line)!;
    const at = Date.UTC(Number(date!.slice(0, 4)), Number(date!.slice(4, 6)) - 1, Number(date!.slice(6)));
    if (at > END) continue;
    const of = days.get(customer!) ?? new Map<number, number>();
    of.set(at, (of.get(at) ?? 0) + Number(dollars));
    days.set(customer!, of);
  }
  return [...days.values()].map((it) => [...it].sort(([a], [b]) => a - b));
}

const countsIn = (customers: ReturnType<typeof sample>): Counts =>
  countsOf(
    customers.map((days) => ({
      ...{ x: days.length - 1, customers: 1 },
      ...{ tx: (days.at(-1)![0] - days[0]![0]) / WEEK, t: (END - days[0]![0]) / WEEK },
    })),
  );

const close = (found: number, printed: number) =>
  expect(Math.abs(found - printed), `${found} for ${printed}`).toBeLessThanOrEqual(Math.abs(printed) / 1000);

const allClose = (found: readonly number[], printed: readonly number[]) => {
  for (const [n, it] of printed.entries()) close(found[n]!, it);
};

describe.skipIf(!existsSync(SAMPLE))('CDNOW (skipped where ../shared/data is absent)', () => {
  let customers: ReturnType<typeof sample>;
  let counts: Counts;
  beforeAll(() => {
    customers = sample();
    counts = countsIn(customers);
  });
  const errors = (covariance: readonly (readonly number[])[] | null) =>
    covariance!.map((row, n) => Math.sqrt(row[n]!));

  test('BG/NBD: Fader, Hardie, Lee 2005', async () => {
    const { parameters, logLikelihood: log, converged } = await fitCounts(bgNbd, counts);
    expect(converged).toBe(true);
    allClose(parameters, [0.2425945, 4.4136019, 0.7929199, 2.4258881]);
    close(log, -9582.429);
    close(bgNbd.expected(parameters, { x: 2, tx: 30.43, t: 38.86 }, 39), 1.226);
    const anybody = [1, 3, 32, 78].map((ahead) => bgNbd.expectedOfAnybody(parameters, ahead));
    allClose(anybody, [0.0532, 0.1506, 1.0437, 1.8576]);
    // P(X(39) = 0) of anybody.
    close(bgNbd.outcomes(parameters, { x: 0, tx: 0, t: 0 }, 39)[0]!, 0.5737864);
  });

  test('Pareto/NBD: with its standard errors', async () => {
    const { parameters, logLikelihood: log, covariance, converged } = await fitCounts(paretoNbd, counts);
    expect(converged).toBe(true);
    allClose(parameters, [0.55315, 10.57633, 0.60625, 11.6715]);
    close(log, -9594.976);
    allClose(errors(covariance), [0.0476264, 0.8427222, 0.1872594, 6.2105448]);
    const seen = { x: 26, tx: 30.86, t: 31 };
    close(paretoNbd.expected(parameters, seen, 52), 25.46);
    close(paretoNbd.alive(parameters, seen), 0.9979);
  });

  test('MBG/NBD: Batislam, Denizel, Filiztekin 2007', async () => {
    allClose((await fitCounts(mbgNbd, counts)).parameters, [0.525, 6.183, 0.891, 1.614]);
  });

  test('Gamma-Gamma: Fader, Hardie 2013, customers who came back', async () => {
    const spent = customers
      .filter((days) => days.length > 1)
      .map((days) => ({
        x: days.length - 1,
        sum: days.slice(1).reduce((sum, [, dollars]) => sum + dollars, 0),
      }));
    const spending = {
      x: Int32Array.from(spent, (it) => it.x),
      mean: Float64Array.from(spent, (it) => it.sum / it.x),
      customers: Float64Array.from(spent, () => 1),
    };
    expect(spent).toHaveLength(946);
    const fit = await maximise((at) => logLikelihood(spending, at), { parameters: startOf(35) }, 946);
    // Printed with two digits: 3.74 stands for 3.7442.
    const printed = [6.25, 3.74, 15.44];
    for (const [n, it] of printed.entries())
      expect(Math.abs(fit.parameters[n]! - it)).toBeLessThan(Math.max(0.005, it / 1000));
    close(fit.logLikelihood, -4055.918);
  });
});
