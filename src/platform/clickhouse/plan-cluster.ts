import { readMigrations } from '../db/migration-files.ts';
import type { Text } from '../errors.ts';
import type { ClickHouse } from './clickhouse.ts';
import { type CreatedTable, tableOf } from './directives.ts';
import { splitStatements } from './sql-text.ts';

export interface ClusterPlan {
  /** Every table the migrations make, and by what its rows go to shards. */
  readonly tables: readonly CreatedTable[];
  /** As system.clusters has the configured cluster; 0 without one. */
  readonly shards: number;
  readonly replicas: number;
  /** What a cluster needs and this server lacks. */
  readonly missing: readonly Text[];
}

/** What is sharded by what, from the migrations themselves, and whether the cluster is ready for them. */
export async function planCluster(
  clickhouse: ClickHouse,
  { folder, cluster }: { folder: string; cluster: string | undefined },
): Promise<ClusterPlan> {
  const migrations = await readMigrations(folder);
  const tables = migrations
    .flatMap(({ sql }) => splitStatements(sql))
    .map(tableOf)
    .filter((table) => table !== undefined);
  if (cluster === undefined) return { tables, shards: 0, replicas: 0, missing: [noCluster] };
  const { shards, replicas } = await sizeOf(clickhouse, cluster);
  const missing = [
    ...(shards === 0 ? [unknownCluster(cluster)] : []),
    ...(await missingMacros(clickhouse)),
    ...((await hasKeeper(clickhouse)) ? [] : [noKeeper]),
  ];
  return { tables, shards, replicas, missing };
}

async function sizeOf(clickhouse: ClickHouse, cluster: string) {
  const rows = await clickhouse.inspect<{ shards: string; replicas: string }>(
    'SELECT uniqExact(shard_num) AS shards, max(replica_num) AS replicas FROM system.clusters WHERE cluster = {cluster:String}',
    { cluster },
  );
  return { shards: Number(rows[0]?.shards ?? 0), replicas: Number(rows[0]?.replicas ?? 0) };
}

/** Replicated tables are named by these in Keeper. */
async function missingMacros(clickhouse: ClickHouse): Promise<Text[]> {
  const rows = await clickhouse.inspect<{ macro: string }>('SELECT macro FROM system.macros');
  const there = new Set(rows.map((row) => row.macro));
  return ['shard', 'replica'].filter((macro) => !there.has(macro)).map(noMacro);
}

/** Without a Keeper the table that lists it does not exist, or answers with an error. */
const hasKeeper = (clickhouse: ClickHouse): Promise<boolean> =>
  clickhouse.inspect("SELECT name FROM system.zookeeper WHERE path = '/'").then(
    () => true,
    () => false,
  );

const noCluster: Text = {
  zh: '未设置 SHUKE_CLICKHOUSE_CLUSTER: 各表都是单机表',
  en: 'SHUKE_CLICKHOUSE_CLUSTER is not set: every table is on one node',
};
const unknownCluster = (name: string): Text => ({
  zh: `system.clusters 中没有 ${name}：请在 remote_servers 中配置`,
  en: `system.clusters has no ${name}: configure it under remote_servers`,
});
const noMacro = (macro: string): Text => ({
  zh: `缺少宏 ${macro}：请在每个节点的 macros 中配置`,
  en: `macro ${macro} is missing: set it under macros on every node`,
});
const noKeeper: Text = {
  zh: '没有 Keeper：请配置 zookeeper 一节',
  en: 'no Keeper answers: configure the section zookeeper',
};
