import { scoreModels } from '../src/domains/analytics/models.ts';
import { runWaiting, wishForRun } from '../src/domains/analytics/scores/run-model.ts';
import { createShop, findShop } from '../src/platform/auth/index.ts';
import type { ClickHouse } from '../src/platform/clickhouse/clickhouse.ts';
import { readConfig } from '../src/platform/config.ts';
import { orThrow } from '../src/platform/errors.ts';
import { openPlatform } from '../src/platform/open-platform.ts';
import type { Platform } from '../src/platform/platform.ts';
import { familyOf, pssMegabytes } from './processes.ts';
import { seconds, withFilledDir } from './run-shuke.ts';
import { asOf, CUSTOMERS, loadShop } from './score-value.ts';

const EVENTS = CUSTOMERS * 20;
const PRODUCTS = 2_000;

/**
 * Every model over a shop of a million customers and 20 M events, one after the other as the server runs them: weekly, which learns with its
 * checks on days not seen, and daily, which scores by what was learnt. Memory is that of the process with its engine and of PostgreSQL
 * together. `BENCH_SHARE`: of the customers; `BENCH_MODELS`: these alone; `BENCH_DATA` keeps the shop; `BENCH_LEARN=0`: by what was learnt there before.
 */
export function scoreAllFigures(): Promise<object> {
  return withFilledDir(
    (dataDir) => inStores(dataDir, fillShop),
    (dataDir) => inStores(dataDir, (platform) => measured(platform, dataDir)),
  );
}

async function inStores<T>(dataDir: string, work: (platform: Platform) => Promise<T>): Promise<T> {
  const config = orThrow(readConfig({ SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'warn' }));
  const platform = orThrow(await openPlatform(config));
  try {
    return await work(platform);
  } finally {
    await platform.close();
  }
}

async function fillShop(platform: Platform): Promise<void> {
  const wanted = { slug: 'all', name: 'all', currency: 'CNY', timeZone: 'Asia/Shanghai' };
  orThrow(await createShop(platform, wanted));
  await loadShop(platform.clickhouse);
  await loadBehaviour(platform.clickhouse);
}

async function measured(platform: Platform, dataDir: string): Promise<object> {
  const shop = (await findShop(platform.db, 'all'))!;
  const before = await pssMegabytes(await familyOf(process.pid, dataDir));
  const running = { platform, shop, dataDir };
  const weekly = process.env.BENCH_LEARN === '0' ? null : await runAll(running, true);
  const daily = await runAll(running, false);
  return {
    ...{ customers: CUSTOMERS, events: EVENTS, pss_before_mb: before, weekly, daily },
    at_most: { seconds: 180, pss_mb: 2_000 },
  };
}

interface Running {
  readonly platform: Platform;
  readonly shop: { readonly shopId: number; readonly timeZone: string; readonly currency: string };
  readonly dataDir: string;
}

async function runAll({ platform, shop, dataDir }: Running, isRefit: boolean) {
  const models: Record<string, object> = {};
  let [most, mostOfOne] = [0, 0];
  const look = async () => {
    mostOfOne = Math.max(mostOfOne, await pssMegabytes(await familyOf(process.pid, dataDir)));
    most = Math.max(most, mostOfOne);
  };
  const watching = setInterval(() => void look(), 2_000);
  const [since, cpuOfAll] = [performance.now(), process.cpuUsage()];
  const wanted = process.env.BENCH_MODELS?.split(',');
  for (const model of scoreModels.filter(({ name }) => wanted?.includes(name) ?? true)) {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    mostOfOne = 0;
    const task = { platform, shop, model };
    await wishForRun(task, { asOf, isRefit, cause: 'asked', startedBy: 'bench' });
    const run = await runWaiting(task);
    if (run === undefined) throw new Error(`${model.name} did not run`);
    await look();
    models[model.name] = { seconds: seconds(began), cpu_seconds: cpuSince(cpu), most_pss_mb: mostOfOne };
    console.error(model.name, isRefit ? 'learnt' : 'scored', JSON.stringify(models[model.name]));
  }
  clearInterval(watching);
  return { seconds: seconds(since), cpu_seconds: cpuSince(cpuOfAll), most_pss_mb: most, models };
}

/** Of this process, which has the engine of analytics in it; others that load the machine do not count. */
function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 1000) / 1000;
}

/** Products, a line or two an order, events over the last year and ties of every twentieth customer. */
async function loadBehaviour(clickhouse: ClickHouse): Promise<void> {
  const product = (seed: string) =>
    `1 + intDiv((sipHash64(${seed}) % ${PRODUCTS}) * (sipHash64(${seed}, 1) % ${PRODUCTS}), ${PRODUCTS})`;
  const time = 'fromUnixTimestamp64Milli(toInt64(1735660800000 + sipHash64(number, 3) % 31500000 * 1000))';
  const name = `['Product Viewed', 'Product Viewed', 'Page Viewed', 'Product Added'][1 + sipHash64(number, 4) % 4]`;
  const rows = [
    `INSERT INTO products (shop_id, product_id, canonical_id, title, brand, category_1, category_2, currency, price_minor, status, version)
    SELECT 1, number + 1, number + 1, concat('Thing ', toString(number)), toString(number % 40), toString(number % 12),
      toString(number % 60), 'CNY', 1000 + number * 37 % 50000, 'on-sale', 1 FROM numbers(${PRODUCTS})`,
    `INSERT INTO order_lines (shop_id, order_id, line_key, person_id, channel, is_paid, paid_at, currency, product_id, quantity, amount_minor, version)
    SELECT shop_id, order_id, toString(n), person_id, channel, 1, paid_at, currency, ${product('(order_id, n)')}, 1, intDiv(paid_minor, 2), 1
    FROM orders ARRAY JOIN [1, 2] AS n`,
    `INSERT INTO events (shop_id, person_id, time, message_id, corrected_time, received_at, name, channel, product_id, properties)
    SELECT 1, 1 + intDiv((sipHash64(number) % ${CUSTOMERS}) * (sipHash64(number, 1) % ${CUSTOMERS}), ${CUSTOMERS}), ${time} AS at,
      toString(number), at, at, ${name} AS what, 'web', if(what = 'Page Viewed', 0, ${product('number, 5')}), '{}' FROM numbers(${EVENTS})`,
    `INSERT INTO ties (shop_id, tie_id, person_id, tie_kind, tie_no, tie_role, seen_at, version)
    SELECT 1, number * 2 + who, number * 20 + who, 'share', toString(number), if(who = 1, 'sharer', 'receiver'), toDateTime64('2025-06-01', 3), 1
    FROM numbers(${Math.floor(CUSTOMERS / 20)}) ARRAY JOIN [1, 2] AS who`,
    'OPTIMIZE TABLE events FINAL',
  ];
  for (const sql of rows) await clickhouse.command(sql);
}
