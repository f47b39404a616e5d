import { buildApp } from '../src/app.ts';
import { recordAct } from '../src/domains/compliance/index.ts';
import { resolvePersons } from '../src/domains/customers/index.ts';
import { createKey, createShop } from '../src/platform/auth/index.ts';
import { compactClickHouse } from '../src/platform/clickhouse/compact.ts';
import { readConfig } from '../src/platform/config.ts';
import { withShop } from '../src/platform/db/postgres.ts';
import { orThrow } from '../src/platform/errors.ts';
import type { HttpApp } from '../src/platform/http/routes.ts';
import { openPlatform } from '../src/platform/open-platform.ts';
import type { Platform } from '../src/platform/platform.ts';
import { withDataDir } from './run-shuke.ts';
import { percentile } from './serving.ts';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 20_000_000);
const PEOPLE = 200_000;
const KNOWN = 2000;
const ASKED = 200;

/** Events are 1.3 s apart from the first of 2025; the live door keeps people's last visit to a minute of their last event. */
const LAST = new Date(Date.UTC(2025, 0, 1) + EVENTS * 1300).toISOString();

/** One customer's timeline over HTTP among 20 million events, alone and while three heavy queries run. */
export function timelineFigures(): Promise<object> {
  return withDataDir(async (dataDir) => {
    const config = orThrow(readConfig({ SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'warn' }));
    const platform = orThrow(await openPlatform(config));
    const app = await buildApp(platform);
    try {
      const { shopId, key } = await fill(platform);
      const alone = await askMany(app, key);
      const { latencies: beside, heavy } = await whileHeavy(platform, shopId, () => askMany(app, key));
      return {
        events: EVENTS,
        alone: { p50_ms: percentile(alone, 0.5), p99_ms: percentile(alone, 0.99) },
        while_heavy_queries_run: { p50_ms: percentile(beside, 0.5), p99_ms: percentile(beside, 0.99), heavy },
        at_most: { p99_ms: 100 },
      };
    } finally {
      await app.close();
      await platform.close();
    }
  });
}

async function fill(platform: Platform): Promise<{ shopId: number; key: string }> {
  const wanted = { slug: 'bench', name: 'bench', currency: 'CNY', timeZone: 'Asia/Shanghai' };
  const { shopId } = orThrow(await createShop(platform, wanted));
  const parts = { db: platform.db, audit: recordAct };
  const asked = { kind: 'api', name: 'bench', scopes: ['customers:read'] } as const;
  const { key } = await createKey(
    parts,
    { shopId, actor: 'bench' },
    { ...asked, scopes: ['customers:read'] },
  );
  const keys = await platform.keyring.forShop(shopId);
  const claims = Array.from({ length: KNOWN }, (_, n) => ({
    identities: [{ channel: 'web', kind: 'user-id' as const, value: `u${n}` }],
    at: LAST,
  }));
  await withShop(platform.db, shopId, (tx) => resolvePersons(tx, keys, shopId, claims, { source: 'bench' }));
  await platform.clickhouse.command(`INSERT INTO events (shop_id, person_id, time, message_id, corrected_time, received_at,
      name, channel, product_id, properties)
    SELECT ${shopId}, 1 + number % ${PEOPLE}, toDateTime64('2025-01-01', 3) + toIntervalMillisecond(number * 1300) AS at,
      toString(number), at, at,
      ['Page Viewed', 'Product Viewed', 'Product Added'][1 + number % 3], 'web', number % 500, '{"position":1}'
    FROM numbers(${EVENTS})`);
  // As a server does every five minutes: nobody's older months lie in the parts they came in.
  await compactClickHouse(platform.clickhouse);
  return { shopId, key };
}

async function askMany(app: HttpApp, key: string): Promise<number[]> {
  const latencies: number[] = [];
  for (let n = 0; n < ASKED; n += 1) {
    const since = performance.now();
    const url = `/api/shops/bench/customers/${1 + ((n * 733) % KNOWN)}/timeline`;
    const headers = { authorization: `Bearer ${key}` };
    // The general limit is per address.
    const answer = await app.inject({ url, headers, remoteAddress: `10.0.0.${n % 250}` });
    if (answer.statusCode !== 200) throw new Error(`a timeline was answered ${answer.statusCode}`);
    latencies.push(performance.now() - since);
  }
  return latencies;
}

const HEAVY = `SELECT name, product_id, uniqExact(person_id) AS people, quantile(0.9)(length(message_id)) AS q
  FROM events WHERE shop_id = {shop:UInt32} GROUP BY name, product_id ORDER BY people DESC LIMIT 10`;

async function whileHeavy(platform: Platform, shopId: number, work: () => Promise<number[]>) {
  const running = { on: true, heavy: 0 };
  const loop = async () => {
    while (running.on) {
      await platform.clickhouse.query({ sql: HEAVY, shopId });
      running.heavy += 1;
    }
  };
  const loops = [loop(), loop(), loop()];
  const latencies = await work();
  running.on = false;
  await Promise.all(loops);
  return { latencies, heavy: running.heavy };
}
