/**
 * Reads one Parquet file with ClickHouse's own reader and prints it as JSON lines: the column names, then one array a
 * row. A process of its own, because an engine in this process is busy with the shop's data directory, a remote one
 * does not see the file, and its memory goes back to the machine when the file is read.
 */
import { once } from 'node:events';
import { Session } from 'chdb';

/** One thread and small blocks: the importer is slower than the reader, so speed would only buy memory. */
const SETTINGS = [
  'max_threads = 1',
  'max_block_size = 8192',
  'max_memory_usage = 1000000000',
  "date_time_output_format = 'iso'",
  "session_timezone = 'UTC'",
  'output_format_json_quote_64bit_integers = 1',
  'output_format_json_quote_decimals = 1',
].join(', ');

/** Type of a time that Parquet calls local: it has no zone, so it must not look like UTC. */
const LOCAL_TIME = /^(Nullable\()?DateTime(64)?(\(\d+\))?\)?$/;

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function quoted(text: string, mark: string): string {
  return mark + text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`) + mark;
}

function columnOf([name, type]: [string, string]): string {
  const column = quoted(name, '`');
  return LOCAL_TIME.test(type) ? `toString(${column}) AS ${column}` : column;
}

const session = new Session();
const file = `file(${quoted(process.argv[2]!, "'")}, 'Parquet')`;
const described = session.query(`DESCRIBE ${file}`, 'JSONCompactEachRow').trim().split('\n');
const columns = described.map((line) => JSON.parse(line) as [string, string]);
await print(`${JSON.stringify(columns.map(([name]) => name))}\n`);
const sql = `SELECT ${columns.map(columnOf).join(', ')} FROM ${file} SETTINGS ${SETTINGS}`;
for await (const chunk of session.queryStream(sql, { format: 'JSONCompactEachRow' }))
  await print(chunk.text());
session.close();
