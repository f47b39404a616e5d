/**
 * Reads JSON arrays, one row a line, and writes one Parquet file with ClickHouse's own writer, stdin to stdout. A process
 * of its own, because the engine in the server is busy with the shop's data directory, a remote one would send every
 * row there and back, and its 250 MB go back to the machine when the file is written. Argument: the columns' names and
 * types as ClickHouse writes them.
 */
import { Session } from 'chdb';

/** One thread, and a group of rows held at a time: memory does not grow with the rows. */
const SETTINGS = [
  'max_threads = 1',
  'max_insert_threads = 1',
  'max_insert_block_size = 65536',
  'min_insert_block_size_rows = 65536',
  'output_format_parquet_row_group_size = 65536',
  'max_memory_usage = 1500000000',
].join(', ');

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const structure = quoted(process.argv[2]!);
const session = new Session();
session.query(
  `INSERT INTO FUNCTION file('stdout', 'Parquet', ${structure}) SELECT * FROM file('stdin', 'JSONCompactEachRow', ${structure}) SETTINGS ${SETTINGS}`,
);
session.close();
