import type { ClickHouse } from './clickhouse.ts';

interface Table {
  readonly name: string;
  readonly engine: string;
}

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly note: string;
}

const tablesSql = `SELECT name, if(engine = 'Dictionary', 'Dictionary', engine_full) AS engine FROM system.tables
  WHERE database = currentDatabase() ORDER BY name`;

const columnsSql = `SELECT table, name, type,
    trim(concat(default_kind, ' ', default_expression, if(comment = '', '', concat(' -- ', comment)))) AS note
  FROM system.columns WHERE database = currentDatabase() ORDER BY table, position`;

/** The tables, engines and columns of the database as text that changes only when the schema does. */
export async function goldenClickHouseSchema(clickhouse: ClickHouse): Promise<string> {
  const tables = await clickhouse.inspect<Table>(tablesSql);
  const columns = Map.groupBy(await clickhouse.inspect<Column>(columnsSql), ({ table }) => table);
  return tables.map((table) => oneTable(table, columns.get(table.name) ?? [])).join('\n');
}

function oneTable({ name, engine }: Table, columns: readonly Column[]): string {
  const lines = columns.map((column) => `  ${column.name} ${column.type} ${column.note}`.trimEnd());
  return `${name}: ${engine}\n${lines.join('\n')}\n`;
}
