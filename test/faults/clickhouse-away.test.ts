import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, openEngine } from '../../src/platform/clickhouse/engine.ts';
import { type HttpFront, openHttpFront } from '../clickhouse-http-front.ts';
import { uciFile } from '../import-fixture.ts';
import type { Heard } from './ask.ts';
import { keepDelivering } from './deliveries.ts';
import { type Gate, openGate } from './gate.ts';
import { type LiveServer, openFolder, openLiveServer, removeFolder, shop } from './live-server.ts';
import { upload } from './upload.ts';
import { importEnded, until, untilReady } from './wait.ts';

/** ClickHouse on a server of its own goes away and comes back under a live Shuke. */

let folder: string;
let engine: Engine;
let front: HttpFront;
let gate: Gate;
let live: LiveServer;
beforeAll(async () => {
  folder = await openFolder();
  await mkdir(join(folder, 'server'));
  engine = await openEngine(join(folder, 'server'));
  front = await openHttpFront(engine, 'secret');
  gate = await openGate(Number(new URL(front.url).port));
  const url = `http://default:secret@127.0.0.1:${gate.port}/away`;
  live = await openLiveServer(folder, { SHUKE_CLICKHOUSE_URL: url });
}, 240_000);
afterAll(async () => {
  await live?.stop();
  await gate?.shut();
  await front?.close();
  await engine?.close();
  await removeFolder(folder);
});

async function importOrders(invoices: readonly number[]): Promise<Record<string, unknown>> {
  const file = uciFile(invoices.map((n) => ({ invoice: String(n), customer: `${n}.0` })));
  const { text } = await upload(live, { file, fields: { preset: 'uci-online-retail' } });
  return importEnded(live, JSON.parse(text).id);
}

const gmv = () => live.owner('GET', `${shop}/analytics/metrics?measure=gmv&from=2011-01-01&to=2011-01-31`);
const facts = ({ status, headers, text }: Heard) => [status, headers['retry-after'], JSON.parse(text).code];

test('reads of it are refused for a while, writes to PostgreSQL go on owing, all is paid when it is back', {
  timeout: 240_000,
}, async () => {
  expect(await importOrders([1, 2])).toMatchObject({ state: 'done', accepted: 2 });
  await until(() => live.server.platform.mirror.payAll(), Boolean);
  const before = JSON.parse((await gmv()).text).rows[0].value;
  await gate.shut();
  expect(facts(await gmv())).toEqual([503, '5', 'clickhouse-unavailable']);
  const ready = await live.owner('GET', '/ready');
  expect([ready.status, ready.headers['retry-after']]).toEqual([503, '2']);
  expect(JSON.parse(ready.text).checks).toMatchObject({
    postgres: { ok: true },
    clickhouse: { ok: false, code: 'clickhouse-unavailable', cause: 'UNREACHABLE' },
  });
  expect(await importOrders([3, 4])).toMatchObject({ state: 'done', accepted: 2 });
  // A list of customers is sorted by figures that ClickHouse holds; one order, and one customer, are PostgreSQL's.
  expect(facts(await live.owner('GET', `${shop}/customers`))).toEqual([503, '5', 'clickhouse-unavailable']);
  expect((await live.owner('GET', `${shop}/orders/4`)).status).toBe(200);
  expect((await live.owner('GET', `${shop}/customers/4`)).status).toBe(200);
  expect(await live.server.platform.mirror.payAll()).toBe(false);
  await gate.open();
  await untilReady(live);
  await until(() => live.server.platform.mirror.payAll(), Boolean);
  expect(JSON.parse((await gmv()).text).rows[0].value).toBe(2 * before);
  expect(live.log.filter(({ level }) => level >= 50)).toEqual([]);
});

/** Message ids as questions read them. */
async function eventIds(): Promise<string[]> {
  const asked = { sql: 'select message_id from events where shop_id = {shop:UInt32}', shopId: live.shopId };
  const rows = await live.server.platform.clickhouse.query<{ message_id: string }>(asked);
  return rows.map((it) => it.message_id);
}

test('live events are refused while it is away, taken when it is back, and none that was acknowledged is lost', {
  timeout: 240_000,
}, async () => {
  const made = await live.owner('POST', `${shop}/keys`, { kind: 'write', name: 'live', source: 'web' });
  const deliveries = keepDelivering(live.server.url, JSON.parse(made.text).key, 2);
  for (let times = 0; times < 2; times += 1) {
    await deliveries.taken(10);
    await gate.shut();
    await deliveries.refused(4);
    await gate.open();
  }
  await deliveries.taken(10);
  await deliveries.stop();
  expect([...deliveries.answers.keys()].sort()).toEqual(['200', '503']);
  await untilReady(live);
  await until(() => live.server.platform.mirror.payAll(), Boolean);
  const ids = await eventIds();
  expect(ids.length).toBe(new Set(ids).size);
  expect([...deliveries.acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
});
