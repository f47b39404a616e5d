import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresHome } from '../../src/platform/probe-embedded.ts';
import { uciFile } from '../import-fixture.ts';
import { type LiveServer, openFolder, openLiveServer, removeFolder, shop } from './live-server.ts';
import { upload } from './upload.ts';
import { importEnded, until, untilReady } from './wait.ts';
import { keepWriting, namesStored } from './writers.ts';

/** kill -9 of the embedded PostgreSQL while a server works: acknowledged is stored, and nobody starts anything again. */

let folder: string;
let live: LiveServer;
beforeAll(async () => {
  folder = await openFolder();
  live = await openLiveServer(folder);
}, 240_000);
afterAll(async () => {
  await live?.stop();
  await removeFolder(folder);
});

async function postmaster(): Promise<number> {
  const home = await postgresHome(join(folder, 'data'));
  return Number.parseInt(await readFile(join(home, 'data', 'postmaster.pid'), 'utf8'), 10);
}

async function backend(): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
    live.server.platform.db,
  );
  return rows[0]!.pid;
}

const restarts = async (): Promise<number> => {
  const { text } = await live.owner('GET', '/metrics');
  return Number(/^shuke_postgres_restarts_total (\d+)$/m.exec(text)?.[1]);
};

/** Enough rows for several batches, so that kills come between and into them. */
const rows = Array.from({ length: 8_000 }, (_, n) => ({ invoice: String(n), minute: n % 60 }));

test('killed by force under writes and an import: what was acknowledged is stored once, the import ends by itself', {
  timeout: 240_000,
}, async () => {
  const started = await upload(live, { file: uciFile(rows), fields: { preset: 'uci-online-retail' } });
  expect(started.status).toBe(202);
  const writers = keepWriting(live, 3);
  for (const [n, victim] of [postmaster, backend, postmaster].entries()) {
    await writers.acknowledged((n + 1) * 8);
    process.kill(await victim(), 'SIGKILL');
    await writers.refused(n + 1);
    await untilReady(live);
  }
  await writers.acknowledged(32);
  const { acknowledged, answers } = await writers.stop();
  expect([...answers.keys()].sort()).toEqual(['201', '503 postgres-unavailable']);
  const stored = await namesStored(live);
  expect(acknowledged.filter((name) => stored.get(name) !== 1)).toEqual([]);
  expect(await restarts()).toBe(2);
  const { id } = JSON.parse(started.text);
  expect(await importEnded(live, id)).toMatchObject({ state: 'done', accepted: rows.length, rejected: 0 });
  await until(() => live.server.platform.mirror.payAll(), Boolean);
  const [mirrored] = await live.server.platform.clickhouse.query<{ n: string }>({
    sql: 'select count() as n from orders where shop_id = {shop:UInt32}',
    shopId: live.shopId,
  });
  expect(Number(mirrored!.n)).toBe(rows.length);
  expect(live.log.filter(({ err }) => err !== undefined && err.kind === 'TypeError')).toEqual([]);
  expect((await live.owner('GET', shop)).status).toBe(200);
});
