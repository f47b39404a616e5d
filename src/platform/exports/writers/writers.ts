import type { Format, Writer } from './plan.ts';
import { writeCsv } from './write-csv.ts';
import { writeJsonLines } from './write-json-lines.ts';
import { writeParquet } from './write-parquet.ts';
import { writeXlsx } from './write-xlsx.ts';

export interface FileKind {
  readonly write: Writer;
  readonly mediaType: string;
  readonly extension: string;
  /** May be printed: its bytes are text. */
  readonly isText: boolean;
}

export const fileKinds: Readonly<Record<Format, FileKind>> = {
  csv: { write: writeCsv, mediaType: 'text/csv', extension: 'csv', isText: true },
  jsonl: { write: writeJsonLines, mediaType: 'application/x-ndjson', extension: 'jsonl', isText: true },
  xlsx: {
    write: writeXlsx,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    isText: false,
  },
  parquet: {
    write: writeParquet,
    mediaType: 'application/vnd.apache.parquet',
    extension: 'parquet',
    isText: false,
  },
};
