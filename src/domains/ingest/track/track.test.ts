import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AT, type Client, liveRows, openTracking, track } from '../../../../test/tracking.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';

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

describe('a batch', () => {
  it('is in ClickHouse when the answer is 200', async () => {
    const answer = await client.batch([
      track('Product Viewed', {
        messageId: 'v1',
        properties: { product_id: 'p1', name: 'Cup', price: 19.9 },
      }),
      { type: 'page', anonymousId: 'a1', messageId: 'v2', timestamp: AT, properties: { path: '/x' } },
      {
        type: 'identify',
        userId: 'u1',
        anonymousId: 'a1',
        messageId: 'v3',
        timestamp: AT,
        traits: { city: '杭州' },
      },
    ]);
    expect(answer.json()).toEqual({ success: true, accepted: 3, rejected: [], warnings: [] });
    expect(answer.statusCode).toBe(200);
    const rows = await liveRows(world, shopId);
    expect(rows.map((it) => [it.message_id, it.name, it.channel])).toEqual([
      ['v1', 'Product Viewed', 'site'],
      ['v2', 'Page Viewed', 'site'],
    ]);
  });
});
