import { forecastShelf } from '../src/domains/analytics/index.ts';

const products = Number(process.env.BENCH_SERIES ?? 1000);
const days = 730;
const horizon = 28;
const week = [0.8, 0.8, 0.9, 0.9, 1.1, 1.3, 1.2];

/**
 * A forecast of each of 1,000 products of ten categories over two years of days, from the slowest that sells once in ten days to
 * those of a hundred a day: every model tried at six origins, the best fitted, intervals, order-up-to.
 */
export async function forecastFigures(): Promise<object> {
  const items = Array.from({ length: products }, (_, n) => ({
    ...{ product: n + 1, title: '', category: `category ${n % 10}`, stock: 10 },
    days: sales(0.1 * 1000 ** (n / (products - 1)), n + 1),
  }));
  const demand = { from: '2023-12-02', asOf: '2025-11-30', items, campaignDays: new Set<string>() };
  const memory = process.memoryUsage().rss;
  const since = performance.now();
  const outlooks = forecastShelf(demand, horizon);
  const seconds = (performance.now() - since) / 1000;
  const chosen = Map.groupBy(outlooks, (it) => it.model);
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, it) => sum + it, 0) / numbers.length;
  const beside = outlooks.flatMap((it) => {
    const [own, naive] = [it.model, 'seasonal-naive'].map(
      (name) => it.tried.find((one) => one.model === name)!,
    );
    return own!.wape === null || naive!.wape === null || own!.coverage === null
      ? []
      : [{ own: own!.wape, naive: naive!.wape, coverage: own!.coverage }];
  });
  return {
    ...{ series: products, days, seconds: Math.round(seconds * 10) / 10 },
    ms_a_series: Math.round((seconds * 1e6) / products) / 1000,
    more_memory_mb: Math.round((process.memoryUsage().rss - memory) / 1e6),
    models: Object.fromEntries([...chosen].map(([name, of]) => [name, of.length])),
    mean_wape: {
      chosen: mean(beside.map((it) => it.own)),
      seasonal_naive: mean(beside.map((it) => it.naive)),
    },
    mean_coverage: mean(beside.map((it) => it.coverage)),
    at_most: { seconds: 60 },
  };
}

/** Poisson sales of a weekly pattern with a Double 11; the same every time. */
function sales(rate: number, seed: number): number[] {
  let state = seed * 7919;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const draw = (mean: number) => {
    const limit = Math.exp(-Math.min(mean, 600));
    let [count, product] = [0, random()];
    for (; product > limit; count++) product *= random();
    return count;
  };
  return Array.from({ length: days }, (_, n) =>
    draw(rate * week[(n + 5) % 7]! * (n === 345 || n === 710 ? 4 : 1)),
  );
}
