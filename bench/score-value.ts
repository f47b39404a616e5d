import { pino } from 'pino';
import { writeListed, writeScores } from '../src/domains/analytics/scores/write-scores.ts';
import { type Drawn, drawCustomers } from '../src/domains/analytics/testing/random-customers.ts';
import { valueModel } from '../src/domains/analytics/value/value-model.ts';
import type { ClickHouse } from '../src/platform/clickhouse/clickhouse.ts';
import { migrateClickHouse } from '../src/platform/clickhouse/migrate.ts';
import { openClickHouse } from '../src/platform/clickhouse/open-clickhouse.ts';
import { orThrow } from '../src/platform/errors.ts';
import { seconds, withDataDir } from './run-shuke.ts';

export const CUSTOMERS = 1_000_000 * Number(process.env.BENCH_SHARE ?? 1);
const shop = { shopId: 1, timeZone: 'Asia/Shanghai', currency: 'CNY' };
export const asOf = '2025-12-31';
const END = Date.parse(`${asOf}T04:00:00Z`);
const DAY = 86_400_000;

/**
 * Learning (with its check on days not seen) and scoring every customer, from orders in ClickHouse to rows of scores: as a
 * weekly run does it, and as a daily one, which does not learn.
 */
export async function scoreFigures(): Promise<object> {
  return withDataDir(async (dataDir) => {
    const clickhouse = await openClickHouse({ dataDir, log: pino({ level: 'silent' }) });
    try {
      const migrations = new URL('../migrations/clickhouse', import.meta.url).pathname;
      orThrow(await migrateClickHouse(clickhouse, migrations));
      const orders = await loadShop(clickhouse);
      const before = rss();
      const weekly = await timedRun(clickhouse, 1, undefined);
      const daily = await timedRun(clickhouse, 2, weekly.outcome);
      return {
        ...{ customers: CUSTOMERS, orders, weekly: weekly.figures, daily: daily.figures },
        ...{ rss_before_mb: before, at_most: { seconds: 60, rss_mb: 2000 } },
      };
    } finally {
      await clickhouse.close();
    }
  });
}

const rss = (): number => Math.round(process.memoryUsage.rss() / 1e6);

/** Shop 1: a customer a person, and the orders of their lives. How many. */
export async function loadShop(clickhouse: ClickHouse): Promise<number> {
  await clickhouse.command(
    `INSERT INTO persons (shop_id, person_id, first_seen_at, last_seen_at, version)
     SELECT 1, number + 1, '2024-01-01', '2025-12-31', 1 FROM numbers(${CUSTOMERS})`,
  );
  let [lines, order]: [string[], number] = [[], 0];
  const flush = () =>
    clickhouse.insert('orders', { columns, lines: `${lines.join('\n')}\n` }).then(() => {
      lines = [];
    });
  for (const [n, life] of drawCustomers('mbg-nbd', [0.5, 10, 0.8, 2.5], {
    count: CUSTOMERS,
    seed: 1,
  }).entries()) {
    for (const at of timesOf(life)) lines.push(lineOf(++order, n + 1, at));
    if (lines.length >= 200_000) await flush();
  }
  if (lines.length > 0) await flush();
  await clickhouse.command('OPTIMIZE TABLE orders FINAL');
  return order;
}

const columns = [
  ...['shop_id', 'order_id', 'person_id', 'channel', 'state', 'is_paid', 'created_at', 'paid_at', 'currency'],
  ...['goods_minor', 'paid_minor', 'quantity', 'version'],
];

/** The first, the last, and the others spread evenly between them. */
function timesOf({ x, tx, t }: Drawn): number[] {
  const first = END - t * 7 * DAY;
  return Array.from({ length: x + 1 }, (_, n) => first + (x === 0 ? 0 : (n / x) * tx * 7 * DAY));
}

function lineOf(order: number, person: number, time: number): string {
  const at = new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  const paid = 2_000 + ((order * 7919) % 20_000) + ((person * 104_729) % 30_000);
  return [1, order, person, 'taobao', 'paid', 1, at, at, 'CNY', paid, paid, 1, 1].join('\t');
}

type Outcome = Awaited<ReturnType<typeof valueModel.run>>;

async function timedRun(clickhouse: ClickHouse, runId: number, learnt: Outcome | undefined) {
  const writing = { clickhouse, shopId: 1, runId, asOf, model: 'value', version: 1 };
  let [rows, most] = [0, 0];
  const watching = setInterval(() => {
    most = Math.max(most, rss());
  }, 50);
  const since = performance.now();
  const outcome = await valueModel.run({
    ...{ asking: { clickhouse, shop }, run: { runId, asOf } as never, settings: {}, platform: {} as never },
    lastFit: learnt && ({ ...learnt, runId: 1 } as never),
    write: async (batches) => {
      rows = await writeScores(writing, batches);
      return rows;
    },
    writeListed: (listed) => writeListed(writing, listed),
    progress: async () => {},
  });
  clearInterval(watching);
  return { outcome, figures: { seconds: seconds(since), scores: rows, most_rss_mb: Math.max(most, rss()) } };
}
