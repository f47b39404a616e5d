import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client, liveRows, openTracking, track } from '../../../../test/tracking.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import { complianceHandlers } from '../../../compliance-handlers.ts';
import { openPool } from '../../../platform/db/pool.ts';
import type { Db } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { createMirror } from '../../../platform/mirror/index.ts';
import { erasePerson, previewErasure } from '../../compliance/index.ts';

/** A flush that relies on what it remembers of somebody, who is erased before it commits. */

let world: World;
let app: HttpApp;
let client: Client;
let shopId: number;
let admin: Db;
beforeAll(async () => {
  world = await openWorld();
  admin = openPool(world.adminUrl, { max: 2 });
  ({ app, client, shopId } = await openTracking(world));
});
afterAll(async () => {
  await app?.close();
  await admin?.destroy();
  await world?.close();
});

const viewed = (messageId: string, product_id: string, timestamp: string) =>
  track('Product Viewed', { messageId, timestamp, userId: 'u', properties: { product_id } });

async function erase(customerId: number): Promise<void> {
  const { platform } = world;
  const { confirmation } = orThrow(
    await previewErasure(platform, complianceHandlers, { shopId, customerId }),
  );
  const order = { shopId, customerId, confirmation, reason: 'asked for it', actor: 'test' };
  orThrow(await erasePerson(platform, complianceHandlers, order));
}

/** Sessions that wait for somebody's lock on the products. */
async function waiting(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_locks where not granted and database = (
      select oid from pg_database where datname = current_database())`.execute(admin);
  return rows[0]!.n;
}

it('notices, does it again without the memory, and the event is not the erased one’s', async () => {
  const now = () => world.clock.now().toISOString();
  await client.batch([viewed('before', 'p1', now())]);
  const [erased] = await liveRows(world, shopId);
  expect(erased!.person_id).toBe(1);
  // The flush has its person from memory already when it comes to a product nobody knows, and waits there.
  const held = Promise.withResolvers<void>();
  const holding = admin.transaction().execute(async (tx) => {
    await sql`lock table products.channel_products in share mode`.execute(tx);
    await held.promise;
  });
  await expect.poll(waiting).toBe(0);
  world.clock.advance(1000);
  const late = client.batch([viewed('after', 'p2', now())]);
  await expect.poll(waiting, { timeout: 30_000 }).toBeGreaterThan(0);
  await erase(1);
  held.resolve();
  await holding;
  expect((await late).json()).toMatchObject({ accepted: 1, rejected: [] });
  const rows = await liveRows(world, shopId);
  expect(rows.map((it) => it.message_id)).toEqual(['after']);
  expect(rows[0]!.person_id).not.toBe(erased!.person_id);
});

it('erases what waits for ClickHouse too: it is written first, and nothing comes behind', async () => {
  const { platform } = world;
  const clickhouse = { ...platform.clickhouse, insert: () => Promise.reject(new Error('gone')) };
  const stuck = { ...platform, clickhouse };
  const server = await buildApp({ ...stuck, mirror: createMirror(stuck) });
  const [at, userId] = [world.clock.now().toISOString(), 'waits'];
  const waiting = ['w1', 'w2'].map((messageId) => track('Waits', { messageId, userId, timestamp: at }));
  expect((await new Client(server, client.key).batch(waiting)).statusCode).toBe(503);
  await server.close();
  const { rows } = await sql<{ person_id: number; waits: number }>`
    select max(person_id) as person_id, (select count(*)::int from ingest.live_rows where shop_id = ${shopId}) as waits
    from customers.persons where shop_id = ${shopId}`.execute(admin);
  expect(rows[0]!.waits).toBe(1);
  await erase(rows[0]!.person_id);
  await platform.mirror.settle(shopId);
  const left = (await liveRows(world, shopId)).map((it) => it.message_id);
  expect(left.filter((id) => id.startsWith('w'))).toEqual([]);
  const owed = await sql`select from ingest.live_rows where shop_id = ${shopId}`.execute(admin);
  expect(owed.rows).toEqual([]);
});
