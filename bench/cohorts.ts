import { pino } from 'pino';
import { type Asking, askCohorts } from '../src/domains/analytics/index.ts';
import { migrateClickHouse } from '../src/platform/clickhouse/migrate.ts';
import { openClickHouse } from '../src/platform/clickhouse/open-clickhouse.ts';
import { orThrow } from '../src/platform/errors.ts';
import { ratios, takeTurns } from './behaviour-shop.ts';
import { handWritten, type Triangle } from './cohorts-hand-written.ts';
import { loadLargeShop } from './rfm.ts';
import { withDataDir } from './run-shuke.ts';

const shop = { shopId: 1, timeZone: 'Asia/Shanghai', currency: 'CNY' };
const rounds = 7;

/**
 * The monthly retention triangle of 24 cohorts in the shop of the bench `rfm` (1 M customers, 20 M events, 2 M paid orders):
 * by first order and orders since, and by the first view of a product and views since (15 M of 20 M events), each beside the best
 * query a person would write for exactly these rows, in turns.
 */
export async function cohortFigures(): Promise<object> {
  return withDataDir(async (dataDir) => {
    const clickhouse = await openClickHouse({ dataDir, log: pino({ level: 'silent' }) });
    try {
      const migrations = new URL('../migrations/clickhouse', import.meta.url).pathname;
      orThrow(await migrateClickHouse(clickhouse, migrations));
      await loadLargeShop(clickhouse);
      // Closed months are compacted, as they are in a shop that runs.
      await clickhouse.command('OPTIMIZE TABLE events FINAL');
      const asking = { clickhouse, shop };
      return {
        share: Number(process.env.BENCH_SHARE ?? 1),
        by_order: await compare(asking, 'order'),
        by_view: await compare(asking, 'view'),
        at_most: { ratio: 1.3 },
      };
    } finally {
      await clickhouse.close();
    }
  });
}

async function compare(asking: Asking, what: 'order' | 'view'): Promise<object> {
  const isSame = (await triangle(asking, what)) === digest(await handWritten(asking, what));
  const took = await takeTurns(rounds, {
    ours: () => triangle(asking, what),
    hand: () => handWritten(asking, what),
  });
  return {
    same_answer: isSame,
    ...{ ours: took.ours, hand_written: took.hand },
    ...ratios(took.ours, took.hand),
  };
}

/** Cells with customers, as text. */
const digest = (cells: Triangle): string =>
  cells
    .map((it) => it.customers)
    .filter((it) => it > 0)
    .join(' ');

async function triangle(asking: Asking, what: 'order' | 'view'): Promise<string> {
  const [by, activity] = what === 'order' ? ['first-order', 'order'] : ['Product Viewed', 'Product Viewed'];
  const span = { period: 'month', from: '2022-01-01', asOf: '2023-12-31' } as const;
  const question = { ...asking, ...span, by, activity, value: 'customers' } as const;
  const { rows } = orThrow(await askCohorts(question));
  const cells = rows.flatMap((row, cohort) =>
    row.cells.map((it) => ({ cohort, k: it.offset, customers: it.value ?? 0 })),
  );
  return digest(cells);
}
