import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import type { JobView } from '../../src/contract/jobs.ts';
import { findPreset, resumeBrokenOff, runImport, undoImport } from '../../src/domains/ingest/index.ts';
import { findShop } from '../../src/platform/auth/index.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { fileIn, toolsOf, uciFile } from '../import-fixture.ts';
import { hire, openShop, type Person, signInOwner } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let shopId: number;
let backups: string;
beforeAll(async () => {
  world = await openWorld();
  backups = join(world.platform.config.dataDir, 'backups');
  // In place: what broke off is known by the platform it ran on.
  Object.assign(world.platform.config, { backups });
  app = await buildApp(world.platform);
  await openShop(world.platform, 'busy');
  shopId = (await findShop(world.platform.db, 'busy'))!.shopId;
  owner = await signInOwner(world.platform, app);
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const jobs = async (by = owner): Promise<JobView[]> =>
  (await by.ask('GET', '/api/shops/busy/jobs')).json().jobs;
const source = findPreset('uci-online-retail')!;

async function imported(invoice: string, signal?: AbortSignal): Promise<{ path: string; id: number }> {
  const path = await fileIn(world, uciFile([{ invoice }]));
  let id = 0;
  const onProgress = (progress: { importId: number | null }) => {
    id = progress.importId!;
  };
  const asked = { shopId, path, source, startedBy: 'cli', onProgress, ...(signal && { signal }) };
  await runImport(toolsOf(world), asked);
  return { path, id };
}

test('imports, undos and exports are one list, by what the caller may see', async () => {
  const done = await imported('1');
  const undone = await imported('2');
  await undoImport(toolsOf(world), { shopId, importId: undone.id, actor: 'cli' });
  await owner.ask('GET', '/api/shops/busy/exports/orders?format=csv');
  const all = await jobs();
  expect(all.map(({ job, kind, state }) => [job.replace(/^(export):.*/, '$1'), kind, state])).toEqual(
    expect.arrayContaining([
      [`import:${done.id}`, 'import', 'done'],
      [`import:${undone.id}`, 'undo', 'done'],
      ['export', 'export', 'done'],
    ]),
  );
  const analyst = await hire(owner, { slug: 'busy', role: 'analyst' });
  expect(new Set((await jobs(analyst)).map(({ kind }) => kind))).toEqual(new Set(['import', 'undo']));
  const agent = await hire(owner, { slug: 'busy', role: 'service-agent' });
  expect((await jobs(agent)).filter(({ kind }) => kind !== 'tag-run')).toEqual([]);
  expect(all.find(({ kind }) => kind === 'export')).toMatchObject({ started_by_name: expect.any(String) });
  expect(all.find(({ kind }) => kind === 'import')).toMatchObject({
    started_by: 'cli',
    started_by_name: null,
  });
});

test('an export is asked for again from the list, by whoever began it too', async () => {
  const asked =
    '/api/shops/busy/exports/orders?format=csv&headers=zh&columns=order_no,order_id&from=2009-01-01';
  const marketer = await hire(owner, { slug: 'busy', role: 'marketer' });
  const first = await marketer.ask('GET', asked);
  const own = (await jobs(marketer)).filter(({ kind }) => kind === 'export');
  expect(own).toMatchObject([{ state: 'done', again: { noun: 'orders', needs_reason: false } }]);
  const { noun, query } = own[0]!.again!;
  const again = await marketer.ask('GET', `/api/shops/busy/exports/${noun}?${new URLSearchParams(query)}`);
  expect([again.statusCode, again.body]).toEqual([200, first.body]);
  const clear = '/api/shops/busy/exports/customers?format=jsonl&personal=true&reason=handing+over';
  expect((await owner.ask('GET', clear)).statusCode).toBe(200);
  const found = (await jobs()).find(({ about }) => about === 'customers')!.again!;
  expect(found).toMatchObject({ needs_reason: true });
  expect(found.query).not.toHaveProperty('reason');
});

test('an import that broke off waits, and goes on when it is told to; nobody else may tell it', async () => {
  const { id } = await imported('3', AbortSignal.abort());
  const job = `import:${id}`;
  const found = (await jobs()).find((it) => it.job === job);
  expect(found).toMatchObject({ state: 'waiting', may_retry: true, problem: { code: 'import-interrupted' } });
  const retry = (by: Person, name = job) => by.ask('POST', `/api/shops/busy/jobs/${name}/retry`);
  const analyst = await hire(owner, { slug: 'busy', role: 'analyst' });
  expect((await jobs(analyst)).find((it) => it.job === job)?.may_retry).toBe(false);
  expect((await retry(analyst)).statusCode).toBe(404);
  for (const name of ['import:999', 'import:x', 'erasure:1', 'nonsense'])
    expect((await retry(owner, name)).statusCode, name).toBe(404);
  const stopping = new AbortController();
  const resuming = resumeBrokenOff(toolsOf(world), stopping.signal);
  expect((await retry(owner)).statusCode).toBe(202);
  const state = async () => (await jobs()).find((it) => it.job === job)?.state;
  while ((await state()) !== 'done') await new Promise(setImmediate);
  stopping.abort();
  await resuming;
  expect((await retry(owner)).statusCode).toBe(404);
});

test('one whose file is gone says so and waits', async () => {
  const { id, path } = await imported('4', AbortSignal.abort());
  await rm(path);
  const found = (await jobs()).find(({ job }) => job === `import:${id}`);
  expect(found).toMatchObject({ state: 'waiting', about: expect.stringMatching(/^file-/) });
});

test('a bulk tag is a job; one that stands still is told to go on, and ends', async () => {
  const body = { act: 'tag', tag: '老客', filter: {} };
  const made = await owner.ask('POST', '/api/shops/busy/customers/tag-runs', body);
  const job = `tag-run:${made.json().run_id}`;
  const find = async () => (await jobs()).find((it) => it.job === job);
  while ((await find())?.state !== 'done') await new Promise(setImmediate);
  expect(await find()).toMatchObject({ kind: 'tag-run', about: '老客', started_by_name: expect.any(String) });
  const stand = (since: string) =>
    withShop(world.platform.db, shopId, (tx) =>
      sql`update customers.tag_runs set state = 'running', place = 0, seen = 0, finished_at = null,
        moved_at = now() - ${since}::interval where shop_id = ${shopId}`.execute(tx),
    );
  const retry = () => owner.ask('POST', `/api/shops/busy/jobs/${job}/retry`);
  // One that moved a moment ago is somebody's.
  await stand('10 seconds');
  expect(await find()).toMatchObject({ state: 'running', may_retry: false });
  expect((await retry()).statusCode).toBe(404);
  await stand('2 minutes');
  expect(await find()).toMatchObject({ state: 'waiting', may_retry: true, done: 0 });
  expect((await retry()).statusCode).toBe(202);
  while ((await find())?.state !== 'done') await new Promise(setImmediate);
});

test('customers being counted are a job while it lasts, and afterwards if it took long', async () => {
  const counting = async () => (await jobs()).filter(({ kind }) => kind === 'people');
  const took = (ms: number) =>
    withShop(world.platform.db, shopId, (tx) =>
      sql`update analytics.people_builds set took_ms = ${ms}, people = 12 where shop_id = ${shopId}`.execute(
        tx,
      ),
    );
  await took(0);
  await withShop(world.platform.db, shopId, async (tx) => {
    await sql`select pg_advisory_xact_lock(${0x70656f70}::integer, ${shopId}::integer)`.execute(tx);
    expect(await counting()).toMatchObject([{ job: 'people:now', state: 'running', finished_at: null }]);
  });
  expect(await counting()).toEqual([]);
  await took(3000);
  expect(await counting()).toMatchObject([{ state: 'done', about: '12' }]);
});

test('backups are jobs of whoever runs the installation, and of nobody else', async () => {
  await mkdir(backups, { recursive: true });
  await writeFile(join(backups, 'shuke-20260115-030000Z.shuke.part'), 'x');
  await utimes(join(backups, 'shuke-20260115-030000Z.shuke.part'), 1, 1);
  await owner.ask('POST', '/api/system/backups');
  const found = async (by = owner) => (await jobs(by)).filter(({ kind }) => kind === 'backup');
  while (!(await found()).some(({ state }) => state === 'done')) await new Promise(setImmediate);
  expect(await found()).toMatchObject([
    { state: 'done', started_by_name: expect.any(String), may_retry: false },
    { state: 'failed', problem: { code: 'backup-broken-off' }, may_retry: true },
  ]);
  const admin = await hire(owner, { slug: 'busy', role: 'owner' });
  expect(await found(admin)).toEqual([]);
  const job = (await found())[1]!.job;
  expect((await admin.ask('POST', `/api/shops/busy/jobs/${job}/retry`)).statusCode).toBe(404);
  world.clock.set('2026-01-15T05:00:00Z');
  expect((await owner.ask('POST', `/api/shops/busy/jobs/${job}/retry`)).statusCode).toBe(202);
  while ((await found()).filter(({ state }) => state === 'done').length < 2) await new Promise(setImmediate);
});
