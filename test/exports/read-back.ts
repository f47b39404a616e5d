import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import type { ClickHouse } from '../../src/platform/clickhouse/clickhouse.ts';
import type { formats } from '../../src/platform/exports/index.ts';

/** A file of any format, read by somebody else's reader: the names of its columns, and its cells as texts, row by row. */
export interface ReadBack {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Reading {
  readonly clickhouse: ClickHouse;
  /** For what is read from a file. */
  readonly folder: string;
}

type Format = (typeof formats)[number];
type Reader = (bytes: Buffer, reading: Reading) => ReadBack | Promise<ReadBack>;

const readers: Readonly<Record<Format, Reader>> = {
  csv(bytes) {
    const [names, ...rows]: string[][] = parse(bytes, { bom: true });
    return { names: names!, rows: rows.map((row) => row.map((cell) => cell.replace(/^'/, ''))) };
  },
  jsonl: (bytes) => ofObjects(objectsOf(bytes.toString())),
  async xlsx(bytes) {
    const book = await new ExcelJS.Workbook().xlsx.load(bytes as never);
    const rows: string[][] = [];
    book.worksheets[0]!.eachRow((row) => {
      const width = Math.max(row.cellCount, rows[0]?.length ?? 0);
      rows.push(Array.from({ length: width }, (_, n) => textOf(row.getCell(n + 1).value)));
    });
    return { names: rows[0]!, rows: rows.slice(1) };
  },
  async parquet(bytes, { clickhouse, folder }) {
    const path = join(folder, 'read-back.parquet');
    await writeFile(path, bytes);
    // No question names no shop, as in the product: the file is that of shop 1.
    const file = `(SELECT toUInt32(1) AS shop_id, * FROM file('${path}', 'Parquet'))`;
    const question = `SELECT * EXCEPT shop_id FROM ${file} WHERE shop_id = {shop:UInt32}`;
    return ofObjects(await clickhouse.query<object>({ sql: question, shopId: 1 }));
  },
};

export const readBack = (format: Format, bytes: Buffer, reading: Reading): ReadBack | Promise<ReadBack> =>
  readers[format](bytes, reading);

const objectsOf = (lines: string): object[] =>
  lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const ofObjects = (objects: readonly object[]): ReadBack => ({
  names: Object.keys(objects[0] ?? {}),
  rows: objects.map((it) => Object.values(it).map(textOf)),
});

const textOf = (cell: unknown): string => (cell === null || cell === undefined ? '' : String(cell));
