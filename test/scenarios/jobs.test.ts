import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import type { JobView } from '../../src/contract/jobs.ts';
import { findPreset, resumeBrokenOff, runImport, undoImport } from '../../src/domains/ingest/index.ts';
import { findShop } from '../../src/platform/auth/index.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { fileIn, toolsOf, uciFile } from '../import-fixture.ts';
import { hire, openShop, type Person, signInOwner } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let shopId: number;
beforeAll(async () => {
  world = await openWorld();
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
  expect(await jobs(agent)).toEqual([]);
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
