import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, liveRows, openTracking } from '../../../../test/tracking.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { REMEMBERED_DAYS, tidyFirstSeen } from './tidy-first-seen.ts';

/** When a message without a time came first is remembered for so many days, in every shop, and no longer. */

let world: World;
let app: HttpApp;
const shops: { client: Client; shopId: number }[] = [];
beforeAll(async () => {
  world = await openWorld();
  const first = await openTracking(world, 'one');
  app = first.app;
  shops.push(first, await openTracking(world, 'two', app));
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const timeless = (messageId: string) => ({ type: 'track', event: 'E', userId: 'u', messageId });
const DAY = 24 * 3_600_000;

async function tidy(): Promise<void> {
  const stop = new AbortController();
  const done = tidyFirstSeen(world.platform, stop.signal);
  await expect.poll(remembered, { timeout: 30_000 }).toBe(2);
  stop.abort();
  await done;
}

const countOf = (shopId: number) =>
  withShop(world.platform.db, shopId, async (tx) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ingest.first_seen where shop_id = ${shopId}`.execute(tx);
    return rows[0]!.n;
  });

async function remembered(): Promise<number> {
  const counts = await Promise.all(shops.map((it) => countOf(it.shopId)));
  return counts.reduce((sum, n) => sum + n, 0);
}

it('within it the message is the same, afterwards it is another; the young stay', async () => {
  for (const { client } of shops) await client.batch([timeless('old')]);
  world.clock.advance(2 * DAY);
  for (const { client } of shops) await client.batch([timeless('young'), timeless('old')]);
  expect(await remembered()).toBe(4);
  world.clock.advance((REMEMBERED_DAYS - 1) * DAY);
  await tidy();
  for (const { client, shopId } of shops) {
    await client.batch([timeless('old'), timeless('young')]);
    const ids = (await liveRows(world, shopId)).map((it) => it.message_id);
    expect(ids.sort()).toEqual(['old', 'old', 'young']);
  }
});
