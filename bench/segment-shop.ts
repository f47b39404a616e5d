import { findShop } from '../src/platform/auth/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { orThrow } from '../src/platform/errors.ts';
import { openPlatform } from '../src/platform/open-platform.ts';
import type { Platform } from '../src/platform/platform.ts';
import { runLoad } from './run-load.ts';
import { runShuke, withFilledDir } from './run-shuke.ts';
import { settled, whileServingIn } from './serving.ts';

const customers = Number(process.env.BENCH_CUSTOMERS ?? 1_000_000);
/** Visits of five events, four a customer. */
const visits = customers * 4;
export const sizes = { customers, events: visits * 5, orders: customers };
/** Persons whom the tracking door knows: those who send events while the others lie there. */
export const people = 10_000;

/** Skewed as shops are: the nth most active with a density falling like 1 / n, and anybody may be the nth. */
const person = `1 + ((1 + intDiv((sipHash64(visit) % ${customers}) * (sipHash64(visit, 1) % ${customers}), ${customers})) * 7919) % ${customers}`;
/** The ninety days before now. */
const time = `now64(3) - toIntervalSecond(sipHash64(visit, 3) % 7776000) + toIntervalMillisecond(number % 5 * 60000 + sipHash64(number) % 60000) - toIntervalMinute(10)`;
const name = `transform(toUInt8(least(arrayFirstIndex(most -> sipHash64(number, 2) % 100 < most, [45, 70, 85, 93, 100]), 5)), [1, 2, 3, 4, 5],
  ['Product Viewed', 'Page Viewed', 'Product Added', 'Checkout Started', 'Product Removed'], '')`;

/**
 * A data directory with shop `bench`: 10,000 people through the tracking door, then as many customers, events and orders as told,
 * written straight into ClickHouse. `BENCH_DATA` keeps it, for parts of the bench that are run one by one.
 */
export const withSegmentShop = <T>(work: (dataDir: string) => Promise<T>): Promise<T> =>
  withFilledDir(fillShop, work);

async function fillShop(dataDir: string): Promise<void> {
  await runShuke(dataDir, ['shops', 'create', '--shop', 'bench']);
  await whileServingIn(dataDir, async (serving) => {
    const load = { url: serving.url, key: serving.writeKey, batch: 100, connections: 8, seconds: 120 };
    await runLoad({ ...load, people, once: true });
    await settled(serving, people);
  });
  await inPlatform(dataDir, ({ clickhouse }, shop) => fill(clickhouse, shop.shopId));
}

type BenchShop = NonNullable<Awaited<ReturnType<typeof findShop>>>;

/** The stores opened in this process, with the shop of the bench. */
export async function inPlatform<T>(
  dataDir: string,
  work: (platform: Platform, shop: BenchShop) => Promise<T>,
): Promise<T> {
  const config = orThrow(readConfig({ SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'warn' }));
  const platform = orThrow(await openPlatform(config));
  try {
    return await work(platform, (await findShop(platform.db, 'bench'))!);
  } finally {
    await platform.close();
  }
}

async function fill({ command }: Platform['clickhouse'], shopId: number): Promise<void> {
  const rows = [
    `INSERT INTO persons (shop_id, person_id, first_seen_at, last_seen_at, version)
    SELECT ${shopId}, number + 1 + ${people}, now64(3) - toIntervalDay(90), now64(3) - toIntervalDay(number % 90), 1 FROM numbers(${customers - people})`,
    `INSERT INTO events (shop_id, person_id, time, message_id, corrected_time, received_at, name, channel, properties)
    SELECT ${shopId}, ${person}, ${time} AS at, toString(number), at, at, ${name}, 'web', '{}'
    FROM (SELECT number, intDiv(number, 5) AS visit FROM numbers(${sizes.events}))`,
    `INSERT INTO orders (shop_id, order_id, person_id, channel, state, is_paid, created_at, paid_at, currency, paid_minor, version)
    SELECT ${shopId}, 1000000000 + number, ${person}, 'web', 'paid', 1, ${time} AS at, at, 'CNY', 1000 + sipHash64(number) % 50000, 1
    FROM (SELECT number, number AS visit FROM numbers(${customers}))`,
    'OPTIMIZE TABLE {{local events}} FINAL',
  ];
  for (const sql of rows) await command(sql);
}
