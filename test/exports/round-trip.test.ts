import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { Session } from 'chdb';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantOf } from '../../src/domains/ingest/imports/fields/instant.ts';
import { openRows } from '../../src/domains/ingest/imports/files/open-rows.ts';
import type { Row } from '../../src/platform/exports/index.ts';
import { guardText } from '../../src/platform/exports/writers/guard-text.ts';
import type { Plan } from '../../src/platform/exports/writers/plan.ts';
import { writeCsv } from '../../src/platform/exports/writers/write-csv.ts';
import { writeJsonLines } from '../../src/platform/exports/writers/write-json-lines.ts';
import { writeParquet } from '../../src/platform/exports/writers/write-parquet.ts';
import { writeSheets, writeXlsx } from '../../src/platform/exports/writers/write-xlsx.ts';
import { zoneOf } from '../../src/platform/zone.ts';
import { all, anyText, batchesOf, bytesOf, columns, major, row } from './random-rows.ts';

/** What is written is read by others' readers, and means the same. */

const plan: Plan = { columns, headers: 'code', encoding: 'utf-8-bom', timeZone: 'Asia/Shanghai' };
const table = fc.array(row, { maxLength: 30 });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuke-exports-'));
});
afterAll(() => rm(folder, { recursive: true }));

const asParsed = (bytes: Buffer): string[][] => parse(bytes, { bom: true, relax_column_count: false });

/** What clean-cell.ts takes for blank: controls too. */
const BLANK_ENDS = /^[\s\p{Cc}\ufeff]+|[\s\p{Cc}\ufeff]+$/gu;

/** The cell without the guard of a spreadsheet. */
const unguarded = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);

describe('CSV', () => {
  it('is read by csv-parse as the same values, texts behind their guard', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const [head, ...cells] = asParsed(await bytesOf(writeCsv(batchesOf(rows), plan)));
        expect(head).toEqual(columns.map((it) => it.code));
        expect(cells.map((it) => [unguarded(it[0]!), unguarded(it[1]!)])).toEqual(
          rows.map((it) => [it.text ?? '', it.other ?? '']),
        );
        expect(cells.map((it) => it.slice(2, 6))).toEqual(
          rows.map((it) => [it.whole, it.part, it.flag, it.day].map((cell) => String(cell ?? ''))),
        );
        for (const [nth, it] of rows.entries()) {
          expect(cells[nth]![6] === '' ? null : Date.parse(cells[nth]![6]!)).toBe(it.at);
          const paid = it.paid === null ? '' : major(it.paid as number, it.currency as string);
          expect(cells[nth]!.slice(7)).toEqual([it.currency, paid]);
        }
      }),
    );
  });

  it('has no cell that a spreadsheet computes, and leaves harmless texts alone', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        // As a spreadsheet may look at a cell: without its quotes and blanks.
        const seen = guardText(text).replace(/^["\s]+/, '');
        expect(/^[=+\-@＝＋－＠]/.test(seen)).toBe(false);
        expect(/^[\t\r]/.test(guardText(text))).toBe(false);
      }),
    );
    for (const text of ['客户', 'a=b', '5-3', '13800138000', '', '王 -']) expect(guardText(text)).toBe(text);
    for (const text of [
      '=1+1',
      ' =1',
      '"=1',
      '-5',
      '@x',
      '＝1',
      '\t1',
      "'x",
      '6901234567890123',
      '0012',
      '12E5',
    ])
      expect(guardText(text)).toBe(`'${text}`);
  });

  it('comes back through our own reader as it was, but for blanks at the ends', async () => {
    const path = join(folder, 'again.csv');
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 10 }), async (rows) => {
        await writeFile(path, await bytesOf(writeCsv(batchesOf(rows), plan)));
        const opened = await openRows(path);
        const read = (await all(opened.batches)).flatMap((batch) => batch.rows);
        const trimmed = (value: unknown) => String(value ?? '').replace(BLANK_ENDS, '');
        expect(read.map((it) => [trimmed(it.cells[0]), trimmed(it.cells[1]), it.cells[2]])).toEqual(
          rows.map((it) => [trimmed(it.text), trimmed(it.other), String(it.whole ?? '')]),
        );
        expect(read.map((it) => instantOf(it.cells[6] ?? '', zoneOf('UTC')!) ?? null)).toEqual(
          rows.map((it) => it.at),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('speaks GB18030, labels, and shop time whatever the season', async () => {
    const rows = [{ text: '王小明 𠮷', at: Date.UTC(2026, 6, 1), currency: 'CNY', paid: -5 }];
    const bytes = await bytesOf(
      writeCsv(batchesOf(rows), { ...plan, headers: 'zh', encoding: 'gb18030', timeZone: 'Europe/London' }),
    );
    expect(iconv.decode(bytes, 'gb18030')).toBe(
      '文字,其他,整数,小数,真假,日,时刻,币种,实付\r\n王小明 𠮷,,,,,,2026-07-01T01:00:00+01:00,CNY,-0.05\r\n',
    );
    const bare = await bytesOf(writeCsv(batchesOf(rows), { ...plan, encoding: 'utf-8' }));
    expect(bare.subarray(0, 4).toString()).toBe('text');
  });
});

it('JSON lines are objects of what was there, untouched', async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const text = (await bytesOf(writeJsonLines(batchesOf(rows), plan))).toString();
      const read = text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
      const instant = (at: unknown) => (at === null ? null : new Date(at as number).toISOString());
      expect(read).toEqual(
        rows.map(({ at, paid, part, ...rest }) => ({
          ...{ ...rest, at: instant(at), paid_minor: paid },
          // JSON has no -0.
          part: part === null ? null : Number(part) + 0,
        })),
      );
    }),
  );
});

describe('XLSX', () => {
  /** exceljs reads `_x0041_` as it stands; Excel reads it as A, which is why an underscore before it is escaped. */
  const unescaped = (text: string) =>
    text.replace(/_x([0-9A-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

  async function read(bytes: Buffer): Promise<ExcelJS.CellValue[][][]> {
    const book = await new ExcelJS.Workbook().xlsx.load(bytes as never);
    return book.worksheets.map((sheet) => {
      const rows: ExcelJS.CellValue[][] = [];
      sheet.eachRow((it) =>
        rows.push(Array.from({ length: columns.length }, (_, n) => it.getCell(n + 1).value)),
      );
      return rows;
    });
  }

  it('is read by exceljs as the same values, numbers as numbers and texts as texts', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const [sheet] = await read(await bytesOf(writeXlsx(batchesOf(rows), plan)));
        const cells = sheet!.slice(1);
        expect(sheet![0]).toEqual(columns.map((it) => it.code));
        expect(cells).toHaveLength(rows.length);
        for (const [nth, it] of rows.entries()) {
          const [text, , whole, part, flag, day, at, currency, paid] = cells[nth]!;
          expect(unescaped(String(text ?? ''))).toBe(it.text ?? '');
          expect(Number(whole ?? Number.NaN)).toBe(it.whole ?? Number.NaN);
          expect(Number(part ?? Number.NaN) + 0).toBe(it.part === null ? Number.NaN : Number(it.part) + 0);
          expect([flag, currency]).toEqual([it.flag, it.currency]);
          expect((day as Date | null)?.toISOString().slice(0, 10) ?? null).toBe(it.day);
          expect(at === null ? null : Date.parse(String(at))).toBe(it.at);
          const expected = it.paid === null ? null : Number(major(it.paid as number, it.currency as string));
          expect(paid).toBe(expected);
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('has no formula in its XML, and a text that begins like one is a string there', async () => {
    const rows = [{ text: '=1+1', other: '＝cmd', currency: 'CNY', paid: -500 }];
    const xml = sheetXml(await bytesOf(writeXlsx(batchesOf(rows), plan)));
    expect(xml).not.toMatch(/<f[ >]/);
    expect(xml).toContain('<c r="A2" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
    expect(xml).toContain('<c r="I2" s="3"><v>-5.00</v></c>');
  });

  it('goes on on another sheet where one is full, and comes back through our own reader', async () => {
    const rows = Array.from({ length: 25 }, (_, n): Row => ({ text: `r${n}`, whole: n, currency: 'CNY' }));
    for (const sheetRows of [11, 6, 26, 27]) {
      const sheets = await read(await bytesOf(writeSheets(batchesOf(rows), plan, sheetRows)));
      expect(sheets.every((it) => it.length <= sheetRows && it[0]![0] === 'text')).toBe(true);
      expect(sheets.flatMap((it) => it.slice(1)).map((it) => it[0])).toEqual(rows.map((it) => it.text));
    }
    const path = join(folder, 'again.xlsx');
    await writeFile(path, await bytesOf(writeXlsx(batchesOf(rows), plan)));
    const opened = await openRows(path);
    const back = (await all(opened.batches)).flatMap((batch) => batch.rows);
    expect(back.map((it) => it.cells.slice(0, 3))).toEqual(rows.map((it) => [it.text, '', String(it.whole)]));
  });

  /** The archive's first entry: behind a header of 30 bytes and its name. */
  const sheetXml = (bytes: Buffer): string =>
    inflateRawSync(bytes.subarray(30 + bytes.readUInt16LE(26))).toString();
});

it('Parquet is read by ClickHouse with its types, and every value as it was', async () => {
  const rows = fc.sample(row, { seed: 7, numRuns: 300 });
  const path = join(folder, 'rows.parquet');
  await writeFile(path, await bytesOf(writeParquet(batchesOf(rows, 50), plan)));
  const session = new Session();
  const types = session.query(`DESCRIBE file('${path}')`, 'JSONEachRow').trim().split('\n');
  expect(types.map((line) => JSON.parse(line)).map((it) => [it.name, it.type])).toEqual([
    ...[
      ['text', 'Nullable(String)'],
      ['other', 'Nullable(String)'],
      ['whole', 'Nullable(Int64)'],
    ],
    ...[
      ['part', 'Nullable(Float64)'],
      ['flag', 'Nullable(Bool)'],
      ['day', 'Nullable(Date32)'],
    ],
    ...[
      ['at', "Nullable(DateTime64(3, 'UTC'))"],
      ['currency', 'Nullable(String)'],
    ],
    ['paid_minor', 'Nullable(Int64)'],
  ]);
  const sql = `SELECT * REPLACE (toUnixTimestamp64Milli(at) AS at) FROM file('${path}') SETTINGS output_format_json_quote_64bit_integers = 0`;
  const read = session
    .query(sql, 'JSONEachRow')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  session.close();
  expect(read).toEqual(
    rows.map(({ paid, part, ...rest }) => ({
      ...rest,
      paid_minor: paid,
      part: part === null ? null : Number(part) + 0,
    })),
  );
});

it('a source that fails makes every writer fail, and a writer that is left ends its source', async () => {
  for (const write of [writeCsv, writeJsonLines, writeXlsx, writeParquet]) {
    let ended = 0;
    const failing = async function* (): AsyncGenerator<readonly Row[]> {
      try {
        yield [{ text: 'a', currency: 'CNY' }];
        throw new Error('the engine went away');
      } finally {
        ended += 1;
      }
    };
    await expect(bytesOf(write(failing(), plan))).rejects.toThrow('the engine went away');
    expect(ended).toBe(1);
  }
  for (const write of [writeCsv, writeJsonLines, writeXlsx]) {
    let ended = false;
    const endless = async function* (): AsyncGenerator<readonly Row[]> {
      try {
        for (;;)
          yield Array.from({ length: 500 }, (): Row => ({ text: String(Math.random()), currency: 'CNY' }));
      } finally {
        ended = true;
      }
    };
    for await (const piece of write(endless(), plan)) if (piece.length > 1000) break;
    expect(ended).toBe(true);
  }
});
