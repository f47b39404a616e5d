import { drawCustomers } from '../src/domains/analytics/testing/random-customers.ts';
import { countsOf, type Pattern } from '../src/domains/analytics/value/models/counts.ts';
import { fitCounts } from '../src/domains/analytics/value/models/fit-counts.ts';
import { countModels } from '../src/domains/analytics/value/models/models.ts';
import { seconds } from './run-shuke.ts';
import { scoreFigures } from './score-value.ts';

const CUSTOMERS = 1_000_000 * Number(process.env.BENCH_SHARE ?? 1);

/** Fitting models to a million customers, and scoring as many. */
export async function valueFigures(): Promise<object> {
  return { fitting: await fittingFigures(), scoring: await scoreFigures() };
}

/** Fitting each model of when customers buy to a million made-up ones, in days; what ClickHouse does to count them is not in it. */
async function fittingFigures(): Promise<object> {
  const patterns = patternsOf(drawCustomers('bg-nbd', [0.5, 10, 0.8, 2.5], { count: CUSTOMERS, seed: 1 }));
  const counts = countsOf(patterns);
  const models: [string, object][] = [];
  for (const model of countModels) {
    const since = performance.now();
    const { converged } = await fitCounts(model, counts);
    models.push([model.name, { seconds: seconds(since), converged }]);
  }
  const rss = Math.round(process.memoryUsage.rss() / 1e6);
  return {
    ...{ customers: CUSTOMERS, patterns: patterns.length, fits: Object.fromEntries(models), rss_mb: rss },
    at_most: { seconds: 15 },
  };
}

/** Customers alike in whole days, as a shop's are counted. */
function patternsOf(drawn: readonly Pattern[]): Pattern[] {
  const found = new Map<string, Pattern & { customers: number }>();
  for (const { x, tx, t } of drawn) {
    const day = Math.ceil(tx * 7);
    const key = `${x} ${day} ${t}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { x, tx: Math.min(day / 7, t), t, customers: 1 });
    else known.customers += 1;
  }
  return [...found.values()];
}
