import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../src/domains/analytics/index.ts';
import { findShopById } from '../../src/platform/auth/index.ts';
import { orThrow } from '../../src/platform/errors.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { type Client, openTracking, track } from '../tracking.ts';
import { bothTopologies } from '../two-shards.ts';
import { openWorld, type World } from '../world.ts';

/** Events of a month come today, each twice, in no order: every answer has them on the day they happened. */

let world: World;
let app: HttpApp;
let client: Client;
let shopId: number;
beforeAll(async () => {
  world = await openWorld();
  ({ app, client, shopId } = await openTracking(world));
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const EVENTS = 90;
const dayOf = (n: number) => 1 + ((n * 13) % 30);
const userOf = (n: number) => (n * n) % 11;
const twoDigits = (day: number) => String(day).padStart(2, '0');
/** The first and the last second of a day in Shanghai by turns. */
const timeOf = (n: number) => `2025-12-${twoDigits(dayOf(n))}T${n % 2 ? '00:00:00' : '23:59:59'}+08:00`;
const callOf = (n: number) =>
  track('Seen', { messageId: `late-${n}`, userId: `u${userOf(n)}`, timestamp: new Date(timeOf(n)) });

it('each counts once, on its own day, on one node and on two shards', async () => {
  const numbers = Array.from({ length: 2 * EVENTS }, (_, n) => (n * 37) % EVENTS);
  for (let at = 0; at < numbers.length; at += 12) {
    const sentAt = world.clock.now().toISOString();
    const answer = await client.batch(numbers.slice(at, at + 12).map(callOf), { sentAt });
    expect(answer.json()).toMatchObject({ rejected: [] });
    world.clock.advance(1000);
  }
  await world.platform.mirror.settle(shopId);
  const expected = Array.from({ length: 30 }, (_, day) => {
    const of = Array.from({ length: EVENTS }, (_, n) => n).filter((n) => dayOf(n) === day + 1);
    return [`2025-12-${twoDigits(day + 1)}`, new Set(of.map(userOf)).size];
  });
  const shop = (await findShopById(world.platform.db, shopId))!;
  const { single, shards } = await bothTopologies(world.platform.clickhouse);
  for (const clickhouse of [single, shards]) {
    const asked = { clickhouse, shop, measure: 'active-customers', by: 'day' } as const;
    const { rows } = orThrow(await askMetric({ ...asked, from: '2025-12-01', to: '2025-12-30' }));
    expect(rows.map(({ period, value }) => [period, value])).toEqual(expected);
    const today = orThrow(await askMetric({ ...asked, from: '2026-01-15', to: '2026-01-15' }));
    expect(today.rows.map(({ value }) => value)).toEqual([0]);
  }
});
