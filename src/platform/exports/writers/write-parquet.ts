import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Column, ColumnType, Row } from '../column.ts';
import { machineName, type Writer } from './plan.ts';

/** Runs as it lies here: .ts in a checkout, .js in the published package. */
const CHILD = fileURLToPath(new URL(`./parquet-child${import.meta.url.slice(-3)}`, import.meta.url));

const types: Readonly<Record<ColumnType, string>> = {
  text: 'Nullable(String)',
  int: 'Nullable(Int64)',
  number: 'Nullable(Float64)',
  money: 'Nullable(Int64)',
  boolean: 'Nullable(Bool)',
  day: 'Nullable(Date32)',
  instant: "Nullable(DateTime64(3, 'UTC'))",
};

/** Money as Int64 minor units, instants as UTC milliseconds, days as dates; every column may be null. */
export const writeParquet: Writer = async function* (batches, { columns }) {
  const child = spawn(process.execPath, [CHILD, structureOf(columns)], { stdio: ['pipe', 'pipe', 'ignore'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const source: Source = {};
  // A source that fails takes the child with it, so that its output ends.
  const feeding = pipeline(lines(batches, columns, source), child.stdin).catch(() => child.kill());
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
    await feeding;
    const [code] = await exited;
    if (source.failure !== undefined) throw source.failure.error;
    if (code !== 0) throw new Error('the writer of Parquet files did not end well');
  } finally {
    child.kill();
    child.stdin.destroy();
    await feeding;
  }
};

/** Why the rows ended early, if they did. */
interface Source {
  failure?: { readonly error: unknown };
}

const structureOf = (columns: readonly Column[]): string =>
  columns.map((it) => `\`${machineName(it)}\` ${types[it.type]}`).join(', ');

async function* lines(
  batches: AsyncIterable<readonly Row[]>,
  columns: readonly Column[],
  source: Source,
): AsyncGenerator<string> {
  const codes = columns.map(({ code }) => code);
  const line = (row: Row): string => `${JSON.stringify(codes.map((code) => row[code] ?? null))}\n`;
  try {
    for await (const rows of batches) yield rows.map(line).join('');
  } catch (error) {
    source.failure = { error };
    throw error;
  }
}
