import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { takePersonNumbers } from './identity-store.ts';
import { openNumbersAhead, type Reservation } from './numbers-ahead.ts';
import { resolvePersons } from './resolve-persons.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const claimOf = (value: string) => ({
  identities: [{ channel: 'web', kind: 'user-id' as const, value }],
  at: '2026-01-01T00:00:00Z',
});

it('hands no number out twice, whoever takes how many, gives back or asks the counter', async () => {
  const { platform } = world;
  const writer = fc.record({ server: fc.nat({ max: 1 }), takes: fc.array(fc.integer({ min: 1, max: 9 })) });
  await fc.assert(
    fc.asyncProperty(fc.array(writer, { minLength: 2, maxLength: 6 }), async (writers) => {
      const { shopId } = await world.shop();
      const servers = [openNumbersAhead(platform.db), openNumbersAhead(platform.db)];
      const given: number[] = [];
      const note = (first: number, count: number) => {
        for (let n = 0; n < count; n += 1) given.push(first + n);
      };
      const write = async ({ server, takes }: (typeof writers)[number]) => {
        const numbers = await servers[server]!.reserve(shopId);
        for (const count of takes) note(numbers.take(count) ?? (await fromCounter(shopId, count)), count);
        numbers.release();
      };
      for (let round = 0; round < 3; round += 1) await Promise.all(writers.map(write));
      expect(new Set(given).size).toBe(given.length);
      expect(given.every((it) => it > 0)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

const fromCounter = (shopId: number, count: number) =>
  withShop(world.platform.db, shopId, (tx) => takePersonNumbers(tx, shopId, count));

it('lets a second writer of newcomers commit while a first has not', async () => {
  const { platform } = world;
  const { shopId } = await world.shop();
  const keys = await platform.keyring.forShop(shopId);
  const ahead = openNumbersAhead(platform.db);
  const store = async (value: string, numbers: Reservation, hold = async () => {}) =>
    withShop(platform.db, shopId, async (tx) => {
      const { personIds } = await resolvePersons(tx, keys, shopId, [claimOf(value)], {
        source: 'test',
        numbers,
      });
      await hold();
      return personIds[0]!;
    });
  const learning = await ahead.reserve(shopId);
  await store('first-ever', learning);
  learning.release();
  const [written, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = store('one', await ahead.reserve(shopId), async () => {
    written.resolve();
    await held.promise;
  });
  await written.promise;
  const second = await store('other', await ahead.reserve(shopId));
  held.resolve();
  expect(new Set([1, await first, second]).size).toBe(3);
});
