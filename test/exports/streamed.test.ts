import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportNouns } from '../../src/export-nouns.ts';
import { findShop, type Shop } from '../../src/platform/auth/index.ts';
import { withShop } from '../../src/platform/db/postgres.ts';
import type { ExportAsk } from '../../src/platform/exports/index.ts';
import { openShop } from '../people.ts';
import { openWorld, type World } from '../world.ts';

/** What is held in memory at once does not grow with what is exported, whatever it is: so much, and no more than one of it. */
const MOST_ROWS = 20_000;
const SOLD = 4_500;
const PEOPLE = 41_000;

let world: World;
let shop: Shop;
/** Statements and questions so far. */
let asked = 0;

beforeAll(async () => {
  world = await openWorld();
  await openShop(world.platform, 'large');
  shop = (await findShop(world.platform.db, 'large'))!;
  await fillPostgres();
  await fillClickHouse();
});
afterAll(() => world?.close());

const fillPostgres = () =>
  withShop(world.platform.db, shop.shopId, async (tx) => {
    const { shopId } = shop;
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, n, n, '2026-01-01', '2026-01-02' from generate_series(1, ${SOLD}::int) n`.execute(tx);
    await sql`insert into products.products (shop_id, product_id, canonical_id, title)
      select ${shopId}, n, n, 'product ' || n from generate_series(1, ${SOLD}::int) n`.execute(tx);
    await sql`insert into orders.orders (shop_id, channel, order_no, state, source_time, created_at, currency, goods_minor,
        paid_minor, is_paid)
      select ${shopId}, 'web', 'N' || n, 'paid', now(), '2026-01-01', 'CNY', n, n, true
      from generate_series(1, ${SOLD}::int) n`.execute(tx);
    await sql`insert into orders.order_lines (shop_id, order_id, line_key, product_id, quantity, unit_price, amount_minor, source_time)
      select shop_id, order_id, '1', 1, 1, 1, 100, now() from orders.orders where shop_id = ${shopId}`.execute(
      tx,
    );
    await sql`insert into orders.refunds (shop_id, channel, refund_no, order_id, state, refunded_at, currency, amount_minor)
      select shop_id, channel, 'R' || order_no, order_id, 'done', '2026-01-02', 'CNY', 1
      from orders.orders where shop_id = ${shopId}`.execute(tx);
  });

async function fillClickHouse(): Promise<void> {
  const { clickhouse } = world.platform;
  const { shopId } = shop;
  await clickhouse.command(`INSERT INTO events (shop_id, person_id, time, message_id, corrected_time, received_at, name)
    SELECT ${shopId}, 1 + number, toDateTime64('2026-01-02 00:00:00', 3) AS at, toString(number), at, at, 'Viewed'
    FROM numbers(${PEOPLE})`);
  await clickhouse.command(`INSERT INTO persons (shop_id, person_id, first_seen_at, last_seen_at, version)
    SELECT ${shopId}, 1 + number, toDateTime64('2026-01-02 00:00:00', 3) AS at, at, 1 FROM numbers(${PEOPLE})`);
}

const rowsOf: Readonly<Record<string, number>> = { events: PEOPLE, scores: PEOPLE };

it.each(exportNouns.map((noun) => [noun.noun, noun] as const))('%s', async (name, noun) => {
  const { platform } = world;
  const columns = new Set((await noun.columns(platform, shop)).map(({ code }) => code));
  const counting = counted();
  const ask: ExportAsk = {
    ...{ platform: counting, shop, masking: 'masked', filters: {}, columns },
    signal: new AbortController().signal,
  };
  const sizes: number[] = [];
  const questions: number[] = [];
  for await (const { rows } of noun.read(ask)) {
    sizes.push(rows.length);
    questions.push(asked);
    // Whoever reads slowly: nothing is read ahead of them meanwhile.
    await new Promise(setImmediate);
    expect(asked).toBe(questions.at(-1));
  }
  expect(sizes.reduce((sum, it) => sum + it)).toBe(rowsOf[name] ?? SOLD);
  expect(sizes.length).toBeGreaterThan(2);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_ROWS);
  expect(questions).toEqual([...new Set(questions)].sort((a, b) => a - b));
});

/** The platform, with what both engines are asked counted. */
function counted(): World['platform'] {
  const { platform } = world;
  const clickhouse = new Proxy(platform.clickhouse, {
    get: (engine, name, self) => {
      if (name === 'query') asked += 1;
      return Reflect.get(engine, name, self);
    },
  });
  const db = platform.db.withPlugin({
    transformQuery({ node }) {
      asked += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { ...platform, clickhouse, db };
}
