import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uciFile } from '../import-fixture.ts';
import { ask } from './ask.ts';
import { type LiveServer, openFolder, openLiveServer, removeFolder, shop } from './live-server.ts';
import { poisonCalls } from './poison-calls.ts';
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
beforeAll(async () => {
  folder = await openFolder();
  live = await openLiveServer(folder);
  operations = operationsOf(JSON.parse((await live.owner('GET', '/api/openapi.json')).text));
  const file = uciFile([1, 2, 3].map((n) => ({ invoice: String(n), customer: `${n}.0` })));
  const { text } = await upload(live, { file, fields: { preset: 'uci-online-retail' } });
  await importEnded(live, JSON.parse(text).id);
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

test('the tracking door names what it cannot use, and takes the rest', limit, async () => {
  const made = await live.owner('POST', `${shop}/keys`, { kind: 'write', name: 'door', source: 'web' });
  const authorization = `Basic ${Buffer.from(`${JSON.parse(made.text).key}:`).toString('base64')}`;
  const call = async ({ headers, body }: { headers: Record<string, string>; body: Buffer }) => {
    const url = `${live.server.url}/v1/batch`;
    const answer = await ask({ method: 'POST', url, headers: { ...headers, authorization }, body });
    expect([200, 400, 413], `${body.subarray(0, 300)}: ${answer.text.slice(0, 300)}`).toContain(
      answer.status,
    );
  };
  await fc.assert(fc.asyncProperty(poisonCalls, call), { numRuns: Math.ceil(runs / 10), ...bounded });
  await stillWell();
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
