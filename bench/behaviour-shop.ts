import { pino } from 'pino';
import type { ClickHouse } from '../src/platform/clickhouse/clickhouse.ts';
import { migrateClickHouse } from '../src/platform/clickhouse/migrate.ts';
import { openClickHouse } from '../src/platform/clickhouse/open-clickhouse.ts';
import { orThrow } from '../src/platform/errors.ts';
import { withDataDir } from './run-shuke.ts';

export const shop = { shopId: 1, timeZone: 'Asia/Shanghai', currency: 'CNY' };
/** The days in which everything happens. */
export const days = { from: '2024-01-01', to: '2024-03-30' };

const customers = Number(process.env.BENCH_CUSTOMERS ?? 1_000_000);
/** Visits of five events, four a customer. */
const visits = customers * 4;
export const sizes = { customers, events: visits * 5 };

/** Skewed as shops are: person p with a density falling like 1 / p. */
const person = `1 + intDiv((sipHash64(visit) % ${customers}) * (sipHash64(visit, 1) % ${customers}), ${customers})`;
const time = `fromUnixTimestamp64Milli(toInt64(1704067200000 + (visit * 7919 % 7700000) * 1000 + number % 5 * 60000 + sipHash64(number) % 60000))`;
const name = `transform(toUInt8(least(arrayFirstIndex(most -> sipHash64(number, 2) % 100 < most, [45, 70, 85, 93, 100]), 5)), [1, 2, 3, 4, 5],
  ['Product Viewed', 'Page Viewed', 'Product Added', 'Checkout Started', 'Order Completed'], '')`;

/** A shop of 20 M events of 1 M customers in three months, a hundredth of the persons merged; every part merged too. */
export async function withBehaviourShop(work: (clickhouse: ClickHouse) => Promise<object>): Promise<object> {
  return withDataDir(async (dataDir) => {
    const clickhouse = await openClickHouse({ dataDir, log: pino({ level: 'silent' }) });
    try {
      const migrations = new URL('../migrations/clickhouse', import.meta.url).pathname;
      orThrow(await migrateClickHouse(clickhouse, migrations));
      await load(clickhouse);
      return await work(clickhouse);
    } finally {
      await clickhouse.close();
    }
  });
}

async function load(clickhouse: ClickHouse): Promise<void> {
  const rows = [
    `INSERT INTO persons (shop_id, person_id, first_seen_at, last_seen_at, version)
    SELECT 1, number + 1, toDateTime64('2024-01-01', 3), toDateTime64('2024-01-01', 3), 1 FROM numbers(${customers})`,
    `INSERT INTO events (shop_id, person_id, time, message_id, corrected_time, received_at, name, channel, properties)
    SELECT 1, ${person}, ${time} AS at, toString(number), at, at, ${name}, 'web', '{}'
    FROM (SELECT number, intDiv(number, 5) AS visit FROM numbers(${sizes.events}))`,
    `INSERT INTO override_rows (shop_id, person_id, customer_id, version)
    SELECT 1, number * 90 + 2, number * 90 + 1, 1 FROM numbers(${Math.floor(customers / 100)})`,
    'OPTIMIZE TABLE events FINAL',
    'SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}',
  ];
  for (const sql of rows) await clickhouse.command(sql);
}

/** Milliseconds on the clock, and of the processors: the engine is in this process, and others do not count in the latter. */
export interface Took {
  readonly ms: number[];
  readonly cpu_ms: number[];
}

/** Takes turns, so that all meet the same machine. */
export async function takeTurns<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, Took>> {
  const names = Object.keys(works) as Name[];
  const took = Object.fromEntries(names.map((it) => [it, { ms: [], cpu_ms: [] }])) as unknown as Record<
    Name,
    Took
  >;
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) {
      const [since, cpu] = [performance.now(), process.cpuUsage()];
      await works[name]();
      const { user, system } = process.cpuUsage(cpu);
      took[name].ms.push(Math.round(performance.now() - since));
      took[name].cpu_ms.push(Math.round((user + system) / 1000));
    }
  return took;
}

/** Of the fastest of each. */
export const ratios = (ours: Took, theirs: Took) => ({
  ratio: ratio(Math.min(...ours.ms), Math.min(...theirs.ms)),
  ratio_of_cpu: ratio(Math.min(...ours.cpu_ms), Math.min(...theirs.cpu_ms)),
});

const ratio = (a: number, b: number): number => Math.round((a / b) * 100) / 100;
