import { expect, it } from 'vitest';
import type { Platform } from '../../../platform/platform.ts';
import { openPayer } from './pay-later.ts';

const platformThat = (settle: (shopId: number) => Promise<void>) =>
  ({ mirror: { settle }, log: { warn: () => {} } }) as unknown as Platform;

it('pays the first at once, all of a pause together, and each shop by itself', async () => {
  const paid: number[] = [];
  const told = Promise.withResolvers<void>();
  const payer = openPayer(
    platformThat(async (shopId) => {
      paid.push(shopId);
      if (paid.length === 3) told.resolve();
    }),
    50,
  );
  for (let n = 0; n < 20; n += 1) payer.later(1, false);
  payer.later(2, false);
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
  const payer = openPayer(
    platformThat(async () => {
      calls += 1;
      if (calls === 1) throw new Error('away');
      told.resolve();
    }),
    10,
  );
  const alive = setInterval(() => {}, 1000);
  payer.later(1, false);
  payer.later(1, false);
  await told.promise;
  expect(calls).toBe(2);
  clearInterval(alive);
});

it('is sure of the engine from a payment it took until one it did not take', async () => {
  let away = false;
  const payer = openPayer(
    platformThat(async () => {
      if (away) throw new Error('away');
    }),
  );
  expect(payer.isSure()).toBe(false);
  await payer.now(1, false);
  expect(payer.isSure()).toBe(true);
  away = true;
  await expect(payer.now(1, false)).rejects.toThrow('away');
  expect(payer.isSure()).toBe(false);
});
