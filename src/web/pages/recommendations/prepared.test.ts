import { test } from 'vitest';
import { expectGoldenChart, goldenLook } from '../../kit/charts/testing/golden-chart.ts';
import { prepareMethods } from './prepare-methods.ts';

test("methods: the shop's own mix in the accent colour, each with its interval in the table", async () => {
  const judged = { recall_low: 0.55, recall_high: 0.655, ndcg_at_10: 0.3549, coverage: 1 };
  const methods = [
    { ...judged, method: 'mix' as const, recall_at_10: 0.603 },
    { ...judged, method: 'popular' as const, recall_at_10: 0.585 },
  ] as Parameters<typeof prepareMethods>[0];
  const look = { ...goldenLook, nameOf: (method: string) => `[${method}]` };
  await expectGoldenChart(prepareMethods(methods, look), 'recommendation-methods');
});
