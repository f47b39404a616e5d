import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { Analytics } from '@segment/analytics-node';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import { orThrow } from '../../src/platform/errors.ts';
import { openPlatform } from '../../src/platform/open-platform.ts';
import { type LiveServer, makeLiveServer } from '../live-server.ts';
import { openChromium } from './chromium.ts';

/** The stock clients deliver into a server that is killed 20 times; what they sent is there, each event once. */

const KILLS = 20;

let server: LiveServer;

beforeAll(async () => {
  server = await makeLiveServer();
}, 60_000);
afterAll(() => server.close());

/** A site whose page sends an event every 100 ms until told to stop; answers how many it sent and how many arrived. */
async function openSite(key: string) {
  const snippet = `<!doctype html><title>shop</title>
    <script>analytics = Object.assign([], { _writeKey: '${key}', _cdn: '${server.url}' });
    for (const call of ['track']) analytics[call] = (...said) => analytics.push([call, ...said]);</script>
    <script async src="${server.url}/analytics.js/v1/${key}/analytics.min.js"></script>`;
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(snippet);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const browser = await openChromium();
  const page = await browser.newPage();
  const arrived = new Set<number>();
  page.on('response', (it) => {
    if (it.request().method() !== 'POST' || !it.ok() || !it.url().endsWith('/v1/t')) return;
    arrived.add((it.request().postDataJSON() as { properties: { n: number } }).properties.n);
  });
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  await page.evaluate(
    `sent = 0; sending = setInterval(() => analytics.track('Browser Event', { n: sent++ }), 100)`,
  );
  return {
    arrived,
    stop: async () => (await page.evaluate('clearInterval(sending), sent')) as number,
    close: async () => {
      await browser.close();
      site.close();
    },
  };
}

/** The server library, an event every 20 ms; answers what it could not deliver, which must be nothing. */
function openSender(key: string) {
  const analytics = new Analytics({ writeKey: key, host: server.url, flushInterval: 500 });
  const lost: unknown[] = [];
  analytics.on('error', (error) => lost.push(error));
  let sent = 0;
  const sending = setInterval(() => {
    analytics.track({ userId: `u-${sent % 50}`, event: 'Server Event', properties: { n: sent } });
    sent += 1;
  }, 20);
  return {
    async stop() {
      clearInterval(sending);
      await analytics.closeAndFlush({ timeout: 300_000 });
      return { sent, lost };
    },
  };
}

const killings = [
  () => server.killServer(),
  () => server.killPostgres(),
  () => Promise.all([server.killPostgres(), server.killServer()]),
];

interface Counted {
  readonly name: string;
  readonly rows: string;
  readonly distinct: string;
  readonly highest: string;
}

/** Rows as every question reads them (FINAL), and as they lie there. */
async function count(): Promise<Counted[]> {
  const config = orThrow(readConfig(server.env as Record<string, string>));
  const platform = orThrow(await openPlatform(config, { log: pino({ level: 'silent' }) }));
  try {
    return await platform.clickhouse.query<Counted>({
      sql: `SELECT name, count() AS rows, uniqExact(JSONExtractInt(properties, 'n')) AS distinct,
          max(JSONExtractInt(properties, 'n')) AS highest
        FROM events WHERE shop_id = {shop:UInt32} GROUP BY name ORDER BY name`,
      shopId: 1,
    });
  } finally {
    await platform.close();
  }
}

it('counts equal what the clients sent', { timeout: 600_000 }, async () => {
  await server.start();
  await server.shuke('shops', 'create', '--shop', 'live', '--name', 'Live');
  const make = ['keys', 'create', '--shop', 'live', '--name', 'live', '--source', 'live'];
  const { key } = await server.shuke<{ key: string }>(...make);
  const sender = openSender(key);
  const site = await openSite(key);
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pass(200 + Math.random() * 1500);
    await killings[kill % killings.length]!();
    if (kill % killings.length !== 1) await server.start();
  }
  const inBrowser = await site.stop();
  const { sent, lost } = await sender.stop();
  await expect.poll(() => site.arrived.size, { timeout: 240_000, interval: 500 }).toBe(inBrowser);
  await site.close();
  await server.stop();
  expect(lost).toEqual([]);
  expect(sent).toBeGreaterThan(500);
  expect(inBrowser).toBeGreaterThan(100);
  const exactly = (name: string, n: number) => ({
    ...{ name, rows: String(n), distinct: String(n), highest: String(n - 1) },
  });
  expect(await count()).toEqual([exactly('Browser Event', inBrowser), exactly('Server Event', sent)]);
});
