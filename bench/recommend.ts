import { buildApp } from '../src/app.ts';
import { recommendModel } from '../src/domains/analytics/recommend/recommend-model.ts';
import { runRecommend } from '../src/domains/analytics/recommend/run-recommend.ts';
import { recordAct } from '../src/domains/compliance/index.ts';
import { createKey, findShop } from '../src/platform/auth/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { orThrow } from '../src/platform/errors.ts';
import type { HttpApp } from '../src/platform/http/routes.ts';
import { openPlatform } from '../src/platform/open-platform.ts';
import type { Platform } from '../src/platform/platform.ts';
import { runShuke, seconds, UCI, withDataDir } from './run-shuke.ts';
import { percentile } from './serving.ts';

const ASKED = 2_000;
const AT_ONCE = 8;
const CUSTOMERS = 4_300;

/** Lists for customers of UCI Online Retail (2,000 products) over HTTP: one after the other, eight at once, and beside the plainest route. `BENCH_DATA`: a data directory that has the shop already. */
export function recommendFigures(): Promise<object> {
  const filled = process.env.BENCH_DATA;
  return filled === undefined ? withDataDir(importAndMeasure) : measure(filled);
}

async function importAndMeasure(dataDir: string): Promise<object> {
  await runShuke(dataDir, ['import', UCI, '--preset', 'uci-online-retail', '--shop', 'uci']);
  return measure(dataDir);
}

async function measure(dataDir: string): Promise<object> {
  const config = orThrow(readConfig({ SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'warn' }));
  const platform = orThrow(await openPlatform(config));
  const app = await buildApp(platform);
  try {
    return await figures(platform, app);
  } finally {
    await app.close();
    await platform.close();
  }
}

async function figures(platform: Platform, app: HttpApp): Promise<object> {
  const shop = (await findShop(platform.db, 'uci'))!;
  const since = performance.now();
  orThrow(await runRecommend({ platform, shop }, { refit: true, asOf: '2011-12-09', by: 'system' }));
  const learnt = seconds(since);
  const act = { shopId: shop.shopId, actor: 'bench' };
  const wanted = { kind: 'api', name: 'bench', scopes: ['recommendations:read'] } as const;
  const { key } = await createKey({ db: platform.db, audit: recordAct }, act, {
    ...wanted,
    scopes: ['recommendations:read'],
  });
  await askMany(app, { key, of: listOf, atOnce: 1 });
  const alone = await askMany(app, { key, of: listOf, atOnce: 1 });
  const plain = await askMany(app, { key, of: () => '/health', atOnce: 1 });
  const together = await askMany(app, { key, of: listOf, atOnce: AT_ONCE });
  return {
    ...{ model_version: recommendModel.version, learn_and_choose_seconds: learnt, requests: ASKED },
    one_after_the_other: tell(alone),
    eight_at_once: tell(together),
    ratio_to_health: Math.round(percentile(alone, 0.5) / percentile(plain, 0.5)),
    at_most: { p99_ms: 20 },
  };
}

const tell = (latencies: readonly number[]) => ({
  ...{ p50_ms: percentile(latencies, 0.5), p99_ms: percentile(latencies, 0.99) },
});

const listOf = (n: number): string =>
  `/api/recommendations?customer=${1 + ((n * 733) % CUSTOMERS)}&place=${n % 2 === 0 ? 'home' : 'cart'}&products=${1 + (n % 900)}`;

interface Asking {
  readonly key: string;
  readonly of: (n: number) => string;
  readonly atOnce: number;
}

async function askMany(app: HttpApp, { key, of, atOnce }: Asking): Promise<number[]> {
  const latencies: number[] = [];
  let next = 0;
  const loop = async () => {
    while (next < ASKED) {
      const n = next++;
      const since = performance.now();
      const headers = { authorization: `Bearer ${key}` };
      // The general limit is per address.
      const answer = await app.inject({ url: of(n), headers, remoteAddress: `10.0.${n % 8}.${n % 250}` });
      if (answer.statusCode !== 200) throw new Error(`a list was answered ${answer.statusCode}`);
      latencies.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
  return latencies;
}
