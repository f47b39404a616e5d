import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { liveRows, track, writeKey } from '../../../../test/tracking.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { registerMirrors } from '../../../mirrors.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { addTrait, openNumbersAhead } from '../../customers/index.ts';
import { checkCall } from './check-call.ts';
import { Remembered } from './known-claims.ts';
import type { Delivery } from './live-call.ts';
import type { LiveStores, Origin } from './live-stores.ts';
import { oweRows } from './owed-rows.ts';
import { openPayer } from './pay-later.ts';
import { storeCalls } from './store-calls.ts';
import { storeKnown } from './store-known.ts';

/** The short way of a flush stores what the long way would, and stands back wherever it could not. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
  registerMirrors(world.platform);
});
afterAll(() => world.close());

async function open() {
  const { platform } = world;
  const { shopId } = await world.shop();
  await writeKey(world, shopId);
  const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(platform.db, shopId, work);
  const keys = await inShop((tx) => sql<{ key_id: string }>`select key_id from platform.keys`.execute(tx));
  const keyId = keys.rows[0]!.key_id;
  const stores: LiveStores = {
    ...{ platform, payer: openPayer(platform), numbers: openNumbersAhead(platform.db) },
    ...{ claims: new Remembered(), products: new Remembered() },
    ...{ dictionaries: new Map(), generations: new Map() },
  };
  const origin: Origin = { shopId, currency: 'CNY', source: 'site' };
  const sent = (...calls: readonly object[]): Delivery[] => [deliveryOf(keyId, calls)];
  return {
    ...{ shopId, keyId, inShop },
    known: (...calls: readonly object[]) => storeKnown(stores, origin, sent(...calls)),
    long: (...calls: readonly object[]) =>
      storeCalls(stores, origin, { deliveries: sent(...calls), rows: oweRows }),
    async owed(): Promise<number> {
      const { rows } = await inShop((tx) => sql`select from ingest.live_rows`.execute(tx));
      return rows.length;
    },
  };
}

function deliveryOf(keyId: string, calls: readonly object[]): Delivery {
  const receivedAt = world.clock.now();
  const setting = { receivedAt, currency: 'CNY', source: 'site', mayBeLarge: false };
  const read = calls.map((call, index) => {
    const checked = checkCall(call, setting);
    if (!('read' in checked)) throw new Error(JSON.stringify(checked.issues));
    const { json, timed, records, warnings } = checked.read;
    const { messageId } = checked;
    return { index, messageId, clockError: 0, region: undefined, json, timed, records, warnings };
  });
  return { keyId, receivedAt, bytes: 1, calls: read };
}

const viewed = (more: object = {}) =>
  track('Product Viewed', { properties: { product_id: 'p1', category: 'c', weave: '棉' }, ...more });

it('writes the rows that the long way writes', async () => {
  const { shopId, known, long } = await open();
  expect(await known(viewed())).toBeUndefined();
  await long(viewed({ messageId: 'long' }));
  const stored = await known(viewed({ messageId: 'short' }), viewed({ messageId: 'short' }));
  expect(stored!.deliveries[0]!.map((it) => it.outcome!.state)).toEqual(['stored', 'duplicate']);
  const [one, other, ...rest] = await liveRows(world, shopId);
  expect(rest).toEqual([]);
  expect({ ...other, message_id: 'long' }).toEqual(one);
});

it('leaves to the long way what PostgreSQL has to learn of', async () => {
  const { known, long, owed } = await open();
  await long(viewed());
  const before = await owed();
  const utm = { context: { page: { url: 'https://shop.example/?utm_source=x' } } };
  for (const call of [
    viewed({ userId: 'new' }),
    viewed({ timestamp: undefined }),
    viewed({ timestamp: '2026-01-01T00:00:00.000Z' }),
    viewed({ properties: { product_id: 'p2' } }),
    viewed({ properties: { product_id: 'p1', category: 'c', name: 'title' } }),
    viewed(utm),
    track('Order Completed', { properties: { order_id: 'o', total: 1 } }),
    track('Order Refunded', { properties: { order_id: 'o' } }),
    track('', { type: 'identify', traits: { city: 'x' } }),
  ])
    expect(await known(viewed(), call), JSON.stringify(call)).toBeUndefined();
  expect(await owed()).toBe(before);
});

it('stores nothing once a key was revoked, somebody erased, or a trait added, and then as it is now', async () => {
  const { shopId, keyId, known, long, owed, inShop } = await open();
  await long(viewed());
  const cases: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
    trait: async (tx) => {
      const label = { zh: '面料', en: 'Weave' };
      orThrow(await addTrait(tx, shopId, { name: 'weave', label, type: 'text', class: 'ordinary' }));
    },
    erased: (tx) =>
      sql`insert into customers.generations (shop_id, generation) values (${shopId}, 1)`.execute(tx),
    revoked: (tx) => sql`update platform.keys set revoked_at = now() where key_id = ${keyId}`.execute(tx),
  };
  for (const [name, change] of Object.entries(cases)) {
    expect(await known(viewed({ messageId: `before ${name}` })), name).toBeDefined();
    await inShop(change);
    const before = await owed();
    expect(await known(viewed({ messageId: `after ${name}` })), name).toBeUndefined();
    expect(await owed(), name).toBe(before);
    const { deliveries } = await long(viewed({ messageId: `after ${name}` }));
    expect(deliveries[0] === undefined, name).toBe(name === 'revoked');
  }
  const kept = (await liveRows(world, shopId)).filter((it) => it.properties.includes('棉'));
  expect(kept.map((it) => it.message_id).sort()).toEqual([
    'after erased',
    'after trait',
    'before erased',
    'before revoked',
  ]);
});
