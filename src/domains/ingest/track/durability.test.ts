import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { AT, Client, liveRows, openTracking, track } from '../../../../test/tracking.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import type { Rows } from '../../../platform/clickhouse/clickhouse.ts';
import { openPool } from '../../../platform/db/pool.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';
import { createMirror } from '../../../platform/mirror/index.ts';

/** What is acknowledged is there once, whatever comes twice, late, out of order, at once, or when a store is away. */

let world: World;
let app: HttpApp;
const others: HttpApp[] = [];

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
});

afterAll(async () => {
  for (const it of [...others, app]) await it?.close();
  await world?.close();
});

let shops = 0;
const shop = () => openTracking(world, `durable-${++shops}`, app);

const idsIn = async (shopId: number) => (await liveRows(world, shopId)).map((it) => it.message_id).sort();

describe('messages sent again', () => {
  /** A message as clients make them, by number: with an id or without, with a time or without. */
  const messageOf = (n: number) => ({
    ...{
      type: 'track',
      event: n % 3 === 0 ? 'Product Viewed' : 'Added',
      properties: { n, product_id: `p${n % 4}` },
    },
    ...(n % 2 === 0 ? { userId: `u${n % 5}`, anonymousId: `a${n % 7}` } : { anonymousId: `a${n % 7}` }),
    ...(n % 5 === 1 ? {} : { messageId: `id-${n}` }),
    ...(n % 4 === 1 ? {} : { timestamp: new Date(Date.parse(AT) - n * 3_600_000).toISOString() }),
  });
  const sending = fc.record({
    batches: fc.array(fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 10,
    }),
    skew: fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 10, maxLength: 10 }),
    together: fc.boolean(),
  });

  it('in any order, in any batches, by any clock, are the set of distinct ones', async () => {
    await fc.assert(
      fc.asyncProperty(sending, async ({ batches, skew, together }) => {
        const { client, shopId } = await shop();
        const send = async (batch: number[], k: number) => {
          const sentAt = new Date(world.clock.now().getTime() + skew[k]!).toISOString();
          expect((await client.batch(batch.map(messageOf), { sentAt })).json()).toMatchObject({
            rejected: [],
          });
          world.clock.advance(1);
        };
        if (together) await Promise.all(batches.map(send));
        else for (const [k, batch] of batches.entries()) await send(batch, k);
        const distinct = new Set(batches.flat());
        const rows = await liveRows(world, shopId);
        const numbers = rows.map((it) => JSON.parse(it.properties).n).sort((a, b) => a - b);
        expect(numbers).toEqual([...distinct].sort((a, b) => a - b));
      }),
      cases(8, 5),
    );
  }, 120_000);

  it('land on the day the client says, however late', async () => {
    const { client, shopId } = await shop();
    const days = ['2025-12-31T15:59:59.999Z', '2024-02-29T12:00:00.000Z', '2026-01-15T03:00:00.000Z'];
    await client.batch(days.map((timestamp, n) => track('Late', { messageId: `d${n}`, timestamp })));
    const times = (await liveRows(world, shopId)).map((it) => `${it.time.replace(' ', 'T')}Z`);
    expect(times).toEqual([...days].sort());
  });
});

describe('many at once', () => {
  it('from two servers, over the same people, products and orders: no deadlock, exact counts', async () => {
    const { client, shopId } = await shop();
    const second = await buildApp(world.platform);
    others.push(second);
    const clients = [client, new Client(second, client.key)];
    const callOf = (batch: number, n: number) => {
      const k = (batch * 7 + n * 13) % 40;
      const who = { userId: `u${k}`, anonymousId: `a${(k * 3) % 40}`, messageId: `r-${batch}-${n}` };
      if (n % 10 === 0)
        return track('Order Completed', {
          ...who,
          properties: { order_id: `O${k}`, total: 50, products: [{ product_id: `p${k % 9}` }] },
        });
      if (n % 10 === 5)
        return track('Order Refunded', {
          ...who,
          properties: { order_id: `O${(k * 7) % 40}`, total: 1, refund_id: `F${k}` },
        });
      if (n % 10 === 7)
        return {
          type: 'identify',
          ...who,
          timestamp: AT,
          traits: { city: `c${k % 3}`, phone: `1380013${8000 + k}` },
        };
      return track('Product Viewed', {
        ...who,
        properties: { product_id: `p${k}` },
        timestamp: new Date(Date.parse(AT) - k * 90_000).toISOString(),
      });
    };
    const batches = Array.from({ length: 40 }, (_, b) => Array.from({ length: 25 }, (_, n) => callOf(b, n)));
    const answers = await Promise.all(batches.map((batch, b) => clients[b % 2]!.batch(batch)));
    expect(new Set(answers.map((it) => it.statusCode))).toEqual(new Set([200]));
    const rejected = new Set(
      answers.flatMap((it) => it.json().rejected.map((no: { message_id: string }) => no.message_id)),
    );
    const sent = batches.flat().filter((it) => it.type === 'track' && !rejected.has(it.messageId as string));
    expect(await idsIn(shopId)).toEqual(sent.map((it) => it.messageId as string).sort());
    const admin = openPool(world.adminUrl, { max: 1 });
    const { rows } = await sql<{ deadlocks: number }>`
      select deadlocks from pg_stat_database where datname = current_database()`.execute(admin);
    await admin.destroy();
    expect(rows[0]!.deadlocks).toBe(0);
  });
});

/** A server like the world's whose ClickHouse takes rows as `insert` says. */
async function serverWith(insert: (table: string, rows: Rows) => Promise<void>) {
  const clickhouse = { ...world.platform.clickhouse, insert };
  const platform = { ...world.platform, clickhouse };
  const mirror = createMirror(platform);
  const server = await buildApp({ ...platform, mirror });
  others.push(server);
  return { server, mirror };
}

/** Flushes that PostgreSQL still holds for ClickHouse. */
async function owedFlushes(shopId: number): Promise<number> {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql`select from ingest.live_rows where shop_id = ${shopId}`.execute(tx),
  );
  return rows.length;
}

describe('a flush of many', () => {
  const many = Array.from({ length: 250 }, (_, n) => track('Many', { messageId: `many-${n}` }));

  it('is in ClickHouse when it is acknowledged, and owes it nothing of its own', async () => {
    const { client, shopId } = await shop();
    expect((await client.batch(many)).json()).toMatchObject({ accepted: 250 });
    const [there] = await world.platform.clickhouse.query<{ rows: string }>({
      sql: 'SELECT count() AS rows FROM events WHERE shop_id = {shop:UInt32}',
      shopId,
    });
    expect(there!.rows).toBe('250');
    expect(await owedFlushes(shopId)).toBe(0);
  });

  it('is refused when ClickHouse is away, and the same sent again is there once', async () => {
    const { client, shopId } = await shop();
    const { server } = await serverWith(async () => Promise.reject(new Error('gone')));
    expect((await new Client(server, client.key).batch(many)).statusCode).toBe(503);
    expect((await client.batch(many)).statusCode).toBe(200);
    expect(await idsIn(shopId)).toHaveLength(250);
  });
});

describe('a store that is away', () => {
  it('between the commit and the insert: 503, and the same sent again is there once', async () => {
    const { client, shopId } = await shop();
    const batch = [
      track('Kept', { messageId: 'k1' }),
      track('Order Completed', { messageId: 'k2', properties: { order_id: 'K', total: 1 } }),
    ];
    const { server } = await serverWith(async () => Promise.reject(new Error('gone')));
    const answer = await new Client(server, client.key).batch(batch);
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'try-again']);
    expect(answer.headers['retry-after']).toBe('1');
    expect((await client.batch(batch)).statusCode).toBe(200);
    expect(await idsIn(shopId)).toEqual(['k1', 'k2']);
  });

  it('between the insert and the forgetting of what was owed: written again, it is the same row', async () => {
    const { client, shopId } = await shop();
    const { server } = await serverWith(async (table, rows) => {
      await world.platform.clickhouse.insert(table, rows);
      if (table === 'events') throw new Error('gone');
    });
    const batch = [track('Twice', { messageId: 't1' }), track('Twice', { messageId: 't2' })];
    expect((await new Client(server, client.key).batch(batch)).statusCode).toBe(503);
    expect(await owedFlushes(shopId)).toBe(1);
    await world.platform.mirror.settle(shopId);
    expect(await owedFlushes(shopId)).toBe(0);
    expect(await idsIn(shopId)).toEqual(['t1', 't2']);
    const [counted] = await world.platform.clickhouse.query<{ n: string }>({
      sql: `SELECT count() AS n FROM events WHERE shop_id = {shop:UInt32} AND name = 'Twice'`,
      shopId,
    });
    expect(counted!.n).toBe('2');
  });

  it('since the last answer: what was acknowledged meanwhile is there when it is back', async () => {
    const { client, shopId } = await shop();
    let away = false;
    const { server } = await serverWith(async (table, rows) => {
      if (away) throw new Error('gone');
      await world.platform.clickhouse.insert(table, rows);
    });
    const sender = new Client(server, client.key);
    expect((await sender.batch([track('A', { messageId: 'a' })])).statusCode).toBe(200);
    away = true;
    // ClickHouse took the one before this moment, so this one is acknowledged by PostgreSQL alone, or refused.
    const acknowledged = (await sender.batch([track('B', { messageId: 'b' })])).statusCode === 200;
    await expect
      .poll(async () => (await sender.batch([track('C', { messageId: 'c' })])).statusCode)
      .toBe(503);
    away = false;
    expect((await sender.batch([track('D', { messageId: 'd' })])).statusCode).toBe(200);
    const there = await idsIn(shopId);
    expect(there).toEqual(expect.arrayContaining(['a', 'd', ...(acknowledged ? ['b'] : [])]));
  });
});

describe('an event a store refuses', () => {
  const nine = Array.from({ length: 9 }, (_, n) =>
    track('Product Viewed', { messageId: `f${n}`, properties: { product_id: `p${n}` } }),
  );
  const eight = ['f0', 'f1', 'f2', 'f3', 'f5', 'f6', 'f7', 'f8'];

  it('PostgreSQL: is rejected alone, the others of its flush are stored', async () => {
    const { client, shopId } = await shop();
    const admin = openPool(world.adminUrl, { max: 1 });
    await sql`
      create function pg_temp.no() returns trigger language plpgsql as
        $$begin raise exception 'no' using errcode = '22023'; end$$;
      create trigger no before insert on products.channel_products for each row
        when (new.product_no = 'p4') execute function pg_temp.no()`.execute(admin);
    const answer = (await client.batch(nine)).json();
    await sql`drop trigger no on products.channel_products`.execute(admin);
    await admin.destroy();
    expect(answer).toMatchObject({
      accepted: 8,
      rejected: [{ index: 4, message_id: 'f4', code: 'not-storable' }],
    });
    expect(await idsIn(shopId)).toEqual(eight);
  });

  it('ClickHouse: is set aside alone, the others are written, and the next start tries it again', async () => {
    const { client, shopId } = await shop();
    const { server, mirror } = await serverWith(async (table, rows) => {
      if (JSON.stringify(rows).includes('f4')) throw new RangeError('no');
      await world.platform.clickhouse.insert(table, rows);
    });
    expect((await new Client(server, client.key).batch(nine)).json()).toMatchObject({ accepted: 9 });
    await mirror.settle(shopId);
    expect(await idsIn(shopId)).toEqual(eight);
    const stop = new AbortController();
    await world.platform.mirror.run(stop.signal, async () => stop.abort());
    expect(await idsIn(shopId)).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8']);
  });
});
