import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uciFile } from '../import-fixture.ts';
import { ask, type Heard } from './ask.ts';
import { type LiveServer, openFolder, openLiveServer, removeFolder, shop } from './live-server.ts';
import { poisonBatches, poisonCalls } from './poison-calls.ts';
import { poisonFile } from './poison-files.ts';
import { type Operation, operationsOf, type PoisonRequest, poisonRequest } from './poison-requests.ts';
import { upload } from './upload.ts';
import { importEnded } from './wait.ts';

/** Poison at every route, the tracking door and the imports, over sockets: refused in words or taken, never a 500 or a crash. */

/** In CI few and always the same; by hand `FUZZ_RUNS=20000` or as many as there is time for. */
const runs = Number(process.env.FUZZ_RUNS ?? 250);

/** Making a failure smaller asks again for as long as it may: a case that fails late was tried for an hour and more. */
const limit = { timeout: 60_000 + runs * 3_000 };
const bounded = { interruptAfterTimeLimit: limit.timeout / 2, markInterruptAsFailure: true };

let folder: string;
let live: LiveServer;
let operations: Operation[];
let writeKey: string;
beforeAll(async () => {
  folder = await openFolder();
  live = await openLiveServer(folder);
  operations = operationsOf(JSON.parse((await live.owner('GET', '/api/openapi.json')).text));
  const file = uciFile([1, 2, 3].map((n) => ({ invoice: String(n), customer: `${n}.0` })));
  const { text } = await upload(live, { file, fields: { preset: 'uci-online-retail' } });
  await importEnded(live, JSON.parse(text).id);
  const made = await live.owner('POST', `${shop}/keys`, { kind: 'write', name: 'door', source: 'web' });
  writeKey = JSON.parse(made.text).key;
}, 240_000);
afterAll(async () => {
  await live?.stop();
  await removeFolder(folder);
});

/** Following an import streams until it ends; signing in has to go on working for the rest of the file. */
const isAsked = ({ path }: Operation) => !path.endsWith('/progress') && !path.startsWith('/v1/');
const cookieOf = (path: string) =>
  path.startsWith('/api/auth')
    ? { origin: live.server.url, cookie: 'shuke.session_token=x.y' }
    : live.ownerHeaders;

async function refusedOrTaken(it: PoisonRequest): Promise<void> {
  const headers = { ...cookieOf(it.path), ...it.headers };
  const answer = await ask({ ...it, url: `${live.server.url}${it.path}`, headers });
  const said = `${it.method} ${it.path.slice(0, 300)} ${it.body?.subarray(0, 300)}: ${answer.status} ${answer.text.slice(0, 300)}`;
  expect(answer.status, said).toBeLessThan(500);
  if (answer.status < 400 || it.method === 'HEAD') return;
  const problem = JSON.parse(answer.text);
  expect(problem, said).toMatchObject({ code: expect.stringMatching(/^[a-z0-9-]+$/), status: answer.status });
}

test('every route refuses poison in words, or takes it', limit, async () => {
  const asked = operations.filter(isAsked);
  expect(asked.length).toBeGreaterThan(40);
  const request = fc.constantFrom(...asked).chain(poisonRequest);
  await fc.assert(fc.asyncProperty(request, refusedOrTaken), { numRuns: runs, ...bounded });
  await stillWell();
});

test('found so: a refusal is packed as it is asked for', async () => {
  const headers = { ...live.ownerHeaders, 'content-type': 'application/json' };
  for (const encoding of ['gzip', 'br', 'deflate', 'zstd'])
    await refusedOrTaken({
      ...{ method: 'POST', path: '/api/shops', body: Buffer.from('{"":null,"!":""}') },
      headers: { ...headers, 'accept-encoding': `${encoding}, *;q=0` },
    });
});

test('found so and mended: a day that is none', async () => {
  const asked = ['analytics/forecast/subjects?as_of', 'benefits/costs?from', 'benefits/price-differences?to'];
  for (const question of asked) {
    const { status, text } = await live.owner('GET', `${shop}/${question}=0000-00-00`);
    expect([status, JSON.parse(text).code], question).toEqual([422, 'unusable-question']);
  }
});

test('found so and mended: spend said by hand, and said again', async () => {
  const said = { channel: 'douyin', campaign: 'x', day: '2026-01-01', currency: 'CNY', amount_minor: 1 };
  const body = { spend: [{ ...said, impressions: 0, clicks: 0 }] };
  for (const outcome of ['created', 'unchanged']) {
    const { status, text } = await live.owner('PUT', `${shop}/spend`, body);
    expect([status, text]).toEqual([200, JSON.stringify({ outcomes: [outcome] })]);
  }
});

/** Sends one body to the tracking door. */
async function deliver(body: Buffer | string, headers: Record<string, string> = {}): Promise<Heard> {
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  const url = `${live.server.url}/v1/batch`;
  return ask({
    method: 'POST',
    url,
    headers: { 'content-type': 'text/plain', ...headers, authorization },
    body,
  });
}

test('the tracking door answers any body', limit, async () => {
  const call = async ({ headers, body }: { headers: Record<string, string>; body: Buffer }) => {
    const answer = await deliver(body, headers);
    expect([200, 400], `${body.subarray(0, 300)}: ${answer.text.slice(0, 300)}`).toContain(answer.status);
  };
  await fc.assert(fc.asyncProperty(poisonCalls, call), { numRuns: Math.ceil(runs / 10), ...bounded });
  await stillWell();
});

test('it names each call that it cannot use and why, and takes all others', limit, async () => {
  const batch = async (calls: readonly unknown[]) => {
    const body = JSON.stringify({ batch: calls });
    const answer = await deliver(body);
    const said = `${body.slice(0, 600)}: ${answer.status} ${answer.text.slice(0, 600)}`;
    if (answer.status === 400) return expect(Buffer.byteLength(body), said).toBeGreaterThan(500 * 1024);
    expect(answer.status, said).toBe(200);
    const { accepted, rejected } = JSON.parse(answer.text) as Told;
    const named = new Set(rejected.map(({ index }) => index));
    expect(accepted + named.size, said).toBe(calls.length);
    for (const whole of [0, calls.length - 1]) expect(named.has(whole), said).toBe(false);
    for (const { code, message } of rejected) {
      expect(code, said).toMatch(/^[a-z-]+$/);
      for (const text of [message.zh, message.en]) expect(text, said).not.toBe('');
    }
  };
  await fc.assert(fc.asyncProperty(poisonBatches, batch), { numRuns: Math.ceil(runs / 4), ...bounded });
  await stillWell();
});

interface Told {
  readonly accepted: number;
  readonly rejected: readonly {
    readonly index: number;
    readonly field?: string;
    readonly code: string;
    readonly message: { readonly zh: string; readonly en: string };
  }[];
}

const order = (properties: object) => ({
  event: 'Order Completed',
  properties: { order_id: 'P1', ...properties },
});

/** Every kind of poison that has a name, as one call among whole ones: its field and code, or undefined where it is taken. */
const namedCalls: readonly [
  kind: string,
  call: unknown,
  told: readonly [field: string | undefined, code: string] | undefined,
][] = [
  ['no object', 'text', [undefined, 'not-an-object']],
  ['a wrong type', { type: 7 }, ['type', 'unknown-value']],
  ['a wrong type of properties', { properties: 'x' }, ['properties', 'not-an-object']],
  ['a string of 33 KB', { event: 'E', context: { text: 'x'.repeat(33 * 1024) } }, [undefined, 'too-large']],
  ['deep nesting', { properties: { deep: '[' } }, undefined],
  ['the year 9999', { timestamp: '9999-12-31T23:59:59Z' }, ['timestamp', 'not-a-time']],
  ['a day that is none', { timestamp: '2026-02-30T00:00:00Z' }, ['timestamp', 'not-a-time']],
  ['negative money', order({ total: -5 }), ['properties.total', 'not-an-amount']],
  ['money without end', order({ total: '1e999' }), ['properties.total', 'not-an-amount']],
  ['half a character', { event: 'a\ud800' }, undefined],
  ['a zero byte', { event: 'a\u0000b' }, undefined],
  [
    'a prototype',
    JSON.parse('{"properties":{"__proto__":{"spoilt":1},"constructor":{"prototype":{"spoilt":1}}}}'),
    undefined,
  ],
  [
    'names of a prototype',
    { userId: '__proto__', event: 'constructor', properties: { toString: 'x' } },
    undefined,
  ],
];

test.each(namedCalls)('%s in one call of a batch', async (_, call, told) => {
  const whole = (n: string) => ({ type: 'track', event: 'Whole', userId: 'u', messageId: `whole-${n}` });
  const bad = typeof call === 'object' ? { ...whole('bad'), ...call } : call;
  const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
  const body = JSON.stringify({ batch: [whole('1'), bad, whole('2')] }).replace('"["', deep);
  const { status, text } = await deliver(body);
  expect(status, text).toBe(200);
  const { accepted, rejected } = JSON.parse(text) as Told;
  expect(rejected.map(({ index, field, code }) => [index, field, code])).toEqual(
    told === undefined ? [] : [[1, ...told]],
  );
  expect(accepted).toBe(told === undefined ? 3 : 2);
  expect(Object.hasOwn(Object.prototype, 'spoilt')).toBe(false);
});

/** Of a whole body: 400 and its code, or taken. */
const namedBodies: readonly [
  kind: string,
  body: string | Buffer,
  told: string | undefined,
  packed?: boolean,
][] = [
  ['broken JSON', '{"batch":[', 'unreadable-body'],
  ['no JSON', 'hello', 'unreadable-body'],
  ['a string of 10 MB', JSON.stringify({ batch: [], pad: 'x'.repeat(10_000_000) }), 'too-large'],
  ['nesting without end', '['.repeat(400_000), 'unreadable-body'],
  ['deep nesting', `{"batch":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, undefined],
  ['a zip bomb', gzipSync(Buffer.alloc(200_000_000)), 'too-large', true],
  ['a zip that is none', 'hello', 'unreadable-body', true],
  ['a zip cut short', gzipSync('{"batch":[]}').subarray(0, 20), 'unreadable-body', true],
  ['bytes that are no UTF-8', Buffer.from('7b226261746368223a5b5d2c22ff223a22fe227d', 'hex'), undefined],
  ['a key twice', '{"batch":[{}],"batch":[]}', undefined],
];

test.each(namedBodies)('%s as a body', async (_, body, told, packed = false) => {
  const { status, text } = await deliver(body, packed ? { 'content-encoding': 'gzip' } : {});
  if (told === undefined) expect(status, text).toBe(200);
  else expect([status, JSON.parse(text).code]).toEqual([400, told]);
});

test('an import of anything ends, done or failed in words', limit, async () => {
  await fc.assert(
    fc.asyncProperty(poisonFile, async ({ preset, file }) => {
      const { status, text } = await upload(live, { file, fields: { preset } });
      expect(status, text).toBeLessThan(500);
      if (status !== 202) return;
      const ended = await importEnded(live, JSON.parse(text).id);
      if (ended.state === 'failed')
        expect(ended.problem).toMatchObject({ code: expect.stringMatching(/^[a-z-]+$/) });
    }),
    { numRuns: Math.ceil(runs / 25), ...bounded },
  );
  await stillWell();
});

async function stillWell(): Promise<void> {
  expect((await live.owner('GET', '/ready')).status).toBe(200);
  expect((await live.owner('GET', `${shop}/customers`)).status).toBe(200);
  expect(live.log.filter(({ level }) => level >= 50)).toEqual([]);
}
