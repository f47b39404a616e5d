import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client, liveRows, openTracking, track } from '../../../../test/tracking.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import { watchDisk } from '../../../platform/disk/watch-disk.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';

/** Below the floor of free disk the tracking door takes nothing, says for how long, and opens by itself again. */

let world: World;
let app: HttpApp;
let client: Client;
let shopId: number;
let isLow = false;
beforeAll(async () => {
  world = await openWorld();
  const { config, log } = world.platform;
  const watch = (floor: number) => watchDisk({ folders: async () => [config.dataDir], floor, log });
  const [roomy, full] = [watch(0), watch(Number.MAX_SAFE_INTEGER)];
  await Promise.all([roomy.look(), full.look()]);
  const disk = { ...roomy, state: () => (isLow ? full : roomy).state() };
  app = await buildApp({ ...world.platform, disk });
  ({ client, shopId } = await openTracking(world, 'live', app));
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const ids = async () => (await liveRows(world, shopId)).map((it) => it.message_id);

it('503 with Retry-After, which a page of another site may read; sent again it is there once', async () => {
  const batch = [track('Viewed', { messageId: 'low-1' })];
  isLow = true;
  for (const path of ['/v1/batch', '/v1/t']) {
    const refused = await new Client(app, client.key).post(path === '/v1/t' ? batch[0] : { batch }, { path });
    expect([refused.statusCode, refused.json().code]).toEqual([503, 'disk-full']);
    expect(refused.headers).toMatchObject({
      'retry-after': '30',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'retry-after',
    });
  }
  const ready = await app.inject('/ready');
  expect([ready.statusCode, ready.json().checks.disk]).toEqual([
    503,
    expect.objectContaining({ ok: false, code: 'disk-full' }),
  ]);
  expect(await ids()).toEqual([]);
  isLow = false;
  expect((await app.inject('/ready')).statusCode).toBe(200);
  expect((await client.batch(batch)).json()).toMatchObject({ accepted: 1, rejected: [] });
  expect(await ids()).toEqual(['low-1']);
});
