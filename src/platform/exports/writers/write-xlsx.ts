import type { Row } from '../column.ts';
import { headings, type Plan, type Writer } from './plan.ts';
import { cellWriter, textCell } from './sheet-cell.ts';
import { type RowTaker, takeRows } from './take-rows.ts';
import { letterOf, sheetEnd, sheetStart, workbookParts } from './workbook-parts.ts';
import { type ZipEntry, zip } from './zip.ts';

/** Rows a sheet can hold, its heading among them (Excel's limit). */
const SHEET_ROWS = 1_048_576;
/** Rows made into text at a time. */
const PIECE_ROWS = 2_000;

/** A workbook of as many sheets as the rows need, each with the heading. Why not exceljs: docs/decisions/0060-writing-exports.md. */
export const writeXlsx: Writer = (batches, plan) => writeSheets(batches, plan, SHEET_ROWS);

/** The same with sheets of `sheetRows`. */
export async function* writeSheets(
  batches: AsyncIterable<readonly Row[]>,
  plan: Plan,
  sheetRows: number,
): AsyncGenerator<Buffer> {
  const rows = takeRows(batches);
  try {
    yield* zip(entriesOf(rows, plan, sheetRows));
  } finally {
    await rows.close();
  }
}

async function* entriesOf(rows: RowTaker, plan: Plan, sheetRows: number): AsyncGenerator<ZipEntry> {
  let sheets = 0;
  for (let isFull = true; isFull; ) {
    sheets += 1;
    const content = sheetOf(rows, plan, { sheetRows, ended: (full) => (isFull = full) });
    yield { name: `xl/worksheets/sheet${sheets}.xml`, content };
  }
  for (const [name, text] of workbookParts(sheets, 'export')) yield { name, content: once(text) };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

interface Sheet {
  readonly sheetRows: number;
  /** Told when the sheet is written, and whether rows may be left for another. */
  ended(isFull: boolean): void;
}

async function* sheetOf(rows: RowTaker, plan: Plan, sheet: Sheet): AsyncGenerator<string> {
  const write = rowWriter(plan);
  const heading = headings(plan).map((text, nth) => textCell(`${letterOf(nth)}1`, text));
  yield `${sheetStart}<row r="1">${heading.join('')}</row>`;
  let at = 2;
  for (let left = sheet.sheetRows - 1; left > 0; left = sheet.sheetRows - at + 1) {
    const taken = await rows.take(Math.min(left, PIECE_ROWS));
    if (taken === undefined) break;
    const first = at;
    yield taken.map((row, nth) => write(row, first + nth)).join('');
    at += taken.length;
  }
  sheet.ended(at > sheet.sheetRows);
  yield sheetEnd;
}

function rowWriter(plan: Plan): (row: Row, at: number) => string {
  const cells = plan.columns.map((it, nth) => ({
    ...{ code: it.code, letter: letterOf(nth), write: cellWriter(it, plan) },
  }));
  return (row, at) => {
    let text = `<row r="${at}">`;
    for (const { code, letter, write } of cells) {
      const cell = row[code];
      if (cell !== null && cell !== undefined) text += write(`${letter}${at}`, cell, row);
    }
    return `${text}</row>`;
  };
}
