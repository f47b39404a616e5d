import { test } from 'vitest';
import { expectGoldenChart, goldenLook } from '../../kit/charts/testing/golden-chart.ts';
import { prepareTracking } from './prepare-tracking.ts';

test('tracking: what happened and what was said, and where the model stopped seeing', async () => {
  const weeks = [
    { day: '2026-01-07', actual: 12, predicted: 10.4 },
    { day: '2026-01-14', actual: 30, predicted: 28.6 },
    { day: '2026-01-21', actual: 41, predicted: 44 },
  ];
  const check = { weeks, calibration_end: '2026-01-14' } as Parameters<typeof prepareTracking>[0];
  await expectGoldenChart(prepareTracking(check, goldenLook), 'value-tracking');
});
