import { test } from 'vitest';
import { expectGoldenChart, goldenLook } from '../../kit/charts/testing/golden-chart.ts';
import { prepareAhead } from './prepare-ahead.ts';
import { prepareCalibration } from './prepare-calibration.ts';

test('ahead: customers a day, so that a longer span does not look like more', async () => {
  const ahead = [
    { from: 1, to: 7, customers: 70 },
    { from: 8, to: 14, customers: 35.4 },
    { from: 15, to: 30, customers: 35.4 },
  ];
  await expectGoldenChart(prepareAhead(ahead, goldenLook), 'next-purchase-ahead');
});

test('calibration: said beside happened, by tenths', async () => {
  const tenths = [
    { tenth: 1, customers: 10, predicted: 0.534, actual: 0.5 },
    { tenth: 2, customers: 10, predicted: 0.02, actual: 0 },
  ];
  await expectGoldenChart(prepareCalibration(tenths, goldenLook), 'next-purchase-calibration');
});
