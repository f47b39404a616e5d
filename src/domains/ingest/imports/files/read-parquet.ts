import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ProblemError, problem } from '../../../../platform/errors.ts';
import { cleanCell } from './clean-cell.ts';
import type { OpenedRows, OpenOptions, RowBatch } from './rows.ts';

const BATCH_ROWS = 2_000;

/** Runs as it lies here: .ts in a checkout, .js in the published package. */
const CHILD = fileURLToPath(new URL(`./parquet-child${import.meta.url.slice(-3)}`, import.meta.url));

/** Opens a Parquet file; its columns are the header, its rows are numbered from 1. */
export async function openParquet(path: string, _options: OpenOptions): Promise<OpenedRows> {
  const { size } = await stat(path);
  const child = spawn(process.execPath, [CHILD, path], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) throw new ProblemError(NOT_PARQUET);
  let ended = false;
  return {
    format: 'parquet',
    encoding: undefined,
    columns: JSON.parse(first.value) as string[],
    batches: rowsOf(lines, { child, exited, end: () => (ended = true) }),
    bytesRead: () => (ended ? size : 0),
    close: async () => void child.kill(),
  };
}

interface Reader {
  readonly child: ChildProcess;
  readonly exited: Promise<[number | null]>;
  end(): void;
}

async function* rowsOf(lines: AsyncIterator<string>, reader: Reader): AsyncGenerator<RowBatch> {
  let line = 0;
  let batch: RowBatch = { rows: [], rejects: [] };
  try {
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      if (next.value.trim() === '') continue;
      line += 1;
      batch.rows.push({ line, cells: (JSON.parse(next.value) as unknown[]).map(textOf) });
      if (batch.rows.length < BATCH_ROWS) continue;
      yield batch;
      batch = { rows: [], rejects: [] };
    }
    const [code] = await reader.exited;
    if (code !== 0) throw new ProblemError(NOT_PARQUET);
    reader.end();
    yield batch;
  } finally {
    reader.child.kill();
  }
}

function textOf(value: unknown): string {
  if (value === null) return '';
  return cleanCell(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

const NOT_PARQUET = problem('file-damaged', 422, {
  zh: 'Parquet 文件损坏或无法读取',
  en: 'The Parquet file is damaged or cannot be read',
});
