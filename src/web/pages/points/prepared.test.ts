import { test } from 'vitest';
import { expectGoldenChart, goldenLook } from '../../kit/charts/testing/golden-chart.ts';
import { prepareLiability } from './prepare-liability.ts';

test('liability: what came upwards, what went downwards, what was outstanding as a line', async () => {
  const none = { issued: 0, spent: 0, expired: 0, revoked: 0 };
  const days = [
    { ...none, day: '2026-01-01', issued: 2405, spent: 500, outstanding: 1905 },
    { ...none, day: '2026-01-02', expired: 5, revoked: 100, outstanding: 1800 },
  ] as Parameters<typeof prepareLiability>[0];
  await expectGoldenChart(prepareLiability(days, goldenLook), 'points-liability');
});
