import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageIdsOf } from '../browser/kills/what-is-stored.ts';
import { type LiveServer, makeLiveServer } from '../live-server.ts';
import { keepDelivering } from './deliveries.ts';

/** Live events over plain HTTP into a server that is killed, whose PostgreSQL is killed, and that is asked to stop. */

let server: LiveServer;
let key: string;
beforeAll(async () => {
  server = await makeLiveServer();
  await server.start();
  await server.shuke('shops', 'create', '--shop', 'live', '--name', 'Live');
  const make = ['keys', 'create', '--shop', 'live', '--name', 'live', '--source', 'live'];
  ({ key } = await server.shuke<{ key: string }>(...make));
});
afterAll(() => server?.close());

const kills: (() => Promise<unknown>)[] = [
  async () => server.killServer(),
  async () => server.killPostgres(),
  async () => Promise.all([server.killPostgres(), server.killServer()]),
];

test('what is acknowledged is stored once, through kills and a stop in the middle of deliveries', async () => {
  const deliveries = keepDelivering(server.url, key, 4);
  for (const [n, kill] of kills.entries()) {
    await deliveries.taken(20);
    await pass(n * 7); // somewhere else in the flush each time
    await kill();
    if (n !== 1) await server.start();
  }
  await deliveries.taken(20);
  await server.stop();
  await deliveries.stop();
  const { acknowledged, sent, answers } = deliveries;
  expect([...answers.keys()].filter((it) => !['200', '503', 'none'].includes(it))).toEqual([]);
  expect(answers.get('none')).toBeGreaterThan(0);
  const stored = await messageIdsOf(server);
  expect(stored.length).toBe(new Set(stored).size);
  const kept = new Set(stored);
  expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);
  expect(stored.filter((id) => !sent.has(id))).toEqual([]);
});
