import type { ClickHouse } from '../clickhouse/clickhouse.ts';

/**
 * ClickHouse as of one moment: every table gets a twin whose parts are hard links to the table's own. Making the twins
 * takes milliseconds a part; merges and inserts go on beside them; and they are read by SQL alone, so that chDB, a server
 * and a cluster are backed up in the same way.
 */

export interface CountedTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** As it must be written for the twin: not replicated. */
  readonly engine: string;
  readonly replicated: boolean;
  /** Of its parts, unpacked, as this node knows. */
  readonly bytes: number;
}

export const twin = (table: string): string => `frozen_${table}`;

const tablesSql = `SELECT replaceRegexpOne(t.name, '_local$', '') AS name, t.engine_full AS engine_full,
    startsWith(t.engine, 'Replicated') AS replicated, toFloat64(ifNull(t.total_bytes_uncompressed, 0)) AS bytes
  FROM system.tables AS t WHERE t.database = currentDatabase() AND t.engine LIKE '%MergeTree'
    AND t.name != 'schema_migrations' AND startsWith(t.name, 'frozen_') = {twins:UInt8} ORDER BY name`;

const columnsSql = `SELECT replaceRegexpOne(table, '_local$', '') AS table, groupArray(name) AS columns
  FROM (SELECT DISTINCT table, name, position FROM system.columns WHERE database = currentDatabase()
    AND default_kind IN ('', 'DEFAULT') AND (table LIKE '%\\_local' OR table NOT IN (
      SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'Distributed'))
    ORDER BY table, position)
  GROUP BY table`;

interface TableRow {
  readonly name: string;
  readonly engine_full: string;
  readonly replicated: number;
  readonly bytes: number;
}

/** The tables that hold rows of ours. */
export async function listCounted(clickhouse: ClickHouse): Promise<CountedTable[]> {
  const rows = await clickhouse.inspect<TableRow>(tablesSql, { twins: 0 });
  const columns = new Map(
    (await clickhouse.inspect<{ table: string; columns: string[] }>(columnsSql)).map((row) => [
      row.table,
      row.columns,
    ]),
  );
  return rows.map((row) => ({
    name: row.name,
    columns: columns.get(row.name) ?? [],
    engine: withoutReplicas(row.engine_full),
    replicated: row.replicated === 1,
    bytes: row.bytes,
  }));
}

/** ReplicatedXMergeTree('/path', '{replica}', version) -> XMergeTree(version): the path belongs to the table. */
const withoutReplicas = (engine: string): string =>
  engine
    .replace(/^Replicated(\w*MergeTree)\('[^']*', '[^']*'(?:, )?/, '$1(')
    .replace(/^(\w*MergeTree)\(\)/, '$1');

/** Makes empty twins: before the writers are held, because it takes longer than filling them. */
export async function makeTwins(clickhouse: ClickHouse, tables: readonly CountedTable[]): Promise<void> {
  await dropTwins(clickhouse);
  for (const { name, engine } of tables)
    await clickhouse.command(`CREATE TABLE {{local ${twin(name)}}} AS {{own ${name}}} ENGINE = ${engine}`);
}

/** Fills the twins with what the tables hold now. A replica first fetches what the others have. */
export async function fillTwins(clickhouse: ClickHouse, tables: readonly CountedTable[]): Promise<void> {
  for (const { name, replicated } of tables)
    if (replicated) await clickhouse.command(`SYSTEM SYNC REPLICA {{local ${name}}} LIGHTWEIGHT`);
  await Promise.all(
    tables.map(({ name }) =>
      clickhouse.command(`ALTER TABLE {{local ${twin(name)}}} ATTACH PARTITION ALL FROM {{own ${name}}}`),
    ),
  );
}

/** Removes the twins, also those of a backup that died. */
export async function dropTwins(clickhouse: ClickHouse): Promise<void> {
  for (const { name } of await clickhouse.inspect<TableRow>(tablesSql, { twins: 1 }))
    await clickhouse.command(`DROP TABLE IF EXISTS {{local ${name}}} SYNC`);
}
