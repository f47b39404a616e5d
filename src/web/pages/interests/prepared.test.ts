import { test } from 'vitest';
import { expectGoldenChart, goldenLook } from '../../kit/charts/testing/golden-chart.ts';
import { prepareDrivers } from './prepare-drivers.ts';

test('drivers: a column an age, a part of it each kind of sign; what is missing is nothing', async () => {
  const drivers = [
    { source: 'purchase', age: 0, signs: 40, share: 0.5 },
    { source: 'look', age: 0, signs: 300, share: 0.3 },
    { source: 'purchase', age: 4, signs: 160, share: 0.2 },
  ] as const;
  const look = {
    ...{ ...goldenLook, halfLife: 60 },
    nameOf: (source: string) => `[${source}]`,
    ageOf: (range: string) => `[${range}]`,
  };
  await expectGoldenChart(prepareDrivers(drivers, look), 'interest-drivers');
});
