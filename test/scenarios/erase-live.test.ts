import { expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { complianceHandlers } from '../../src/compliance-handlers.ts';
import { erasePerson, previewErasure } from '../../src/domains/compliance/index.ts';
import type { Rows } from '../../src/platform/clickhouse/clickhouse.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { createMirror } from '../../src/platform/mirror/index.ts';
import { liveRows, openTracking, track } from '../tracking.ts';
import { openWorld } from '../world.ts';

it('what somebody erased did before is nobody’s when it arrives late, though they came again meanwhile', async () => {
  await using world = await openWorld({ now: '2026-01-15T04:00:00Z' });
  const { app, shopId, client } = await openTracking(world);
  const send = async (messageId: string, timestamp: string) => {
    const call = { type: 'track', event: 'Product Viewed', userId: 'wang', messageId, timestamp };
    const answer = await client.batch([call], { sentAt: undefined });
    expect(answer.statusCode).toBe(200);
    expect(answer.json().rejected ?? []).toEqual([]);
  };
  await send('before', '2026-01-15T03:00:00Z');
  const customer = { shopId, customerId: 1 };
  const { confirmation } = orThrow(await previewErasure(world.platform, complianceHandlers, customer));
  const order = { ...customer, confirmation, reason: '本人要求删除', actor: 'user:1' };
  orThrow(await erasePerson(world.platform, complianceHandlers, order));
  world.clock.set('2026-01-15T05:00:00Z');
  await send('new', '2026-01-15T04:30:00Z');
  await send('late', '2026-01-15T03:30:00Z');
  await send('newer', '2026-01-15T04:45:00Z');
  const rows = (await liveRows(world, shopId)).map(({ message_id, person_id }) => ({
    message_id,
    person_id,
  }));
  // Numbers are taken ahead, and some are never used: which one somebody gets says nothing.
  const again = rows.find(({ message_id }) => message_id === 'new')!.person_id;
  expect(again).toBeGreaterThan(1);
  expect(rows.sort((a, b) => (a.message_id < b.message_id ? -1 : 1))).toEqual([
    { message_id: 'late', person_id: 0 },
    { message_id: 'new', person_id: again },
    { message_id: 'newer', person_id: again },
  ]);
  await app.close();
});

it('what ClickHouse had refused of somebody erased is not tried again, and the others’ is', async () => {
  await using world = await openWorld({ now: '2026-01-15T04:00:00Z' });
  const { platform } = world;
  const isMended = { now: false };
  const clickhouse = {
    ...platform.clickhouse,
    insert: async (table: string, rows: Rows) => {
      if (!isMended.now && JSON.stringify(rows).includes('Odd')) throw new RangeError('no');
      await platform.clickhouse.insert(table, rows);
    },
  };
  const picky = { ...platform, clickhouse, mirror: createMirror({ ...platform, clickhouse }) };
  const app = await buildApp(picky);
  const { shopId, client } = await openTracking(world, 'odd', app);
  const calls = ['wang', 'li'].flatMap((userId) =>
    ['Odd', 'Fine'].map((event) => track(event, { userId, messageId: `${userId} ${event}` })),
  );
  expect((await client.batch(calls)).json()).toMatchObject({ accepted: 4 });
  await picky.mirror.settle(shopId);
  const customer = { shopId, customerId: 1 };
  const { confirmation } = orThrow(await previewErasure(picky, complianceHandlers, customer));
  const order = { ...customer, confirmation, reason: '本人要求删除', actor: 'user:1' };
  orThrow(await erasePerson(picky, complianceHandlers, order));
  isMended.now = true;
  const stop = new AbortController();
  await picky.mirror.run(stop.signal, async () => stop.abort());
  const ids = (await liveRows(world, shopId)).map((it) => it.message_id);
  expect(ids.sort()).toEqual(['li Fine', 'li Odd']);
  await app.close();
});
