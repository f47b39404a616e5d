import { sql } from 'kysely';
import { fillDemoShop } from '../src/demo/index.ts';
import { registerMirrors } from '../src/mirrors.ts';
import { compactClickHouse } from '../src/platform/clickhouse/compact.ts';
import { readConfig } from '../src/platform/config.ts';
import { withShop } from '../src/platform/db/postgres.ts';
import { orThrow } from '../src/platform/errors.ts';
import { openPlatform } from '../src/platform/open-platform.ts';
import type { Platform } from '../src/platform/platform.ts';
import { withDataDir } from './run-shuke.ts';

/** Enough that indexes have their depth and fixed pages vanish; the arithmetic of docs/guides/scale.md is over these. */
const CUSTOMERS = Number(process.env.UNIT_COSTS_CUSTOMERS ?? 20_000);

interface Cost {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  readonly bytes_per_row: number;
}

/** What a customer, an order and an event weigh in both stores, with every index: over a demo shop of two years. */
export async function unitCosts(): Promise<object> {
  return withDataDir(async (dataDir) => {
    const config = orThrow(readConfig({ SHUKE_DATA: dataDir, SHUKE_LOG_LEVEL: 'warn' }));
    const platform = orThrow(await openPlatform(config));
    registerMirrors(platform);
    try {
      const { shop } = await fillDemoShop(platform, { slug: 'demo', seed: 1, customers: CUSTOMERS });
      await platform.mirror.payAll();
      while ((await compactClickHouse(platform.clickhouse)) > 0);
      return summary(await postgresCosts(platform, shop.shopId), await clickhouseCosts(platform));
    } finally {
      await platform.close();
    }
  });
}

/** Tables of the shop with everything that hangs on them: indexes, long values, free space left by updates. */
async function postgresCosts({ db }: Platform, shopId: number): Promise<Cost[]> {
  const { rows: tables } = await sql<{ name: string; bytes: number }>`
    select n.nspname || '.' || c.relname as name, pg_total_relation_size(c.oid) as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and c.relrowsecurity and n.nspname !~ '^pg_' order by bytes desc`.execute(
    db,
  );
  const costs: Cost[] = [];
  for (const { name, bytes } of tables) {
    const { rows } = await withShop(db, shopId, (tx) =>
      sql<{ n: number }>`select count(*) as n from ${sql.table(name)} where shop_id = ${shopId}`.execute(tx),
    );
    if (rows[0]!.n > 0) costs.push(costOf(name, rows[0]!.n, bytes));
  }
  return costs;
}

/** Active parts, compressed, after compaction. */
async function clickhouseCosts({ clickhouse }: Platform): Promise<Cost[]> {
  const rows = await clickhouse.inspect<{ table: string; n: string; bytes: string }>(
    `SELECT table, sum(rows) AS n, sum(bytes_on_disk) AS bytes FROM system.parts
     WHERE active AND database = currentDatabase() GROUP BY table HAVING n > 0 ORDER BY bytes DESC`,
  );
  return rows.map(({ table, n, bytes }) => costOf(table, Number(n), Number(bytes)));
}

const costOf = (table: string, rows: number, bytes: number): Cost => ({
  table,
  rows,
  bytes,
  bytes_per_row: Math.round((bytes / rows) * 10) / 10,
});

const total = (costs: readonly Cost[], where: (table: string) => boolean = () => true): number =>
  costs.filter(({ table }) => where(table)).reduce((sum, { bytes }) => sum + bytes, 0);

function summary(postgres: readonly Cost[], clickhouse: readonly Cost[]): object {
  const rowsOf = (costs: readonly Cost[], name: string) => costs.find((it) => it.table === name)?.rows ?? 0;
  const persons = rowsOf(postgres, 'customers.persons');
  const orders = rowsOf(postgres, 'orders.orders');
  const events = rowsOf(clickhouse, 'events');
  const per = (bytes: number, count: number) => Math.round(bytes / Math.max(count, 1));
  const inOrders = (table: string) => table.startsWith('orders.') && !table.includes('spend');
  const inCustomers = (table: string) => table.startsWith('customers.');
  return {
    shop: { customers: CUSTOMERS, persons, orders, events },
    postgres: {
      bytes_per_person: per(total(postgres, inCustomers), persons),
      bytes_per_order: per(total(postgres, inOrders), orders),
      bytes: total(postgres),
      tables: postgres,
    },
    clickhouse: {
      bytes_per_event: per(
        total(clickhouse, (it) => it === 'events'),
        events,
      ),
      bytes_per_order: per(
        total(clickhouse, (it) => /^(orders|order_lines|refunds|refund)/.test(it)),
        orders,
      ),
      bytes_per_person: per(
        total(clickhouse, (it) => /^person/.test(it)),
        persons,
      ),
      bytes: total(clickhouse),
      tables: clickhouse,
    },
  };
}
