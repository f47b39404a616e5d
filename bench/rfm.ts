import { pino } from 'pino';
import { askRfm } from '../src/domains/analytics/index.ts';
import type { ClickHouse } from '../src/platform/clickhouse/clickhouse.ts';
import { migrateClickHouse } from '../src/platform/clickhouse/migrate.ts';
import { openClickHouse } from '../src/platform/clickhouse/open-clickhouse.ts';
import { orThrow } from '../src/platform/errors.ts';
import { handWritten } from './rfm-hand-written.ts';
import { withDataDir } from './run-shuke.ts';

const shop = { shopId: 1, timeZone: 'Asia/Shanghai', currency: 'CNY' };
/** After the last row: as of today. */
const asOf = '2024-01-31';
const rounds = 11;
/** `BENCH_SHARE` makes the shop smaller where the machine is not free: 0.1 is a tenth. */
const share = Number(process.env.BENCH_SHARE ?? 1);
const customers = 1_000_000 * share;
const events = 20_000_000 * share;
/** One event in ten is a paid order: two a customer, two thirds of whom have bought at all. */
const orders = events / 10;

/**
 * RFM as of today over a shop of 1 M customers and 20 M events, of which 2 M are paid orders, 100,000 of them refunded in
 * part, 10,000 of the persons merged, beside the best query a person would write for exactly these rows. Both read the
 * orders, which is where RFM is defined; the other events lie beside them as they would. They take turns, so that both meet the same machine.
 */
export async function rfmFigures(): Promise<object> {
  return withDataDir(async (dataDir) => {
    const clickhouse = await openClickHouse({ dataDir, log: pino({ level: 'silent' }) });
    try {
      orThrow(
        await migrateClickHouse(clickhouse, new URL('../migrations/clickhouse', import.meta.url).pathname),
      );
      await loadLargeShop(clickhouse);
      return await compare(clickhouse);
    } finally {
      await clickhouse.close();
    }
  });
}

/** Skewed as shops are: person p with a density falling like 1 / p, over two years. */
const person = (seed: string) =>
  `1 + intDiv((sipHash64(${seed}) % ${customers}) * (sipHash64(${seed}, 1) % ${customers}), ${customers})`;
const time = (seed: string) =>
  `fromUnixTimestamp64Milli(toInt64(1640966400000 + (${seed} * 7919 % 31536000) * 2000))`;

/** The shop of this bench; others measure on it too. */
export async function loadLargeShop(clickhouse: ClickHouse): Promise<void> {
  const rows = [
    `INSERT INTO persons (shop_id, person_id, first_seen_at, last_seen_at, version)
    SELECT 1, number + 1, ${time('0')}, ${time('0')}, 1 FROM numbers(${customers})`,
    `INSERT INTO events (shop_id, person_id, time, message_id, corrected_time, received_at, name, channel)
    SELECT 1, ${person('number')}, ${time('number')} AS at, toString(number), at, at,
      if(number % 10 = 0, 'Order Completed', if(number % 4 = 1, 'Product Added', 'Product Viewed')), 'pinduoduo'
    FROM numbers(${events})`,
    `INSERT INTO orders (shop_id, order_id, person_id, channel, state, is_paid, created_at, paid_at, currency,
      goods_minor, paid_minor, quantity, province, version)
    SELECT 1, number + 1, ${person('(number * 10)')}, ['pinduoduo', 'taobao', 'douyin'][number % 3 + 1], 'paid', 1,
      ${time('(number * 10)')} AS at, at, 'CNY', 1000 + sipHash64(number, 2) % 20000 AS paid, paid, 1,
      ['上海', '浙江'][number % 2 + 1], 1 FROM numbers(${orders})`,
    `INSERT INTO refunds (shop_id, refund_id, order_id, person_id, channel, state, refunded_at, currency, amount_minor, version)
    SELECT 1, number + 1, number * 20 + 1, ${person('(number * 200)')}, 'pinduoduo', 'done', ${time('(number * 200)')} + 86400,
      'CNY', 500, 1 FROM numbers(${orders / 20})`,
    `INSERT INTO override_rows (shop_id, person_id, customer_id, version) SELECT 1, number * 90 + 2, number * 90 + 1, 1 FROM numbers(${10_000 * share})`,
    'OPTIMIZE TABLE orders FINAL',
    'OPTIMIZE TABLE refunds FINAL',
    'OPTIMIZE TABLE persons FINAL',
    'SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}',
  ];
  for (const sql of rows) await clickhouse.command(sql);
}

async function compare(clickhouse: ClickHouse): Promise<object> {
  const asking = { clickhouse, shop };
  const ours: number[] = [];
  const best: number[] = [];
  let same = true;
  for (let round = 0; round < rounds; round++) {
    const answer = await timed(ours, async () => orThrow(await askRfm({ ...asking, asOf })));
    const cells = await timed(best, () => handWritten(asking));
    same &&=
      cells.reduce((sum, cell) => sum + cell.net_sales, 0) ===
      answer.cells.reduce((sum, it) => sum + it.net_sales, 0);
    same &&= answer.cells.every(
      ({ recency, frequency, customers: count }) => count === countOf(cells, recency, frequency),
    );
  }
  return figures({ ours, best, same });
}

const countOf = (
  cells: readonly { r: number; f: number; customers: number }[],
  r: number,
  f: number,
): number =>
  cells.filter((cell) => cell.r === r && cell.f === f).reduce((sum, cell) => sum + cell.customers, 0);

async function timed<T>(into: number[], work: () => Promise<T>): Promise<T> {
  const since = performance.now();
  const value = await work();
  into.push(Math.round(performance.now() - since));
  return value;
}

/** The fastest of each: what is slower is the rest of the machine. The medians are there to doubt it with. */
function figures({ ours, best, same }: { ours: number[]; best: number[]; same: boolean }): object {
  return {
    ...{ customers, events, orders, same_answer: same },
    rfm_ms: { fastest: Math.min(...ours), all: ours },
    hand_written_ms: { fastest: Math.min(...best), all: best },
    ratio: ratio(Math.min(...ours), Math.min(...best)),
    ratio_of_medians: ratio(median(ours), median(best)),
    at_most: { ratio: 1.2 },
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const ratio = (a: number, b: number): number => Math.round((a / b) * 100) / 100;
