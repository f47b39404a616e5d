import type { Column, Row } from '../column.ts';

export const formats = ['csv', 'jsonl', 'xlsx', 'parquet'] as const;
export type Format = (typeof formats)[number];

/** `utf-8-bom`: Excel shows Chinese only behind that mark. */
export const encodings = ['utf-8-bom', 'utf-8', 'gb18030'] as const;
export type Encoding = (typeof encodings)[number];

export const headerStyles = ['code', 'zh', 'en'] as const;
export type HeaderStyle = (typeof headerStyles)[number];

/** How rows are written. */
export interface Plan {
  readonly columns: readonly Column[];
  /** CSV and XLSX; formats for machines always have codes. */
  readonly headers: HeaderStyle;
  /** CSV only. */
  readonly encoding: Encoding;
  /** IANA zone in which CSV and XLSX say instants. */
  readonly timeZone: string;
}

/**
 * Writes rows as the bytes of a file. A generator: it reads on only when its last piece was taken, so that a slow
 * reader slows the engine instead of filling memory; returning it ends the source.
 */
export type Writer = (batches: AsyncIterable<readonly Row[]>, plan: Plan) => AsyncGenerator<Buffer>;

/** What stands above the columns of a spreadsheet. */
export const headings = ({ columns, headers }: Plan): string[] =>
  columns.map((it) => (headers === 'code' ? it.code : it.label[headers]));

/** A column's name in a format for machines: money says that it is in minor units. */
export const machineName = ({ code, type }: Column): string => (type === 'money' ? `${code}_minor` : code);
