import { test } from 'vitest';
import { expectGoldenChart, goldenLook } from '../../kit/charts/testing/golden-chart.ts';
import { prepareTenths } from './prepare-tenths.ts';

test('tenths by risk: said beside happened, and a lift where there is one', async () => {
  const tenths = [
    { tenth: 1, customers: 10, predicted: 0.934, actual: 0.9, lift: 1.444 },
    { tenth: 2, customers: 10, predicted: 0.1, actual: 0, lift: null },
  ];
  await expectGoldenChart(prepareTenths(tenths, goldenLook), 'churn-tenths');
});
