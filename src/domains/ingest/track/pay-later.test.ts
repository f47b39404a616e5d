import { expect, it } from 'vitest';
import type { Platform } from '../../../platform/platform.ts';
import { openPayLater } from './pay-later.ts';

const platformThat = (payOff: (shopId: number) => Promise<boolean>) =>
  ({ mirror: { payOff }, log: { warn: () => {} } }) as unknown as Platform;

it('pays the first at once, all of a pause together, and each shop by itself', async () => {
  const paid: number[] = [];
  const told = Promise.withResolvers<void>();
  const payLater = openPayLater(
    platformThat(async (shopId) => {
      paid.push(shopId);
      if (paid.length === 3) told.resolve();
      return true;
    }),
    50,
  );
  for (let n = 0; n < 20; n += 1) payLater(1, false);
  payLater(2, false);
  await Promise.resolve();
  expect(paid).toEqual([1, 2]);
  // The pause is a timer that keeps no process alive.
  const alive = setInterval(() => {}, 1000);
  await told.promise;
  expect(paid).toEqual([1, 2, 1]);
  clearInterval(alive);
});

it('goes on after a payment that failed', async () => {
  const told = Promise.withResolvers<void>();
  let calls = 0;
  const payLater = openPayLater(
    platformThat(async () => {
      calls += 1;
      if (calls === 1) throw new Error('away');
      told.resolve();
      return true;
    }),
    10,
  );
  const alive = setInterval(() => {}, 1000);
  payLater(1, false);
  payLater(1, false);
  await told.promise;
  expect(calls).toBe(2);
  clearInterval(alive);
});
