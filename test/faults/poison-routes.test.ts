import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uciFile } from '../import-fixture.ts';
import { ask } from './ask.ts';
import { type LiveServer, openFolder, openLiveServer, removeFolder, shop } from './live-server.ts';
import { type Operation, operationsOf, type PoisonRequest, poisonRequest } from './poison-requests.ts';
import { upload } from './upload.ts';
import { importEnded } from './wait.ts';

/** Poison at every route of the OpenAPI document, over sockets: refused in words or taken, never a 500, never a crash. */

/** In CI few and always the same; by hand `FUZZ_RUNS=20000` or as many as there is time for. */
const runs = Number(process.env.FUZZ_RUNS ?? 1500);

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
});
afterAll(async () => {
  await live?.stop();
  await removeFolder(folder);
});

/** Following an import streams until it ends; signing in has to go on working for the rest of the file. */
const isAsked = ({ path }: Operation) => !path.endsWith('/progress');
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

test('every route refuses poison in words, or takes it', { timeout: 0 }, async () => {
  const asked = operations.filter(isAsked);
  expect(asked.length).toBeGreaterThan(40);
  const request = fc.constantFrom(...asked).chain(poisonRequest);
  await fc.assert(fc.asyncProperty(request, refusedOrTaken), { numRuns: runs });
  expect((await live.owner('GET', '/ready')).status).toBe(200);
  expect((await live.owner('GET', `${shop}/customers`)).status).toBe(200);
  expect(live.log.filter(({ level }) => level >= 50)).toEqual([]);
});
