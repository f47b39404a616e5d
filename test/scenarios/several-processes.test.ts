import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, openEngine } from '../../src/platform/clickhouse/engine.ts';
import { bootstrapDatabase } from '../../src/platform/db/embedded/bootstrap.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/db/embedded/server.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { type HttpFront, openHttpFront } from '../clickhouse-http-front.ts';
import { type UciRow, uciFile } from '../import-fixture.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';

/**
 * Two api processes and a worker, real ones, on one PostgreSQL and one ClickHouse, each with a data directory of its own
 * and nothing else in common but the master key's file.
 */

let folder: string;
let postgres: EmbeddedPostgres;
let engine: Engine;
let front: HttpFront;
let env: Record<string, string>;
const living = new Set<ServerProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuke-several-'));
  await chmod(folder, 0o711);
  for (const name of ['postgres-server', 'clickhouse-server'])
    await mkdir(join(folder, name), { mode: 0o711 });
  postgres = orThrow(
    // As many connections as a server has that nobody tuned.
    await startEmbeddedPostgres(join(folder, 'postgres-server'), { max_connections: 100 }),
  );
  engine = await openEngine(join(folder, 'clickhouse-server'));
  front = await openHttpFront(engine, 'secret');
  env = {
    SHUKE_POSTGRES_URL: await bootstrapDatabase(postgres, 'migrator-secret', 'shared'),
    SHUKE_CLICKHOUSE_URL: `${front.url}/shared`,
    SHUKE_MASTER_KEY_FILE: await keyFile('master.key'),
    SHUKE_PORT: '0',
  };
}, 240_000);
afterAll(async () => {
  await Promise.all([...living].map((server) => server.kill()));
  await front?.close();
  await engine?.close();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function keyFile(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return path;
}

async function start(name: string, role: string, more: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServerProcess({ ...env, SHUKE_DATA: join(folder, name), ...more }, [
    '--role',
    role,
  ]);
  living.add(server);
  return server;
}

async function killNow(server: ServerProcess): Promise<void> {
  living.delete(server);
  await server.kill();
}

type Ask = (
  server: ServerProcess,
  method: string,
  path: string,
  body?: object | FormData,
  headers?: object,
) => Promise<Response>;

/** A browser session made by one process; every other takes its cookies. */
async function signIn(server: ServerProcess): Promise<Ask> {
  const { url, owner } = server.said;
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(owner),
  });
  expect(answer.status).toBe(200);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return (asked, method, path, body, headers = {}) => {
    const form = body instanceof FormData;
    const type = body === undefined || form ? {} : { 'content-type': 'application/json' };
    const send = body === undefined ? {} : { body: form ? body : JSON.stringify(body) };
    return fetch(`${asked.said.url}${path}`, {
      method,
      headers: { cookie, origin: asked.said.url, ...type, ...headers },
      ...send,
    });
  };
}

const ROWS = 6_000;

/** Two batches; every order of its own, so that what is stored twice or not at all shows in the sums. */
function file(n: number): string {
  const rows = Array.from(
    { length: ROWS },
    (_, row): UciRow => ({
      invoice: `${n}${String(row).padStart(5, '0')}`,
      customer: `${10_000 + (row % 300)}.0`,
      price: '2.00',
    }),
  );
  // One row of each file is unusable: its reject must be found whichever process ran the import.
  return `${uciFile(rows)}${n}99999,A,THING,x,2011-01-01 08:00:00,2.00,17850.0,France\n`;
}

function upload(n: number): FormData {
  const form = new FormData();
  form.set('preset', 'uci-online-retail');
  form.set('file', new Blob([file(n)]), `orders-${n}.csv`);
  return form;
}

interface Import {
  readonly id: number;
  readonly state: string;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await pause(100);
  }
}

test('a role other than all is refused without both servers, with what is missing', async () => {
  const started = startServerProcess({ SHUKE_DATA: join(folder, 'alone') }, ['--role', 'api']);
  await expect(started).rejects.toThrow(/SHUKE_POSTGRES_URL[\s\S]*SHUKE_CLICKHOUSE_URL/);
}, 120_000);

test('two api processes and a worker share the work: what is acknowledged is there once, through kills', async () => {
  const first = await start('api-1', 'api');
  const [second, worker] = await Promise.all([start('api-2', 'api'), start('worker-1', 'worker')]);
  expect(second.said.owner).toBeNull();
  expect((await fetch(`${worker.said.url}/ready`)).status).toBe(200);
  expect((await fetch(`${worker.said.url}/api/shops`)).status).toBe(404);

  const ask = await signIn(first);
  const shop = { slug: 'shared', name: 'Shared', currency: 'GBP', time_zone: 'Europe/London' };
  expect((await ask(second, 'POST', '/api/shops', shop)).status).toBe(201);
  const at = '/api/shops/shared';

  // Sent to both at once, each under a key; one sent again to the other process is answered, not done again.
  const send = async (server: ServerProcess, n: number) => {
    const answer = await ask(server, 'POST', `${at}/imports`, upload(n), { 'idempotency-key': `file-${n}` });
    expect(answer.status).toBe(202);
    return ((await answer.json()) as Import).id;
  };
  const ids = await Promise.all([send(first, 1), send(second, 2), send(second, 3)]);
  expect(await send(first, 3)).toBe(ids[2]);

  // The process that took two of the files dies, and so does the worker in the middle of one.
  await killNow(second);
  const list = async () =>
    ((await (await ask(first, 'GET', `${at}/imports?limit=50`)).json()) as { imports: Import[] }).imports;
  await until(list, (imports) => imports.some((it) => it.accepted > 0 || it.state === 'done'));
  await killNow(worker);
  const heirs = await Promise.all([start('worker-2', 'worker'), start('worker-3', 'worker')]);
  const ended = await until(list, (imports) => imports.every((it) => it.state !== 'running'));
  expect(ended.map((it) => it.id).sort()).toEqual([...ids].sort());
  for (const it of ended)
    expect(it).toMatchObject({ state: 'done', accepted: ROWS, duplicates: 0, rejected: 1 });

  const gmv = `${at}/analytics/metrics?measure=gmv&from=2010-01-01&to=2012-12-31`;
  const measured = await (await ask(first, 'GET', gmv)).json();
  expect((measured as { rows: { value: number }[] }).rows[0]!.value).toBe(3 * ROWS * 200);

  // Its file lay on a disk that is out of reach; its rejects were written by a worker.
  const rejects = await ask(first, 'GET', `${at}/imports/${ids[1]}/rejects`);
  expect(await rejects.text()).toContain('not-a-whole-number');

  const third = await start('api-3', 'api', { SHUKE_STOP_DELAY: '300' });
  const page = (await (await ask(first, 'GET', `${at}/customers?limit=2`)).json()) as {
    customers: { customer_id: number }[];
  };
  const customer_ids = page.customers.map((it) => it.customer_id);
  const merging = await ask(first, 'POST', `${at}/customers/merge`, { customer_ids, reason: 'one person' });
  const merged = (await merging.json()) as { customer_id: number };
  const shown = await (await ask(third, 'GET', `${at}/customers/${merged.customer_id}`)).json();
  expect((shown as { person_ids: number[] }).person_ids.sort()).toEqual(customer_ids.sort());

  // Live events: every batch to both processes at once, as an impatient client's retries come.
  const key = await (await ask(first, 'POST', `${at}/keys`, writeKey)).json();
  const live = (server: ServerProcess, n: number) => sendEvents(server, (key as { key: string }).key, n);
  await Promise.all([0, 1, 2, 3, 4, 5].flatMap((n) => [live(first, n), live(third, n)]));

  // A stop is told to the balancer first; what still comes is answered, and kept when the process is killed then.
  third.stop();
  await until(
    () => fetch(`${third.said.url}/ready`),
    (ready) => ready.status === 503,
  );
  expect((await fetch(`${third.said.url}/health`)).status).toBe(200);
  expect((await ask(third, 'GET', `${at}/imports`)).status).toBe(200);
  await live(third, 6);
  await killNow(third);
  await live(first, 6);
  await live(first, 7);
  // Also what the killed one had acknowledged and not yet written: the others pay for it.
  expect(await until(liveEvents, (count) => count >= 8 * EVENTS)).toBe(8 * EVENTS);

  const other = { SHUKE_MASTER_KEY_FILE: await keyFile('other.key') };
  await expect(start('stranger', 'api', other)).rejects.toThrow(/master key here is not this database/);
  expect((await ask(first, 'GET', `${at}/imports`)).status).toBe(200);
  // What the merge owes is paid behind its answer.
  const left = await until(leftInTheDatabase, ({ owed }) => owed === 0);
  expect(left).toEqual({ uploads: 0, held: 0, owed: 0 });
  for (const server of [first, ...heirs]) {
    living.delete(server);
    expect(await server.stop()).toBe(0);
  }
}, 600_000);

async function leftInTheDatabase(): Promise<{ uploads: number; held: number; owed: number }> {
  const client = new pg.Client({ connectionString: postgres.adminUrl('shared') });
  await client.connect();
  const { rows } = await client.query(`select
    (select count(*)::integer from ingest.import_files where kind = 'upload') as uploads,
    (select count(*)::integer from ingest.imports where holder is not null) as held,
    (select count(*)::integer from platform.mirror_batches) as owed`);
  await client.end();
  return rows[0];
}

const writeKey = { kind: 'write', name: 'site', source: 'site' };
const EVENTS = 40;

/** Batch `n`: the same messages whenever and wherever it is sent. */
async function sendEvents({ said }: ServerProcess, key: string, n: number): Promise<void> {
  const batch = Array.from({ length: EVENTS }, (_, it) => ({
    type: 'track',
    event: 'Product Viewed',
    messageId: `${n}-${it}`,
    anonymousId: `somebody-${it % 7}`,
    timestamp: '2026-01-15T03:59:59.000Z',
    properties: { product_id: `p${it % 3}` },
  }));
  const answer = await fetch(`${said.url}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${key}:`)}` },
    body: JSON.stringify({ batch }),
  });
  expect([answer.status, await answer.json()]).toMatchObject([200, { rejected: [] }]);
}

async function liveEvents(): Promise<number> {
  const { port } = new URL(front.url);
  const answer = await fetch(`http://127.0.0.1:${port}/?database=shared`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('default:secret')}` },
    body: "SELECT count() FROM events FINAL WHERE name = 'Product Viewed' FORMAT TabSeparated",
  });
  return Number(await answer.text());
}
