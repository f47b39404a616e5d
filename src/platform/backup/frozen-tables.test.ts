import { expect, test } from 'vitest';
import type { ClickHouse } from '../clickhouse/clickhouse.ts';
import { renderDirectives } from '../clickhouse/directives.ts';
import { dropTwins, fillTwins, listCounted, makeTwins } from './frozen-tables.ts';

const replicated = `ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/orders_local', '{replica}', version, is_deleted) ORDER BY order_id`;

/** A cluster's first node, as far as twins ask it; what it is told to do, as it would reach the cluster. */
function cluster(twins: readonly string[] = []) {
  const said: string[] = [];
  const tables = (rows: readonly string[]) =>
    rows.map((name) => ({ name, engine_full: replicated, replicated: 1, bytes: 1 }));
  const clickhouse = {
    inspect: async (sql: string, params: { twins?: number } = {}) =>
      sql.includes('groupArray')
        ? [{ table: 'orders', columns: ['order_id', 'version'] }]
        : tables(params.twins === 1 ? twins : ['orders']),
    command: async (sql: string) => {
      said.push(...renderDirectives(sql, { database: 'shuke', cluster: 'main' }));
    },
  };
  return { said, clickhouse: clickhouse as unknown as ClickHouse };
}

test('on a cluster a twin stands on every node beside its own replica, and is not replicated', async () => {
  const { said, clickhouse } = cluster();
  const tables = await listCounted(clickhouse);
  await makeTwins(clickhouse, tables);
  await fillTwins(clickhouse, tables);
  expect(said).toEqual([
    "CREATE TABLE shuke.frozen_orders_local ON CLUSTER 'main' AS shuke.orders_local ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY order_id",
    "SYSTEM SYNC REPLICA shuke.orders_local ON CLUSTER 'main' LIGHTWEIGHT",
    "ALTER TABLE shuke.frozen_orders_local ON CLUSTER 'main' ATTACH PARTITION ALL FROM shuke.orders_local",
  ]);
});

test('the twins of a backup that died are dropped on every node', async () => {
  const { said, clickhouse } = cluster(['frozen_orders']);
  await dropTwins(clickhouse);
  expect(said).toEqual(["DROP TABLE IF EXISTS shuke.frozen_orders_local ON CLUSTER 'main' SYNC"]);
});

test('rows of a twin are read on every shard', () => {
  const [text] = renderDirectives('SELECT 1 FROM {{rows frozen_orders}}', {
    database: 'shuke',
    cluster: 'main',
  });
  expect(text).toBe("SELECT 1 FROM cluster('main', shuke, frozen_orders_local)");
});
