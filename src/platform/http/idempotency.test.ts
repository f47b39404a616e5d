import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { shopOf } from '../auth/index.ts';
import { findShop } from '../auth/shops.ts';
import { ProblemError, problem } from '../errors.ts';
import { makeHttpServer } from './http-server.ts';
import { honourIdempotencyKeys } from './idempotency.ts';
import type { HttpApp } from './routes.ts';

let world: World;
let app: HttpApp;
let calls = 0;
/** The handler waits for this, so that a test can hold it in the middle. */
let gate: Promise<void> = Promise.resolve();

beforeAll(async () => {
  world = await openWorld();
  await world.shop('one');
  await world.shop('two');
  app = await makeHttpServer(world.platform);
  app.decorateRequest('caller', undefined);
  app.decorateRequest('shop', undefined);
  app.addHook('onRequest', async (request) => {
    request.shop = await findShop(world.platform.db, (request.params as { shop: string }).shop);
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
    return reply.code(201).send({ call, shop: shopOf(request).slug, name: '王小明' });
  });
  await app.ready();
});
afterAll(async () => {
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

test('a claim left by a process that died is taken over after five minutes, an answer forgotten after a day', async () => {
  const admin = new pg.Client({ connectionString: world.adminUrl });
  await admin.connect();
  const age = (key: string, by: string, rest = '') =>
    admin.query(
      `update platform.idempotency_keys set created_at = now() - $2::interval ${rest} where key = $1`,
      [key, by],
    );
  await write('e');
  await age('e', '4 minutes', ', status = null, response = null');
  expect((await write('e')).json().code).toBe('request-in-progress');
  await age('e', '6 minutes');
  expect((await write('e')).statusCode).toBe(201);
  await age('e', '25 hours');
  const before = calls;
  await write('e');
  expect(calls).toBe(before + 1);
  const { rows } = await admin.query(`select response::text from platform.idempotency_keys`);
  expect(JSON.stringify(rows)).not.toContain('王小明');
  await admin.end();
});

test('a key that is no key is refused', async () => {
  const answer = await write('x'.repeat(201));
  expect([answer.statusCode, answer.json().issues[0].field]).toEqual([400, 'Idempotency-Key']);
});
