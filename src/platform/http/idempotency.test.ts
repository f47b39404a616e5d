import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { shopOf } from '../auth/index.ts';
import { findShop } from '../auth/shops.ts';
import { processMarker } from '../control/process-marker.ts';
import { ProblemError, problem } from '../errors.ts';
import { makeHttpServer } from './http-server.ts';
import { honourIdempotencyKeys } from './idempotency.ts';
import { refreshClaims } from './idempotency-store.ts';
import type { HttpApp } from './routes.ts';

let world: World;
let app: HttpApp;
let admin: pg.Client;
let calls = 0;
/** The handler waits for this, so that a test can hold it in the middle. */
let gate: Promise<void> = Promise.resolve();

beforeAll(async () => {
  world = await openWorld();
  admin = new pg.Client({ connectionString: world.adminUrl });
  await admin.connect();
  await world.shop('one');
  await world.shop('two');
  app = await makeHttpServer(world.platform);
  app.decorateRequest('caller', undefined);
  app.decorateRequest('shop', undefined);
  app.addHook('onRequest', async (request) => {
    const { shop } = request.params as { shop?: string };
    if (shop !== undefined) request.shop = await findShop(world.platform.db, shop);
  });
  honourIdempotencyKeys(app, world.platform);
  const config = { permission: 'customers:write' } as const;
  app.post('/api/shops/:shop/notes', { config }, async (request, reply) => {
    calls += 1;
    const call = calls;
    await gate;
    const { mode } = request.body as { mode?: string };
    if (mode === 'refuse')
      throw new ProblemError(problem('customer-not-found', 404, { zh: '无', en: 'none' }));
    if (mode === 'break') throw new Error('broken');
    if (mode === 'secret') reply.header('cache-control', 'no-store');
    if (mode === 'brief') reply.header('cache-control', 'private, max-age=5');
    return reply.code(201).send({ call, shop: shopOf(request).slug, name: '王小明' });
  });
  app.post('/api/notes', { config: { permission: 'public' } }, async () => ({}));
  await app.ready();
});
afterAll(async () => {
  await admin?.end();
  await app.close();
  await world.close();
});

const write = (key: string, payload: object = {}, shop = 'one') =>
  app.inject({
    method: 'POST',
    url: `/api/shops/${shop}/notes`,
    headers: { 'idempotency-key': key },
    payload,
  });

test('a retry gets the first answer, and the work is done once', async () => {
  const first = await write('a');
  const again = await write('a');
  expect([first.statusCode, again.statusCode, again.body]).toEqual([201, 201, first.body]);
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(again.headers['content-type']).toBe(first.headers['content-type']);
});

test('of many at once one does the work; the others are told that it runs', async () => {
  const before = calls;
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  let told = 0;
  const racing = Array.from({ length: 8 }, async () => {
    const answer = await write('race');
    told += 1;
    // Whoever is told "it runs" comes back while the winner is still held at the gate; the last lets it go.
    if (told === 7) resolve();
    return answer;
  });
  const codes = (await Promise.all(racing)).map((it) => it.statusCode).sort();
  expect(codes).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
  expect(calls).toBe(before + 1);
  expect((await write('race')).statusCode).toBe(201);
});

test('the same key with another request is refused, in another shop it is another key', async () => {
  await write('b', { text: '1' });
  const other = await write('b', { text: '2' });
  expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency-key-reused']);
  expect((await write('b', { text: '1' }, 'two')).json().shop).toBe('two');
});

test('a refusal is an answer and is kept; a failure of ours gives the key back', async () => {
  const refused = await write('c', { mode: 'refuse' });
  const again = await write('c', { mode: 'refuse' });
  expect([again.statusCode, again.body, again.headers['idempotency-replayed']]).toEqual([
    404,
    refused.body,
    'true',
  ]);
  const before = calls;
  expect((await write('d', { mode: 'break' })).statusCode).toBe(500);
  expect((await write('d', { mode: 'break' })).statusCode).toBe(500);
  expect(calls).toBe(before + 2);
});

test('what is shown once is shown once: a retry is told what to do, and nothing of it is kept', async () => {
  const first = await write('secret', { mode: 'secret' });
  const before = calls;
  const again = await write('secret', { mode: 'secret' });
  expect([first.statusCode, again.statusCode, again.json().code]).toEqual([201, 409, 'answered-once']);
  expect(again.body).not.toContain('王小明');
  expect(calls).toBe(before);
  const { rows } = await admin.query(
    `select status, response from platform.idempotency_keys where key = 'secret'`,
  );
  expect(rows).toEqual([{ status: 201, response: null }]);
});

test('what an answer says of its keeping it also says to a retry', async () => {
  await write('brief', { mode: 'brief' });
  const again = await write('brief', { mode: 'brief' });
  expect(again.headers).toMatchObject({
    'cache-control': 'private, max-age=5',
    'idempotency-replayed': 'true',
  });
  await write('refused', { mode: 'refuse' });
  expect((await write('refused', { mode: 'refuse' })).headers['cache-control']).toBe('no-store');
});

/** As if the request had never been answered, and another process had been at it. */
async function leave(key: string, holder: string | undefined, age = '0 s'): Promise<void> {
  await admin.query(
    `update platform.idempotency_keys set status = null, response = null, refreshed_at = now() - $2::interval,
       holder = coalesce($3, holder) where key = $1`,
    [key, age, holder],
  );
}

const holderOf = async (key: string): Promise<string> =>
  (await admin.query(`select holder from platform.idempotency_keys where key = $1`, [key])).rows[0].holder;

test('a claim is taken over when its process is gone, and never while it lives', async () => {
  await write('e');
  const [machine] = (await holderOf('e')).split(' ');
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  await once(child, 'spawn');
  const marker = processMarker(child.pid!)!;
  await leave('e', `${machine} ${child.pid} x ${marker}`, '1 day');
  expect((await write('e')).json().code).toBe('request-in-progress');
  const ended = once(child, 'exit');
  child.kill();
  await ended;
  const before = calls;
  expect((await write('e')).statusCode).toBe(201);
  expect(calls).toBe(before + 1);
});

test('of another machine it is taken over when nobody refreshed it for a minute', async () => {
  await write('f');
  await leave('f', 'elsewhere 1 x boot:1', '50 s');
  expect((await write('f')).json().code).toBe('request-in-progress');
  await leave('f', 'elsewhere 1 x boot:1', '70 s');
  expect((await write('f')).statusCode).toBe(201);
});

test('a request that runs keeps its claim fresh and whole, however long it takes', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  const before = calls;
  const first = write('slow').then((it) => it);
  while (calls === before) await new Promise(setImmediate);
  const staleness = async () =>
    (
      await admin.query(
        `select refreshed_at < now() - interval '1 minute' as stale from platform.idempotency_keys where key = 'slow'`,
      )
    ).rows[0].stale;
  await leave('slow', undefined, '1 hour');
  expect((await write('slow')).json().code).toBe('request-in-progress');
  expect(await staleness()).toBe(true);
  await refreshClaims(world.platform.db);
  expect(await staleness()).toBe(false);
  // Another machine took it over all the same: what it stored is not written over.
  await leave('slow', 'elsewhere 1 x boot:1');
  resolve();
  expect((await first).statusCode).toBe(201);
  expect((await write('slow')).json().code).toBe('request-in-progress');
});

test('an answer is forgotten after a day, and is sealed until then', async () => {
  await write('g');
  await admin.query(
    `update platform.idempotency_keys set created_at = now() - interval '25 hours' where key = 'g'`,
  );
  const before = calls;
  await write('g');
  expect(calls).toBe(before + 1);
  const { rows } = await admin.query(`select response::text from platform.idempotency_keys`);
  expect(JSON.stringify(rows)).not.toContain('王小明');
});

test('a promise that cannot be kept is not made: outside a shop, and for uploads nobody compares', async () => {
  const headers = { 'idempotency-key': 'h' };
  const outside = await app.inject({ method: 'POST', url: '/api/notes', headers, payload: {} });
  expect([outside.statusCode, outside.json().code]).toEqual([400, 'idempotency-key-without-shop']);
  expect((await app.inject({ method: 'POST', url: '/api/notes', payload: {} })).statusCode).toBe(200);
  const payload = new FormData();
  payload.set('file', new Blob(['a']), 'a.csv');
  const upload = await app.inject({ method: 'POST', url: '/api/shops/one/notes', headers, payload });
  expect([upload.statusCode, upload.json().code]).toEqual([400, 'idempotency-key-on-upload']);
});

test('a key that is no key is refused', async () => {
  const answer = await write('x'.repeat(201));
  expect([answer.statusCode, answer.json().issues[0].field]).toEqual([400, 'Idempotency-Key']);
});
