import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { Session } from 'chdb';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRows } from './open-rows.ts';
import type { OpenOptions, Row, RowReject } from './rows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuke-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let made = 0;
async function file(content: Uint8Array | string): Promise<string> {
  made += 1;
  const path = join(folder, `file-${made}`);
  await writeFile(path, content);
  return path;
}

interface Everything {
  columns: readonly string[] | undefined;
  format: string;
  encoding: string | undefined;
  rows: Row[];
  rejects: RowReject[];
}

async function everything(path: string, options?: OpenOptions): Promise<Everything> {
  const opened = await openRows(path, options);
  const rows: Row[] = [];
  const rejects: RowReject[] = [];
  for await (const batch of opened.batches) {
    rows.push(...batch.rows);
    rejects.push(...batch.rejects);
  }
  return { columns: opened.columns, format: opened.format, encoding: opened.encoding, rows, rejects };
}

const TEXT = '订单号,商品,金额\n1,"儿童保温杯, 不锈钢",29.90\n2,纸巾😀,8.00\n';

describe('encodings', () => {
  test.each([
    ['utf-8', Buffer.from(TEXT), 'utf-8'],
    ['utf-8 with its mark', Buffer.from(`\ufeff${TEXT.replace('订单号', '"订单号"')}`), 'utf-8'],
    ['gb18030', iconv.encode(TEXT, 'gb18030'), 'gb18030'],
    ['utf-16le with its mark', iconv.encode(TEXT, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['utf-16be with its mark', iconv.encode(TEXT, 'utf-16be', { addBOM: true }), 'utf-16be'],
  ])('%s is found, packed or not', async (_name, bytes, label) => {
    for (const content of [bytes, gzipSync(bytes)]) {
      const read = await everything(await file(content));
      expect(read.encoding).toBe(label);
      expect(read.columns).toEqual(['订单号', '商品', '金额']);
      expect(read.rows.map((row) => row.cells[1])).toEqual(['儿童保温杯, 不锈钢', '纸巾😀']);
    }
  });

  test('a file may be told its encoding; one nobody knows is refused', async () => {
    const path = await file(iconv.encode('name\ncafé\n', 'windows-1252'));
    expect((await everything(path, { encoding: 'windows-1252' })).rows[0]!.cells).toEqual(['café']);
    await expect(everything(path, { encoding: 'klingon' })).rejects.toThrow('unknown-encoding');
  });

  test('bytes no encoding knows cost their own row', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\n订单,1\n'),
      Buffer.from([0xff, 0x2c, 0x32, 0x0a]),
      Buffer.from('纸,3\n'),
    ]);
    const read = await everything(await file(bytes));
    expect(read.rows.map((row) => row.cells[1])).toEqual(['1', '3']);
    expect(read.rejects).toMatchObject([{ line: 3, code: 'bad-bytes' }]);
  });

  test('GB18030 is found late, behind two megabytes of ASCII', async () => {
    const ascii = `id,name\n${'12345,abcdefghij\n'.repeat(130_000)}`;
    const read = await everything(
      await file(Buffer.concat([Buffer.from(ascii), iconv.encode('9,熟客\n', 'gb18030')])),
    );
    expect(read.encoding).toBe('gb18030');
    expect(read.rows.at(-1)!.cells).toEqual(['9', '熟客']);
    expect(read.rejects).toEqual([]);
  });

  test('any text comes back from any encoding', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((it) => !/["\uffff\ufffd\p{C}\s,']/u.test(it));
    const property = fc.asyncProperty(
      fc.array(text, { minLength: 1, maxLength: 10 }),
      fc.constantFrom('utf-8', 'gb18030', 'utf-16le'),
      async (names, encoding) => {
        const bytes = iconv.encode(
          `id,name\n${names.map((name, nth) => `${nth},${name}\n`).join('')}`,
          encoding,
        );
        const read = await everything(await file(bytes), { encoding, delimiter: ',' });
        expect(read.rows.map((row) => row.cells[1] ?? '')).toEqual(names.map((name) => name.trim()));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

describe('formats', () => {
  test('delimiters and formats are found by content', async () => {
    const formats = async (text: string): Promise<[string, number | undefined]> => {
      const read = await everything(await file(text));
      const packed = await everything(await file(gzipSync(Buffer.from(text))));
      expect(packed).toEqual(read);
      expect(read.rows.length).toBeGreaterThan(0);
      return [read.format, read.columns?.length];
    };
    expect(await formats('a\tb, c\n1\t2, 3\n')).toEqual(['delimited', 2]);
    expect(await formats('a;b\n1,5;2\n2,5;3\n')).toEqual(['delimited', 2]);
    expect(await formats(' a b\n 1   2\n')).toEqual(['blanks', 2]);
    expect(await formats('{"a":1}\n{"a":2}\n')).toEqual(['json-lines', undefined]);
    expect(await formats('only\n1\n')).toEqual(['delimited', 1]);
  });

  test('a header is found below the titles that exports put above it', async () => {
    const path = await file('订单报表\n导出时间,2024-01-01\n订单号,金额\n1,2\n');
    const read = await everything(path, { delimiter: ',', header: (cells) => cells.includes('订单号') });
    expect(read.columns).toEqual(['订单号', '金额']);
    expect(read.rows).toEqual([{ line: 4, cells: ['1', '2'] }]);
  });

  test('JSON lines: what is no object is rejected by itself', async () => {
    const read = await everything(await file('{"a":1}\n[2]\nnot json\n\n{"a":3}'));
    expect(read.rows.map((row) => [row.line, row.json])).toEqual([
      [1, { a: 1 }],
      [5, { a: 3 }],
    ]);
    expect(read.rejects.map((reject) => [reject.line, reject.code])).toEqual([
      [2, 'not-json'],
      [3, 'not-json'],
    ]);
  });

  test('XLSX: dates as on the wall, numbers without dust, the sheet asked for, packed too', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('说明').addRow(['读我']);
    const sheet = book.addWorksheet('订单');
    sheet.addRow(['订单号', '金额', '时间']);
    sheet.addRow(['="1001"', 0.1 + 0.2, new Date('2024-02-03T04:05:06Z')]).getCell(3).numFmt =
      'yyyy-mm-dd hh:mm:ss';
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    for (const content of [bytes, gzipSync(bytes)]) {
      const read = await everything(await file(content), { sheet: '订单' });
      expect(read.columns).toEqual(['订单号', '金额', '时间']);
      expect(read.rows).toEqual([{ line: 2, cells: ['1001', '0.3', '2024-02-03 04:05:06'] }]);
    }
    await expect(everything(await file(bytes), { sheet: '没有' })).rejects.toThrow('no-such-sheet');
  });

  test('XLSX: no row is lost when the reader is slower than the file', async () => {
    const path = join(folder, 'many.xlsx');
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true });
    const sheet = book.addWorksheet('many');
    for (let row = 0; row <= 20_000; row += 1) sheet.addRow([`订单${row}`, row]).commit();
    await book.commit();
    let count = 0;
    for await (const batch of (await openRows(path)).batches) {
      for (const row of batch.rows) {
        count += 1;
        if (Number(row.cells[1]) !== count) throw new Error(`row ${row.line} came as number ${count}`);
      }
      await new Promise(setImmediate);
    }
    expect(count).toBe(20_000);
  });

  test('Parquet: names, decimals, instants with and without a zone, packed too', async () => {
    const path = join(folder, 'some.parquet');
    const session = new Session();
    session.query(
      `INSERT INTO FUNCTION file('${path}', 'Parquet') SELECT number AS id, '订单' AS name, toDecimal64(1.5, 2) AS price,
       toDateTime64('2024-01-01 00:00:00', 3, 'Asia/Shanghai') AS at, NULL::Nullable(String) AS nothing FROM numbers(5000)`,
    );
    session.close();
    for (const one of [path, await file(gzipSync(await readFile(path)))]) {
      const read = await everything(one);
      expect(read.format).toBe('parquet');
      expect(read.columns).toEqual(['id', 'name', 'price', 'at', 'nothing']);
      expect(read.rows).toHaveLength(5000);
      expect(read.rows[4999]).toEqual({
        line: 5000,
        cells: ['4999', '订单', '1.5', '2023-12-31T16:00:00.000Z', ''],
      });
    }
  });
});

describe('hostile files', () => {
  test('a missing file and a damaged pack are problems, not crashes', async () => {
    await expect(openRows(join(folder, 'absent'))).rejects.toThrow('file-missing');
    const packed = gzipSync(
      Buffer.from(`a,b\n${Array.from({ length: 9000 }, (_, n) => `${n},${n * 7919}`).join('\n')}`),
    );
    await expect(everything(await file(packed.subarray(0, packed.length / 2)))).rejects.toThrow(
      'file-damaged',
    );
    await expect(everything(await file('PAR1 but nothing more'))).rejects.toThrow('file-damaged');
  });

  test('an empty file has no rows', async () => {
    const read = await everything(await file(''));
    expect([read.rows, read.rejects, read.columns]).toEqual([[], [], undefined]);
  });
});

const reader = fileURLToPath(new URL('../../../../../test/read-file-child.ts', import.meta.url));

/** Reads a CSV of so many rows of 100 bytes in a process of its own, with little room for what may be thrown away. */
async function memoryFor(rows: number, packed: boolean): Promise<number> {
  const line = Buffer.from(`7,"儿童保温杯, 不锈钢",2026-01-01 08:00:00,29.90,${'x'.repeat(42)}\n`);
  const text = Buffer.concat([
    Buffer.from('no,title,at,price,more\n'),
    Buffer.alloc(rows * line.length, line),
  ]);
  const path = await file(packed ? gzipSync(text, { level: 1 }) : text);
  const small = ['--max-old-space-size=48', '--max-semi-space-size=1'];
  const { stdout } = await promisify(execFile)(process.execPath, [...small, reader, path]);
  await rm(path);
  const { rows: read, peakMb } = JSON.parse(stdout) as { rows: number; peakMb: number };
  expect(read).toBe(rows);
  return peakMb;
}

test.skipIf(process.platform !== 'linux').each([false, true])(
  'memory does not grow with a text (packed: %s)',
  async (packed) => {
    const [once, fivefold] = [await memoryFor(60_000, packed), await memoryFor(300_000, packed)];
    // 24 MB more to read: whoever kept the bytes alone would need them all, rows several times that.
    expect(fivefold - once).toBeLessThan(12);
  },
);
