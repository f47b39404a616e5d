import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { previewRetention, retainAll, runRetention, setTerm } from '../../src/domains/compliance/index.ts';
import { at, eventOf, storeIn } from '../../src/domains/ingest/events/event-fixture.ts';
import { findPreset, runImport } from '../../src/domains/ingest/index.ts';
import { queueNotices } from '../../src/domains/messaging/index.ts';
import { moveMessage } from '../../src/domains/messaging/outbox/message-store.ts';
import { type Tx, withShop } from '../../src/platform/db/postgres.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { retentionHandlers } from '../../src/retention-handlers.ts';
import { fileIn, toolsOf } from '../import-fixture.ts';
import { openWorld, type TestShop, type World } from '../world.ts';

/** Data that has had its time goes, in every place it lies; what stays was written before; the rest is untouched. */

const NOW = '2026-01-15T04:00:00Z';
const OLD = '2024-03-05';
const FRESH = '2026-01-10';

let world: World;
beforeAll(async () => {
  world = await openWorld({ now: NOW });
});
afterAll(() => world.close());

const toolsHere = () => ({ platform: world.platform, handlers: retentionHandlers });

const order = (no: string, day: string) =>
  `${no},已签收,59.90,59.90,1,59.90,${day} 10:00:00,${day} 10:00:00,P1,花盆,王小明,13812345678,浙江省,杭州市,文一路 100 号`;

const pinduoduo = (rows: readonly string[]) =>
  `订单号,订单状态,商品总价(元),用户实付金额(元),商品数量(件),商品单价(元),支付时间,订单成交时间,商品id,商品,收货人,手机,省,市,详细地址\n${rows.join('\n')}\n`;

/** One person of long ago and one of last week, each with all that a term can be set for. */
async function fill(shop: TestShop): Promise<void> {
  const { shopId } = shop;
  for (const [user, day] of [
    ['old', OLD],
    ['fresh', FRESH],
  ] as const) {
    const traits = { phone: `1381234${day.slice(0, 4)}`, name: '王小明', 'id-number': '11010519491231002X' };
    await storeIn(world, shopId, [
      eventOf(user, 'm1', { at: at(0, day), traits: { ...traits, name: '王大明' } }),
    ]);
    await storeIn(world, shopId, [eventOf(user, 'm2', { at: at(60, day), traits })]);
  }
  const tools = toolsOf(world);
  const path = await fileIn(world, pinduoduo([order('A1', OLD), order('A2', FRESH), '']));
  const source = findPreset('pinduoduo-orders')!;
  const done = orThrow(await runImport(tools, { shopId, path, source, startedBy: 'cli' }));
  expect(done).toMatchObject({ accepted: 2 });
  await withShop(world.platform.db, shopId, async (tx) => {
    await sql`update ingest.imports set started_at = ${`${OLD}T00:00:00Z`}::timestamptz where shop_id = ${shopId}`.execute(
      tx,
    );
    await sql`
      insert into customers.notes (shop_id, person_id, body_sealed, written_by, written_at)
      select ${shopId}, 1, 'x', 'test', day from unnest(${[OLD, FRESH]}::timestamptz[]) day`.execute(tx);
    // Both were given long ago; the moment of their end counts.
    await sql`
      insert into customers.former_tags (shop_id, person_id, tag, source, added_by, added_at, ended_at)
      select ${shopId}, 1, '回头客', 'manual', 'test', ${OLD}::timestamptz, day from unnest(${[OLD, FRESH]}::timestamptz[]) day`.execute(
      tx,
    );
    for (const day of [OLD, FRESH]) await sendMessage(tx, shopId, day);
    // One of long ago that did not end yet is kept.
    await queueMessage(tx, shopId, `${OLD} waits`, new Date(OLD));
  });
  const folder = join(world.platform.config.dataDir, 'imports', String(done.id));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'rejects.csv'), 'line,column,value\n');
  rejects = join(folder, 'rejects.csv');
}

async function queueMessage(tx: Tx, shopId: number, key: string, now: Date) {
  const values = { points: 5, expires_on: '2026-01-31' };
  const notices = [{ personId: 1, key, values, channels: ['in-page' as const] }];
  return (await queueNotices(tx, { shopId, template: 'points-expiring', notices, by: 'system', now }))[0]!;
}

async function sendMessage(tx: Tx, shopId: number, day: string): Promise<void> {
  const at = new Date(day);
  const queued = await queueMessage(tx, shopId, day, at);
  const ended = { state: 'cancelled', reason: null, by: 'system', at, from: ['queued'] } as const;
  await moveMessage(tx, shopId, { ...queued, ...ended });
}

let rejects = '';

const subjects = [
  'events',
  'reject-files',
  'former-values',
  'personal-traits',
  'sensitive-traits',
  'notes',
  'former-tags',
  'receivers',
  'messages',
] as const;

async function counts(shopId: number): Promise<Record<string, number>> {
  const [events] = await world.platform.clickhouse.query<{ n: string }>({
    sql: 'SELECT count() AS n FROM events WHERE shop_id = {shop:UInt32}',
    shopId,
  });
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<Record<string, number>>`select
      (select count(*) from customers.trait_history where value_sealed is not null) as former,
      (select count(*) from customers.traits where value_sealed is not null) as sealed,
      (select count(*) from customers.notes) as notes,
      (select count(*) from customers.former_tags) as tags,
      (select count(*) from messaging.messages) as messages,
      (select count(distinct message_id) from messaging.steps) as steps,
      (select count(*) from orders.orders where receiver_sealed is not null) as receivers,
      (select count(*) from orders.statements where receiver_sealed is not null) as told,
      (select count(*) from orders.orders) as orders`.execute(tx),
  );
  return { events: Number(events!.n), ...rows[0]! };
}

it('previews, drops what the terms say in every place, and nothing else', async () => {
  const shop = await world.shop();
  await fill(shop);
  const before = await counts(shop.shopId);
  expect(before).toMatchObject({
    events: 4,
    former: 2,
    sealed: 6,
    notes: 2,
    tags: 2,
    receivers: 2,
    messages: 3,
    steps: 3,
    orders: 2,
  });
  for (const subject of subjects)
    await setTerm(world.platform.db, { shopId: shop.shopId, subject, months: 12, actor: 'test' });
  const preview = await previewRetention(toolsHere(), shop);
  expect(Object.fromEntries(preview.map((it) => [it.subject, it.rows]))).toEqual({
    ...{ events: 2, 'reject-files': 1, 'former-values': 1, 'personal-traits': 2 },
    ...{ 'sensitive-traits': 1, notes: 1, 'former-tags': 1, receivers: 1, messages: 1 },
  });
  expect(preview.every((it) => it.before === '2025-01-01' && it.oldest!.startsWith(OLD))).toBe(true);
  expect(await counts(shop.shopId)).toEqual(before);

  const runs = orThrow(await runRetention(toolsHere(), shop, 'test'));
  expect(runs.map((it) => it.subject)).toEqual(
    subjects.filter((it) => runs.some((run) => run.subject === it)),
  );
  expect(await counts(shop.shopId)).toMatchObject({
    ...{ events: 2, former: 1, sealed: 3, notes: 1, tags: 1, receivers: 1, orders: 2, messages: 2, steps: 2 },
    told: before.told! - 1,
  });
  expect(existsSync(rejects)).toBe(false);
  expect(orThrow(await runRetention(toolsHere(), shop, 'test')).every((it) => it.rows === 0)).toBe(true);
  const lines = [OLD, FRESH].map((day) =>
    JSON.stringify({
      type: 'track',
      event: 'Later',
      userId: 'late',
      messageId: day,
      timestamp: `${day}T08:00:00Z`,
    }),
  );
  const path = await fileIn(world, lines.join('\n'));
  const source = findPreset('segment-jsonl')!;
  const again = { shopId: shop.shopId, path, source, startedBy: 'cli' };
  expect(orThrow(await runImport(toolsOf(world), again))).toMatchObject({ accepted: 1, rejected: 1 });
});

it('a run cut off while it drops goes on without counting anew what stays; another process waits its turn', async () => {
  const shop = await world.shop();
  const acts: string[] = [];
  let cut = true;
  const handler = {
    subject: 'events' as const,
    preview: async () => ({ rows: 0, oldest: null }),
    keep: async () => void acts.push('keep'),
    drop: async () => {
      acts.push('drop');
      const other = await runRetention({ platform: world.platform, handlers: [] }, shop, 'other');
      expect(other).toMatchObject({ ok: false, problem: { code: 'retention-running' } });
      if (cut) throw new Error('killed');
      return 7;
    },
  };
  const tools = { platform: world.platform, handlers: [handler] };
  await setTerm(world.platform.db, { shopId: shop.shopId, subject: 'events', months: 1, actor: 'test' });
  await expect(runRetention(tools, shop, 'test')).rejects.toThrow('killed');
  cut = false;
  world.clock.set('2026-03-01T00:00:00Z');
  const runs = orThrow(await runRetention(tools, shop, 'test'));
  world.clock.set(NOW);
  expect(acts).toEqual(['keep', 'drop', 'drop']);
  expect(runs).toEqual([{ subject: 'events', before: '2025-12-01', rows: 7 }]);
  expect(orThrow(await runRetention({ platform: world.platform, handlers: [] }, shop, 'test'))).toEqual([]);
});

it('a server carries the terms out once a day, and one shop that fails keeps no other waiting', async () => {
  const [broken, shop] = [await world.shop(), await world.shop()];
  const dropped: number[] = [];
  const handler = {
    subject: 'notes' as const,
    preview: async () => ({ rows: 0, oldest: null }),
    drop: async (what: { shop: { shopId: number } }) => {
      if (what.shop.shopId === broken.shopId) throw new Error('broken');
      return dropped.push(what.shop.shopId);
    },
  };
  for (const { shopId } of [broken, shop])
    await setTerm(world.platform.db, { shopId, subject: 'notes', months: 1, actor: 'test' });
  const round = () => retainAll(world.platform, [handler], new AbortController().signal);
  const mine = () => dropped.filter((it) => it === shop.shopId).length;
  await round();
  world.clock.advance(23 * 3_600_000);
  await round();
  expect(mine()).toBe(1);
  world.clock.advance(2 * 3_600_000);
  await round();
  expect(mine()).toBe(2);
  world.clock.set(NOW);
});

it('without a term nothing is due', async () => {
  const shop = await world.shop();
  await storeIn(world, shop.shopId, [eventOf('a', 'm', { at: at(0, OLD) })]);
  expect(orThrow(await runRetention(toolsHere(), shop, 'test'))).toEqual([]);
  expect((await previewRetention(toolsHere(), shop)).map((it) => it.months)).toEqual(
    subjects.map(() => null),
  );
});
