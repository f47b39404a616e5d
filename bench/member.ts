import { buildApp } from '../src/app.ts';
import { shopDay } from '../src/domains/analytics/index.ts';
import { recordAct } from '../src/domains/compliance/index.ts';
import { adjustPoints } from '../src/domains/ledgers/index.ts';
import { applyRules, changeRules, makeItem, usualRules } from '../src/domains/loyalty/index.ts';
import { plainRules } from '../src/domains/loyalty/testing/plain-rules.ts';
import { createKey, findShop, type Shop } from '../src/platform/auth/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { withShop } from '../src/platform/db/postgres.ts';
import { orThrow } from '../src/platform/errors.ts';
import type { HttpApp } from '../src/platform/http/routes.ts';
import { openPlatform } from '../src/platform/open-platform.ts';
import type { Platform } from '../src/platform/platform.ts';
import { runShuke, withDataDir } from './run-shuke.ts';
import { percentile } from './serving.ts';

const MEMBERS = 1000;
const A_SECOND = 200;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 15);

/**
 * What the page of a member asks when it opens, 200 times a second, of members with a tier, points, gifts of the mall and
 * deeds: milliseconds from the moment a request was due to its answer.
 */
export function memberFigures(): Promise<object> {
  return withDataDir(async (dataDir) => {
    await runShuke(dataDir, ['demo', '--shop', 'bench', '--customers', String(MEMBERS)]);
    const config = orThrow(readConfig({ SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'error' }));
    const platform = orThrow(await openPlatform(config));
    const app = await buildApp(platform);
    try {
      const tokens = await makeTokens(app, await prepare(platform));
      // A process that has just started compiles what it runs.
      await askSteadily(app, tokens, A_SECOND * 5);
      const latencies = await askSteadily(app, tokens, A_SECOND * SECONDS);
      return {
        ...{ members: tokens.length, requests_a_second: A_SECOND, seconds: SECONDS },
        ...{ p50_ms: percentile(latencies, 0.5), p99_ms: percentile(latencies, 0.99) },
        at_most: { p99_ms: 50 },
      };
    } finally {
      await app.close();
      await platform.close();
    }
  });
}

/** The rules of membership, a mall and points of everybody; a key that makes links. */
async function prepare(platform: Platform): Promise<string> {
  const shop: Shop = (await findShop(platform.db, 'bench'))!;
  const { shopId } = shop;
  const now = new Date();
  const by = 'bench';
  const rules = {
    ...plainRules,
    deeds: [...plainRules.deeds, { deed: 'sign-in', points: 5, most_per_day: 5 }],
  };
  orThrow(await applyRules({ platform, shop, by, change: { rules: usualRules(100), version: 0 } }));
  await withShop(platform.db, shopId, async (tx) => {
    const change = { starts_on: '2025-01-01', version: 0, rules };
    orThrow(await changeRules(tx, { shopId, change, today: shopDay(now, shop), by, now }));
    for (let n = 0; n < 12; n += 1) {
      const item = {
        ...{
          kind: 'gift' as const,
          name: `gift ${n}`,
          hands_out: null,
          points: 50 * (n + 1),
          money_minor: 0,
          stock: 100,
        },
        ...{ most_per_customer: 1, tiers: [], is_listed: true },
      };
      orThrow(await makeItem(tx, { shopId, by, now, item }));
    }
    for (let personId = 1; personId <= MEMBERS; personId += 1)
      for (const key of ['a', 'b', 'c']) {
        const ask = { key: `${key}${personId}`, cause: 'bench', by, at: now };
        orThrow(
          await adjustPoints(tx, shopId, { adjusting: { personId, points: 100, expiresAt: null }, ask }),
        );
      }
  });
  const made = { kind: 'api', name: 'bench', scopes: ['members:link'] } as const;
  const parts = { db: platform.db, audit: recordAct };
  return (await createKey(parts, { shopId, actor: by }, { ...made, scopes: ['members:link'] })).key;
}

async function makeTokens(app: HttpApp, key: string): Promise<string[]> {
  const tokens: string[] = [];
  for (let customer = 1; customer <= MEMBERS; customer += 1) {
    const answer = await app.inject({
      ...{ method: 'POST', url: '/api/shops/bench/member/links', payload: { customer } },
      ...{ headers: { authorization: `Bearer ${key}` }, remoteAddress: `10.0.0.${customer % 250}` },
    });
    // The number of somebody who was joined to another is no customer's.
    if (answer.statusCode === 200) tokens.push(answer.json().token);
  }
  return tokens;
}

async function askSteadily(app: HttpApp, tokens: readonly string[], count: number): Promise<number[]> {
  const begun = performance.now();
  const asked: Promise<number>[] = [];
  for (let n = 0; n < count; n += 1) {
    const due = begun + (n * 1000) / A_SECOND;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    asked.push(askOnce(app, tokens[(n * 733) % tokens.length]!, { due, n }));
  }
  return Promise.all(asked);
}

async function askOnce(app: HttpApp, token: string, { due, n }: { due: number; n: number }): Promise<number> {
  const headers = { 'x-member-token': token };
  // The general limit is per address.
  const remoteAddress = `10.${n % 200}.${n % 250}.1`;
  const answer = await app.inject({ url: '/api/member', headers, remoteAddress });
  if (answer.statusCode !== 200) throw new Error(`the page was answered ${answer.statusCode}`);
  return performance.now() - due;
}
