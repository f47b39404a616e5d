import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootstrapDatabase } from '../../src/platform/db/embedded/bootstrap.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/db/embedded/server.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { keepDelivering } from './deliveries.ts';
import { type Gate, openGate } from './gate.ts';
import { type LiveServer, openFolder, openLiveServer, removeFolder, shop } from './live-server.ts';
import { until, untilReady } from './wait.ts';
import { keepWriting, namesStored } from './writers.ts';

/** PostgreSQL on a server of its own goes away and comes back under a live Shuke, which nobody starts again. */

let folder: string;
let postgres: EmbeddedPostgres;
let gate: Gate;
let live: LiveServer;
beforeAll(async () => {
  folder = await openFolder();
  const server = join(folder, 'server');
  await mkdir(server, { mode: 0o711 });
  postgres = orThrow(await startEmbeddedPostgres(server));
  const url = new URL(await bootstrapDatabase(postgres, 'migrator-secret', 'away'));
  gate = await openGate(socketOf(url));
  const through = `postgres://${url.username}:${url.password}@127.0.0.1:${gate.port}${url.pathname}`;
  live = await openLiveServer(folder, { SHUKE_POSTGRES_URL: through });
}, 240_000);
afterAll(async () => {
  await live?.stop();
  await gate?.shut();
  await postgres?.stop();
  await removeFolder(folder);
});

/** The embedded server listens at a path, which its URL names as host and port. */
const socketOf = ({ searchParams, port }: URL): string =>
  `${searchParams.get('host')}/.s.PGSQL.${port || searchParams.get('port') || 5432}`;

const eventIds = async (): Promise<string[]> => {
  const asked = { sql: 'select message_id from events where shop_id = {shop:UInt32}', shopId: live.shopId };
  const rows = await live.server.platform.clickhouse.query<{ message_id: string }>(asked);
  return rows.map((it) => it.message_id);
};

test('writes are refused while it is away, and go on by themselves when it is back; nothing acknowledged is lost', {
  timeout: 240_000,
}, async () => {
  const made = await live.owner('POST', `${shop}/keys`, { kind: 'write', name: 'live', source: 'web' });
  const deliveries = keepDelivering(live.server.url, JSON.parse(made.text).key, 2);
  const writers = keepWriting(live, 2);
  for (let times = 1; times <= 2; times += 1) {
    await Promise.all([deliveries.taken(10), writers.acknowledged(times * 5)]);
    await gate.shut();
    await Promise.all([deliveries.refused(4), writers.refused(times * 2)]);
    const ready = await live.owner('GET', '/ready');
    expect([ready.status, ready.headers['retry-after']]).toEqual([503, '2']);
    expect(JSON.parse(ready.text).checks).toMatchObject({
      postgres: { ok: false, code: 'postgres-unavailable' },
      clickhouse: { ok: true },
    });
    await gate.open();
    await untilReady(live);
  }
  await Promise.all([deliveries.taken(10), writers.acknowledged(15)]);
  const [{ acknowledged, answers }] = await Promise.all([writers.stop(), deliveries.stop()]);
  expect([...answers.keys()].sort()).toEqual(['201', '503 postgres-unavailable']);
  expect([...deliveries.answers.keys()].sort()).toEqual(['200', '503']);
  const stored = await namesStored(live);
  expect(acknowledged.filter((name) => stored.get(name) !== 1)).toEqual([]);
  await until(() => live.server.platform.mirror.payAll(), Boolean);
  const ids = await eventIds();
  expect(ids.length).toBe(new Set(ids).size);
  expect([...deliveries.acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
});
