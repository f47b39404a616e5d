import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { eventOf, storeIn } from './event-fixture.ts';
import { eventsByChannel } from './events-by-channel.ts';

let world: World;
let both: BothTopologies;
beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

it('counts what was received within a day, each once, by source; not what imports brought, nor another shop', async () => {
  const { shopId } = await world.shop();
  const other = await world.shop();
  const now = new Date('2026-01-15T04:00:00.000Z');
  const send = (user: string, id: string, channel: string) => eventOf(user, id, { channel });
  /** Stored at the hour they came. */
  const store = (
    shop: number,
    hoursAgo: number,
    events: Parameters<typeof storeIn>[2],
    importId?: number,
  ) => {
    world.clock.set(new Date(now.getTime() - hoursAgo * 3_600_000));
    return storeIn(world, shop, events, importId === undefined ? {} : { importId });
  };
  await store(shopId, 25, [send('a', '4', 'site')]);
  await store(shopId, 1, [send('a', '1', 'site'), send('b', '2', 'site'), send('c', '3', 'app')]);
  await store(shopId, 1, [send('a', '5', 'site')], 7);
  await store(other.shopId, 1, [send('z', '6', 'site')]);
  await store(shopId, 0.5, [send('a', '1', 'site')]);
  const asked = (shop: number) => eventsByChannel({ query: (it) => both.ask(it) }, shop, now);
  expect(await asked(shopId)).toEqual([
    { channel: 'app', events: 1 },
    { channel: 'site', events: 2 },
  ]);
  expect(await asked(other.shopId)).toEqual([{ channel: 'site', events: 1 }]);
});
