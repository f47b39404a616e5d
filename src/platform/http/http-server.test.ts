import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { ProblemError, problem } from '../errors.ts';
import { openLog } from '../log.ts';
import { makeHttpServer } from './http-server.ts';
import type { HttpApp } from './routes.ts';

let world: World;
let app: HttpApp;
const lines: string[] = [];

const body = Type.Object(
  {
    name: Type.String({ minLength: 2 }),
    quantity: Type.Integer({ minimum: 1 }),
    state: Type.Union([Type.Literal('open'), Type.Literal('shut')]),
    day: Type.Optional(Type.String({ format: 'date' })),
  },
  { additionalProperties: false },
);

beforeAll(async () => {
  world = await openWorld({ log: openLog('info', { write: (line) => void lines.push(line) }) });
  app = await makeHttpServer(world.platform);
  const open = { permission: 'public' } as const;
  app.post('/api/things', { schema: { body }, config: open }, async () => ({ done: true }));
  app.get(
    '/api/things',
    { schema: { querystring: Type.Object({ limit: Type.Integer({ maximum: 9 }) }) }, config: open },
    async () => [],
  );
  app.get('/api/gone', { config: open }, async () => {
    throw new ProblemError(problem('order-not-found', 404, { zh: '没有', en: 'none' }));
  });
  app.get('/api/broken', { config: open }, async () => {
    throw Object.assign(new Error('Key (phone)=(13812345678) already exists'), { code: '23505' });
  });
  app.get('/api/few', { config: { ...open, rateLimit: { max: 1, timeWindow: 60_000 } } }, async () => 'one');
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const post = (payload: unknown, headers = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/things',
    headers: { 'content-type': 'application/json', ...headers },
    payload: payload as string,
  });

test('a bad body is answered with every issue, its pointer, and both languages', async () => {
  const answer = await post({ name: 'a', quantity: '1', state: 'ajar', day: 'soon', phone: '13812345678' });
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const it = answer.json();
  expect(it).toMatchObject({ code: 'invalid-input', status: 400, type: 'urn:shuke:problem:invalid-input' });
  expect(it.request_id).toBe(answer.headers['x-request-id']);
  const found = it.issues
    .map((issue: { field: string; code: string }) => `${issue.field} ${issue.code}`)
    .sort();
  expect(found).toEqual([
    '/day wrong-format',
    '/name too-short',
    '/phone unknown-field',
    '/quantity wrong-type',
    '/state not-one-of',
  ]);
  const state = it.issues.find((issue: { field: string }) => issue.field === '/state');
  expect(state.message).toEqual({ zh: '应为：open, shut', en: 'must be one of: open, shut' });
  expect(answer.body).not.toContain('13812345678');
});

test('a missing field is named where it should stand; a query parameter by its bare name', async () => {
  expect((await post({})).json().issues.map((it: { field: string }) => it.field)).toEqual([
    '/name',
    '/quantity',
    '/state',
  ]);
  const query = await app.inject('/api/things?limit=10');
  expect(query.json().issues).toMatchObject([{ code: 'too-large', field: 'limit' }]);
});

test('Accept-Language chooses the detail, and both languages are there anyway', async () => {
  for (const [wish, detail] of [
    ['zh-CN,zh;q=0.9,en;q=0.8', '请求体不是有效的 JSON'],
    ['en;q=0.9,zh;q=0.1', 'The body is not valid JSON'],
    ['fr', 'The body is not valid JSON'],
    ['fr,zh;q=0.5', '请求体不是有效的 JSON'],
  ]) {
    const it = (await post('{"name":', { 'accept-language': wish })).json();
    expect(it).toMatchObject({ code: 'malformed-json', detail });
    expect(it.message.zh).not.toBe(it.message.en);
  }
});

test('every refusal of the HTTP layer is a problem with its own code', async () => {
  const large = await post(JSON.stringify({ name: 'x'.repeat(3 * 1024 * 1024) }));
  expect([large.statusCode, large.json().code]).toEqual([413, 'too-large']);
  const xml = await post('<a/>', { 'content-type': 'text/xml' });
  expect([xml.statusCode, xml.json().code]).toEqual([415, 'unsupported-media-type']);
  const empty = await post('');
  expect([empty.statusCode, empty.json().code]).toEqual([400, 'empty-body']);
  const nowhere = await app.inject('/api/nowhere');
  expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'no-such-route']);
  const bent = await app.inject('/api/%E0%A4%A');
  expect([bent.statusCode, bent.json().code]).toEqual([400, 'bad-request']);
  const own = await app.inject('/api/gone');
  expect([own.statusCode, own.json().code]).toEqual([404, 'order-not-found']);
});

test('an unknown error says nothing outside', async () => {
  const answer = await app.inject('/api/broken');
  expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal']);
  expect(answer.body).not.toContain('13812345678');
});

test('too many requests are a problem that says when to come again', async () => {
  await app.inject('/api/few');
  const answer = await app.inject('/api/few');
  expect([answer.statusCode, answer.json().code]).toEqual([429, 'too-many-requests']);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
});

test('health, readiness of both engines, and metrics by route pattern', async () => {
  expect((await app.inject('/health')).json()).toEqual({ status: 'ok' });
  const ready = await app.inject('/ready');
  expect(ready.json()).toMatchObject({
    ready: true,
    checks: { postgres: { ok: true }, clickhouse: { ok: true } },
  });
  await app.inject('/api/gone?phone=13812345678');
  const metrics = await app.inject('/metrics');
  expect(metrics.body).toContain(
    'shuke_http_request_seconds_count{method="GET",route="/api/gone",status="404"}',
  );
  expect(metrics.body).not.toContain('13812345678');
});

test('the docs load nothing from a foreign host', async () => {
  const page = await app.inject('/api/docs/');
  expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.headers['content-security-policy']).not.toContain('http');
  const document = (await app.inject('/api/openapi.json')).json();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths['/api/things'].post.responses)).toContain('default');
});

test('a route under /api that says not who may call it stops the start', async () => {
  const other = await makeHttpServer(world.platform);
  expect(() => other.get('/api/forgotten', async () => 'x')).toThrow('declares no permission');
  await other.close();
});

test('the log names the route, never the address', async () => {
  const requests = lines.map((line) => JSON.parse(line)).filter((line) => line.msg === 'request');
  expect(requests.map((it) => it.route)).toContain('/api/broken');
  const failed = lines.map((line) => JSON.parse(line)).find((line) => line.msg === 'request failed');
  expect(failed).toMatchObject({ code: 'internal', err: { kind: 'Error', code: '23505' } });
  expect(failed.request_id).toMatch(/^[0-9a-f-]{36}$/);
  expect(lines.join('')).not.toContain('13812345678');
});
