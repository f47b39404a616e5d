/**
 * Reads one sheet of an Excel workbook and prints its rows as JSON lines: some hundred [line, cells] a line, or
 * {"problem": code}. A process of its own with a heap of its own, because a workbook is a zip: a small one may unpack to gigabytes in one cell or in
 * its table of strings, which exceljs keeps, and a heap that is full ends its process.
 */
import { once } from 'node:events';
import ExcelJS from 'exceljs';
import { LONGEST_ROW } from './quoted-row.ts';
import { cellsOf } from './xlsx-cells.ts';
import { unpackedBytes } from './zip-sizes.ts';

/** Unpacked bytes of a workbook that may be read as a whole: some 100 MB of objects. */
const MOST_AT_ONCE = 16 * 1024 * 1024;

/** Characters gathered for one write to the pipe. */
const WRITE = 64 * 1024;

const [path, sheetText] = process.argv.slice(2) as [string, string];
const wanted: string | number = JSON.parse(sheetText);

/** Rows as JSON, for one line. */
let rows: string[] = [];
let letters = 0;

async function print(row: string): Promise<void> {
  rows.push(row);
  letters += row.length;
  if (letters >= WRITE) await flush();
}

async function flush(): Promise<void> {
  if (rows.length > 0) await write(`[${rows.join(',')}]\n`);
  [rows, letters] = [[], 0];
}

async function write(line: string): Promise<void> {
  if (!process.stdout.write(line)) await once(process.stdout, 'drain');
}

async function problem(code: string): Promise<void> {
  await flush();
  await write(`${JSON.stringify({ problem: code })}\n`);
}

/** An empty row is none; of one that is too long only that is told. */
async function printRow(row: ExcelJS.Row): Promise<void> {
  const cells = cellsOf(row);
  if (cells.every((cell) => cell === '')) return;
  const length = cells.reduce((sum, cell) => sum + cell.length, 0);
  await print(JSON.stringify(length > LONGEST_ROW ? [row.number] : [row.number, cells]));
}

/**
 * Whether cells are still numbers of strings. exceljs misses the strings of a small workbook when they are its last
 * entry; in one of megabytes it does not, so reading all of it at once costs little.
 */
const lostItsWords = (row: ExcelJS.Row): boolean =>
  (row.values as ExcelJS.CellValue[]).some(
    (cell) => typeof cell === 'object' && cell !== null && 'sharedString' in cell,
  );

const nameOf = (sheet: unknown): string => String((sheet as { name?: unknown }).name ?? '');

async function printStreamed(): Promise<void> {
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
      if (lostItsWords(row)) return printWhole(row.number);
      await printRow(row);
    }
    return;
  }
  await problem('no-such-sheet');
}

async function printWhole(from: number): Promise<void> {
  const unpacked = await unpackedBytes(path, MOST_AT_ONCE);
  if (unpacked === undefined || unpacked > MOST_AT_ONCE) return problem('unreadable-workbook');
  const book = await new ExcelJS.Workbook().xlsx.readFile(path);
  const sheet = book.worksheets.find((it, n) => wanted === n + 1 || wanted === it.name);
  if (sheet === undefined) return problem('no-such-sheet');
  for (let line = from; line <= sheet.rowCount; line += 1) await printRow(sheet.getRow(line));
}

await printStreamed();
await flush();
process.exit(0);
