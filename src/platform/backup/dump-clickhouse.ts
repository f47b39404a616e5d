import type { ClickHouse, Param } from '../clickhouse/clickhouse.ts';
import { chunksOf } from './chunks.ts';
import type { Dumping } from './dump-postgres.ts';
import { type CountedTable, twin } from './frozen-tables.ts';
import type { AppliedMigration, ClickHouseTable, Manifest } from './manifest.ts';

/** Files that are applied to the end, in order. */
export function readApplied(clickhouse: ClickHouse): Promise<AppliedMigration[]> {
  return clickhouse.inspect<AppliedMigration>(
    `SELECT file, any(file_checksum) AS checksum FROM schema_migrations
     GROUP BY file HAVING uniqExact(statement) = max(statements) ORDER BY file`,
  );
}

/** Writes the twins' rows into the archive, month by month as they are partitioned, and drops nothing. */
export async function dumpTwins(
  clickhouse: ClickHouse,
  tables: readonly CountedTable[],
  dumping: Dumping,
): Promise<Manifest['clickhouse']['tables']> {
  const dumped: Record<string, ClickHouseTable> = {};
  for (const table of tables) dumped[table.name] = await dumpTwin(clickhouse, table, dumping);
  return dumped;
}

/** FINAL: each row once, as it is now. An older version of it, or a deleted one, is nothing to keep. */
async function dumpTwin(
  clickhouse: ClickHouse,
  table: CountedTable,
  dumping: Dumping,
): Promise<ClickHouseTable> {
  const { name, columns } = table;
  const from = `{{rows ${twin(name)}}}`;
  let [rows, chunks] = [0, 0];
  for (const partition of await partitionsOf(clickhouse, from)) {
    const sql = `SELECT ${columns.join(', ')} FROM ${from} WHERE _partition_id = {partition:String}`;
    for await (const chunk of chunksOf(clickhouse.dump(sql, { partition }))) {
      dumping.signal.throwIfAborted();
      rows += chunk.rows;
      chunks += 1;
      await dumping.archive.add(`clickhouse/${name}/${String(chunks).padStart(6, '0')}.tsv.zst`, chunk.lines);
      dumping.onBytes(chunk.lines.length);
    }
  }
  const summed = await sumOf(clickhouse, { from, columns });
  if (summed.rows !== rows)
    throw new Error(`ClickHouse broke off in table ${name}: ${rows} of ${summed.rows} rows`);
  return { columns, ...summed };
}

async function partitionsOf(clickhouse: ClickHouse, from: string): Promise<string[]> {
  const lines = await textOf(
    clickhouse,
    `SELECT * FROM (SELECT DISTINCT _partition_id FROM ${from} SETTINGS final = 0)`,
  );
  return lines.split('\n').filter(Boolean).sort();
}

interface Summing {
  readonly from: string;
  readonly columns: readonly string[];
}

/** How many rows there are, and the sum of their hashes: two tables of one sum hold the same rows. */
export async function sumOf(
  clickhouse: ClickHouse,
  { from, columns }: Summing,
): Promise<{ rows: number; hash: string }> {
  const hash = `sum(cityHash64(tuple(${columns.join(', ')})))`;
  const [rows, sum] = (await textOf(clickhouse, `SELECT count(), ${hash} FROM ${from}`)).trim().split('\t');
  return { rows: Number(rows), hash: sum! };
}

async function textOf(
  clickhouse: ClickHouse,
  sql: string,
  params: Readonly<Record<string, Param>> = {},
): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of clickhouse.dump(sql, params)) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
