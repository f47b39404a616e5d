import { stat } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { ProblemError, problem } from '../../../../platform/errors.ts';
import { cleanCell } from './clean-cell.ts';
import { findHeader } from './find-header.ts';
import { BOMB, isBomb } from './read-bytes.ts';
import type { OpenedRows, OpenOptions, Row, RowBatch } from './rows.ts';
import { unpackedBytes } from './zip-sizes.ts';

const BATCH_ROWS = 2_000;
/** Unpacked bytes of a workbook that may be read as a whole: some 100 MB of objects. */
const MOST_AT_ONCE = 16 * 1024 * 1024;

/** Opens one sheet of an Excel workbook, row by row (exceljs keeps the workbook's distinct strings, not its rows). */
export async function openXlsx(path: string, options: OpenOptions): Promise<OpenedRows> {
  const { size } = await stat(path);
  if (isBomb(await unpackedBytes(path), size)) throw new ProblemError(BOMB);
  const rows = sheetRows(path, options.sheet ?? 1);
  const ahead: Row[] = [];
  for (let next = await rows.next(); !next.done; next = await rows.next())
    if (ahead.push(next.value) >= 20) break;
  const header = findHeader(ahead, options.header);
  let read = 0;
  const counting = (done: boolean): void => {
    read = done ? size : Math.min(size, read);
  };
  return {
    format: 'xlsx',
    encoding: undefined,
    columns: header.columns,
    batches: batched(
      ahead.filter((row) => row.line > header.line),
      rows,
      counting,
    ),
    bytesRead: () => read,
    close: async () => void (await rows.return(undefined)),
  };
}

async function* batched(
  ahead: Row[],
  rows: AsyncGenerator<Row>,
  ended: (done: boolean) => void,
): AsyncGenerator<RowBatch> {
  let batch: RowBatch = { rows: ahead, rejects: [] };
  for await (const row of rows) {
    batch.rows.push(row);
    if (batch.rows.length < BATCH_ROWS) continue;
    yield batch;
    batch = { rows: [], rejects: [] };
  }
  ended(true);
  yield batch;
}

async function* sheetRows(path: string, wanted: string | number): AsyncGenerator<Row> {
  const book = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  let nth = 0;
  for await (const sheet of book) {
    nth += 1;
    if (wanted !== nth && wanted !== nameOf(sheet)) continue;
    for await (const row of sheet) {
      if (lostItsWords(row)) return yield* wholeSheet(path, wanted, row.number);
      yield* textsOf(row);
    }
    return;
  }
  throw new ProblemError(NO_SHEET);
}

function* textsOf(row: ExcelJS.Row): Generator<Row> {
  const cells = (row.values as ExcelJS.CellValue[]).slice(1);
  const texts = Array.from(cells, (cell) => cleanCell(textOf(cell)));
  if (texts.some((text) => text !== '')) yield { line: row.number, cells: texts };
}

/**
 * Whether cells are still numbers of strings. exceljs misses the strings of a small workbook when they are its last
 * entry; in one of megabytes it does not, so reading all of it at once costs little.
 */
const lostItsWords = (row: ExcelJS.Row): boolean =>
  (row.values as ExcelJS.CellValue[]).some(
    (cell) => typeof cell === 'object' && cell !== null && 'sharedString' in cell,
  );

async function* wholeSheet(path: string, wanted: string | number, from: number): AsyncGenerator<Row> {
  if ((await unpackedBytes(path)) > MOST_AT_ONCE) throw new ProblemError(NO_WORDS);
  const book = await new ExcelJS.Workbook().xlsx.readFile(path);
  const sheet = book.worksheets.find((it, n) => wanted === n + 1 || wanted === it.name);
  if (sheet === undefined) throw new ProblemError(NO_SHEET);
  for (let line = from; line <= sheet.rowCount; line += 1) yield* textsOf(sheet.getRow(line));
}

function nameOf(sheet: unknown): string {
  return String((sheet as { name?: unknown }).name ?? '');
}

/** A cell as a person reads it: wall-clock dates, numbers without the dust of binary fractions. */
function textOf(value: ExcelJS.CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  return textOfRich(value);
}

function textOfRich(value: object): string {
  if ('richText' in value) return (value.richText as { text: string }[]).map((part) => part.text).join('');
  if ('result' in value) return textOf(value.result as ExcelJS.CellValue);
  if ('text' in value) return textOf(value.text as ExcelJS.CellValue);
  return 'error' in value ? String(value.error) : '';
}

const NO_SHEET = problem('no-such-sheet', 422, {
  zh: '工作簿里没有这个工作表',
  en: 'The workbook has no such sheet',
});

const NO_WORDS = problem('unreadable-workbook', 422, {
  zh: '工作簿中的文字无法读取；请用 Excel 或 WPS 打开并另存后再导入',
  en: 'The words of the workbook cannot be read; open it in Excel or WPS, save it anew and import that',
});
