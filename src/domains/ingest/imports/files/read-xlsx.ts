import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Problem, ProblemError, problem } from '../../../../platform/errors.ts';
import { brokenRow } from './broken-row.ts';
import { findHeader } from './find-header.ts';
import { BOMB, WORST_RATIO } from './read-bytes.ts';
import type { OpenedRows, OpenOptions, Row, RowBatch, RowReject } from './rows.ts';
import { unpackedBytes } from './zip-sizes.ts';

const BATCH_ROWS = 2_000;

/** Rows among which the header is looked for. */
const AHEAD = 20;

/** Runs as it lies here: .ts in a checkout, .js in the published package. */
const CHILD = fileURLToPath(new URL(`./xlsx-child${import.meta.url.slice(-3)}`, import.meta.url));

/** Heap of the reader. exceljs keeps the distinct strings: a million rows of order numbers and addresses take some 400 MB. */
const HEAP_MB = 1024;

/** What any workbook may unpack to, however small it is. */
const FREE_BYTES = 64 * 1024 * 1024;

/** Opens one sheet of an Excel workbook, row by row, in a process of its own (xlsx-child.ts). */
export async function openXlsx(path: string, options: OpenOptions): Promise<OpenedRows> {
  const { size } = await stat(path);
  const most = Math.max(FREE_BYTES, size * WORST_RATIO);
  const unpacked = await unpackedBytes(path, most);
  if (unpacked === undefined) throw new ProblemError(DAMAGED);
  if (unpacked > most) throw new ProblemError(BOMB);
  const reader = startReader(path, options.sheet ?? 1);
  const ahead: Item[] = [];
  for (let next = await reader.items.next(); !next.done; next = await reader.items.next())
    if (ahead.push(next.value) >= AHEAD) break;
  const header = findHeader(ahead.filter(isRow), options.header);
  let ended = false;
  return {
    format: 'xlsx',
    encoding: undefined,
    columns: header.columns,
    batches: batched(
      ahead.filter((it) => it.line > header.line),
      reader,
      () => (ended = true),
    ),
    bytesRead: () => (ended ? size : 0),
    close: async () => void reader.child.kill('SIGKILL'),
  };
}

/** A row, or why it is none. */
type Item = Row | RowReject;
const isRow = (item: Item): item is Row => 'cells' in item;

interface Reader {
  readonly child: ChildProcess;
  readonly items: AsyncGenerator<Item>;
}

function startReader(path: string, sheet: string | number): Reader {
  const heap = `--max-old-space-size=${HEAP_MB}`;
  const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
  const child = spawn(process.execPath, [heap, CHILD, path, JSON.stringify(sheet)], { stdio });
  return { child, items: itemsOf(child, once(child, 'exit') as Promise<Exit>) };
}

type Exit = [code: number | null, signal: string | null];

async function* itemsOf(child: ChildProcess, exited: Promise<Exit>): AsyncGenerator<Item> {
  try {
    for await (const line of createInterface({ input: child.stdout! })) yield* itemsIn(line);
    const [code, signal] = await exited;
    if (code !== 0) throw new ProblemError(endedBy(code, signal));
  } finally {
    child.kill('SIGKILL');
  }
}

type Told = readonly [line: number, cells?: string[]];

function itemsIn(text: string): Item[] {
  const told = JSON.parse(text) as readonly Told[] | { problem: keyof typeof PROBLEMS };
  if ('problem' in told) throw new ProblemError(PROBLEMS[told.problem]);
  return told.map(([line, cells]) =>
    cells === undefined ? brokenRow(line, 'row-too-long') : { line, cells },
  );
}

/** A full heap ends Node by SIGABRT (134 from a shell), the system's own limit by SIGKILL; all else is a file that is none. */
const endedBy = (code: number | null, signal: string | null): Problem =>
  signal === 'SIGABRT' || signal === 'SIGKILL' || code === 134 ? BOMB : DAMAGED;

async function* batched(ahead: readonly Item[], reader: Reader, end: () => void): AsyncGenerator<RowBatch> {
  let batch: RowBatch = { rows: [], rejects: [] };
  const add = (item: Item) => (isRow(item) ? batch.rows.push(item) : batch.rejects.push(item));
  ahead.forEach(add);
  try {
    for await (const item of reader.items) {
      add(item);
      if (batch.rows.length + batch.rejects.length < BATCH_ROWS) continue;
      yield batch;
      batch = { rows: [], rejects: [] };
    }
    end();
    yield batch;
  } finally {
    reader.child.kill('SIGKILL');
  }
}

const DAMAGED = problem('file-damaged', 422, {
  zh: '工作簿损坏或无法读取；请用 Excel 或 WPS 打开并另存后再导入',
  en: 'The workbook is damaged or cannot be read; open it in Excel or WPS, save it anew and import that',
});

const PROBLEMS = {
  'no-such-sheet': problem('no-such-sheet', 422, {
    zh: '工作簿里没有这个工作表',
    en: 'The workbook has no such sheet',
  }),
  'unreadable-workbook': problem('unreadable-workbook', 422, {
    zh: '工作簿中的文字无法读取；请用 Excel 或 WPS 打开并另存后再导入',
    en: 'The words of the workbook cannot be read; open it in Excel or WPS, save it anew and import that',
  }),
};
