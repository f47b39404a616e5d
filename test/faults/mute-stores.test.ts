import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { openServer } from '../../src/platform/clickhouse/server.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { failureKind, faultOf } from '../../src/platform/faults/fault.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { createMirror } from '../../src/platform/mirror/index.ts';
import { openWriteFence } from '../../src/platform/write-fence.ts';
import { Client, openTracking, track } from '../tracking.ts';
import { openWorld, type World } from '../world.ts';
import { openMute } from './mute.ts';

/** Stores that take the call and never answer: given up after a while, in the words of a store that is away. */

const patience = { grace: 200, insert: 200 };
const question = { sql: 'SELECT 1 WHERE {shop:UInt32} = 1', shopId: 1, seconds: 0 };
const greeting = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n1\n';

let world: World;
const open: { close(): Promise<unknown> }[] = [];
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  for (const it of open.reverse()) await it.close();
  await world?.close();
});

async function mute(answers: readonly (string | Buffer)[] = []): Promise<number> {
  const it = await openMute(answers);
  open.push(it);
  return it.port;
}

const away = async (work: () => Promise<unknown>) => {
  const error = await work().then(
    () => undefined,
    (it: unknown) => it,
  );
  expect(error).toBeDefined();
  return [faultOf(error)?.code, failureKind(error)];
};

test('a ClickHouse server that is mute from the start is out of reach', async () => {
  const url = `http://127.0.0.1:${await mute()}/shuke`;
  await expect(openServer({ url, patience })).rejects.toMatchObject({
    problem: { code: 'clickhouse-unreachable' },
  });
});

test('one that falls silent is away: for questions, for inserts, and for whoever delivers live events', async () => {
  const url = `http://127.0.0.1:${await mute([greeting])}/shuke`;
  const clickhouse = await openServer({ url, patience });
  open.push(clickhouse);
  const expected = ['clickhouse-unavailable', 'away'];
  expect(await away(() => clickhouse.query(question))).toEqual(expected);
  expect(await away(() => clickhouse.insert('events', [{ shop_id: 1 }]))).toEqual(expected);
  const platform = { ...world.platform, clickhouse };
  const app: HttpApp = await buildApp({ ...platform, mirror: createMirror(platform) });
  open.push(app);
  const { client } = await openTracking(world, 'mute', app);
  const answer = await new Client(app, client.key).batch([track('Kept')]);
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'clickhouse-unavailable']);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
});

test.each(['before it is asked', 'while it is asked'])(
  'a caller who goes away %s does not wait',
  async (when) => {
    const url = `http://127.0.0.1:${await mute([greeting])}/shuke`;
    const clickhouse = await openServer({ url, patience });
    open.push(clickhouse);
    const gone = new AbortController();
    const asked = clickhouse.query({ ...question, seconds: 3600, signal: gone.signal });
    if (when === 'while it is asked') await setImmediate();
    gone.abort(new Error('gone'));
    await expect(asked).rejects.toThrow();
  },
);

test('a PostgreSQL that is mute keeps nobody before the write fence', async () => {
  const fence = openWriteFence(`postgres://u@127.0.0.1:${await mute()}/d`, { connectTimeout: 200 });
  open.push(fence);
  expect(await away(() => fence.share(async () => 1))).toEqual(['postgres-unavailable', 'away']);
});

/** A message of PostgreSQL's protocol: its letter, its length, what it says. */
function message(letter: string, said: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(said.length + 4);
  return Buffer.concat([Buffer.from(letter), length, Buffer.from(said, 'latin1')]);
}

/** What a busy process reads in one piece when PostgreSQL dies as somebody connects: welcome, ready, and the end. */
const dying = Buffer.concat([
  message('R', '\0\0\0\0'),
  message('Z', 'I'),
  message('E', 'SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
]);

test('a PostgreSQL that dies in the moment of a connection fails what is asked, not the process', async () => {
  const url = async () => `postgres://u@127.0.0.1:${await mute([dying])}/d`;
  const fence = openWriteFence(await url());
  open.push(fence);
  expect(await away(() => fence.share(async () => 1))).toEqual(['postgres-unavailable', 'away']);
  const db = openPool(await url());
  open.push({ close: () => db.destroy() });
  expect(await away(() => sql`select 1`.execute(db))).toEqual(['postgres-unavailable', 'away']);
});
