import { sql } from 'kysely';
import { applyRules, evaluateNow, usualRules } from '../src/domains/loyalty/index.ts';
import { createShop, findShop } from '../src/platform/auth/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { withShop } from '../src/platform/db/postgres.ts';
import { orThrow } from '../src/platform/errors.ts';
import { openPlatform } from '../src/platform/open-platform.ts';
import type { Platform } from '../src/platform/platform.ts';
import { withDataDir } from './run-shuke.ts';

const CUSTOMERS = Number(process.env.BENCH_CUSTOMERS ?? 1_000_000);
/** Two orders a customer, and a deed for every other. */
const ORDERS = 2 * CUSTOMERS;

/**
 * Re-tiering everybody by growth value: the first ladder of a shop (everybody gets a tier), the same again (nothing
 * changes), and a ladder whose floors are half as high (who lies between moves). The mirror is paid behind it.
 */
export function tierFigures(): Promise<object> {
  return withDataDir(async (dataDir) => {
    const config = orThrow(readConfig({ SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'warn' }));
    const platform = orThrow(await openPlatform(config));
    try {
      await prepare(platform);
      const shop = (await findShop(platform.db, 'bench'))!;
      // What the other store is told is paid by the mirror, which nobody waits for.
      const quick = { ...platform, mirror: { ...platform.mirror, payOff: async () => true } };
      const rules = usualRules(100);
      const half = rules.ladder.map((rung) => ({ ...rung, from: Math.floor(rung.from / 2) }));
      const it = { platform: quick, shop, by: 'bench' };
      const first = await timed(() => applyRules({ ...it, change: { rules, version: 0 } }));
      const again = await timed(() => evaluateNow({ platform: quick, shop, cause: 'asked' }));
      const change = { rules: { ...rules, ladder: half }, version: 1 };
      const moved = await timed(() => applyRules({ ...it, change }));
      return {
        ...{ customers: CUSTOMERS, orders: ORDERS },
        ...{ first, again, moved },
        at_most: { seconds: 60 },
      };
    } finally {
      await platform.close();
    }
  });
}

async function timed(work: () => ReturnType<typeof evaluateNow>): Promise<object> {
  const began = performance.now();
  const { customers, up, down } = orThrow(await work());
  return { seconds: Math.round((performance.now() - began) / 10) / 100, customers, up, down };
}

async function prepare(platform: Platform): Promise<void> {
  const wanted = { slug: 'bench', name: 'bench', currency: 'CNY', timeZone: 'Asia/Shanghai' };
  const { shopId } = orThrow(await createShop(platform, wanted));
  await withShop(platform.db, shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now() - interval '1 year', now() from generate_series(1, ${CUSTOMERS}) it`.execute(
      tx,
    ),
  );
  const now = Math.floor(platform.clock.now().getTime() / 1000);
  const params = { shop: shopId, customers: CUSTOMERS, now };
  await platform.clickhouse.command(
    `INSERT INTO orders (shop_id, order_id, person_id, state, is_paid, created_at, paid_at, currency, paid_minor, refunded_minor, version)
SELECT {shop:UInt32}, number + 1, number % {customers:UInt32} + 1, 'paid', 1, at, at, 'CNY',
  1000 + cityHash64(number) % 200000, if(number % 20 = 0, 1000, 0), 1
FROM (SELECT number, toDateTime64({now:UInt32} - cityHash64(number, 1) % 40000000, 3, 'UTC') AS at FROM numbers(${ORDERS}))`,
    params,
  );
  await platform.clickhouse.command(
    `INSERT INTO events (shop_id, person_id, time, message_id, corrected_time, received_at, name)
SELECT {shop:UInt32}, number * 2 + 1, at, toString(number), at, at, 'Product Reviewed'
FROM (SELECT number, toDateTime64({now:UInt32} - cityHash64(number, 2) % 30000000, 3, 'UTC') AS at FROM numbers(${CUSTOMERS / 2}))`,
    params,
  );
  const owner = await platform.openOwner();
  await owner.query('analyze customers.persons');
  await owner.end();
}
