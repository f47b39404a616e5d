import { findHeader } from '../files/find-header.ts';
import { openRows } from '../files/open-rows.ts';
import { headOf, isGzip, readBytes } from '../files/read-bytes.ts';
import { openText } from '../files/read-text.ts';
import type { FileFormat, OpenedRows, OpenOptions, Row, RowReject } from '../files/rows.ts';
import { binaryFormat } from '../files/sniff.ts';

/** Rows of a file that are looked at. */
export const LOOKED_AT = 50;

/** Unpacked bytes that are kept to be read by each preset in turn: behind the megabyte by which an encoding is judged. */
const KEPT_BYTES = 1536 * 1024;

/** The first rows of a file, read in one way. */
export interface SampleRows {
  readonly format: FileFormat;
  readonly encoding: string | undefined;
  readonly delimiter: string | undefined;
  readonly columns: readonly string[] | undefined;
  /** In file order, 50 at most; a row that is none with why. */
  readonly rows: readonly (Row | RowReject)[];
}

/** The beginning of a file, to be read in as many ways as there are presets without going to the disk again. */
export interface FileSample {
  read(options: OpenOptions): Promise<SampleRows>;
}

export const isRow = (it: Row | RowReject): it is Row => 'cells' in it;

/** Takes the beginning of a file. Throws a ProblemError for a file that is none, as `openRows` does. */
export async function sampleOf(path: string, options: OpenOptions): Promise<FileSample> {
  const packed = isGzip(await headOf(path, 4));
  const { bytes, whole } = await beginningOf(path, packed);
  const format = options.format ?? binaryFormat(bytes.subarray(0, 4));
  return format === 'xlsx' || format === 'parquet' ? binarySample(path, options) : textSample(bytes, whole);
}

async function beginningOf(path: string, packed: boolean): Promise<{ bytes: Buffer; whole: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of readBytes(path, packed).chunks) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= KEPT_BYTES) return { bytes: Buffer.concat(chunks), whole: false };
  }
  return { bytes: Buffer.concat(chunks), whole: true };
}

/** A text is cut where the kept bytes end: the row there is not told from a broken one, so it is left out. */
function textSample(bytes: Buffer, whole: boolean): FileSample {
  return {
    async read(options) {
      const opened = await openText({ chunks: once(bytes), bytesRead: () => bytes.length }, options);
      const rows = await firstRows(opened, whole);
      const { format, encoding, delimiter, columns } = opened;
      return { format, encoding, delimiter, columns, rows };
    },
  };
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** A workbook or Parquet file costs a process to read, so its first rows are read once and every header is looked for in them. */
async function binarySample(path: string, { sheet, format }: OpenOptions): Promise<FileSample> {
  const how = { ...(sheet === undefined ? {} : { sheet }), ...(format === undefined ? {} : { format }) };
  const opened = await openRows(path, { ...how, header: false });
  const all = await firstRows(opened, true);
  return {
    async read({ header }) {
      // Parquet names its columns itself.
      const named = opened.columns ?? findHeader(all.filter(isRow), header).columns;
      const line = opened.columns === undefined ? findHeader(all.filter(isRow), header).line : 0;
      const rows = all.filter((row) => row.line > line).slice(0, LOOKED_AT);
      return { format: opened.format, encoding: undefined, delimiter: undefined, columns: named, rows };
    },
  };
}

/** A header may stand in the 20th row, and rows follow it. */
const MOST_READ = LOOKED_AT + 20;

async function firstRows(opened: OpenedRows, whole: boolean): Promise<(Row | RowReject)[]> {
  const found: (Row | RowReject)[] = [];
  let ended = true;
  try {
    for await (const { rows, rejects } of opened.batches) {
      found.push(...[...rows, ...rejects].sort((a, b) => a.line - b.line));
      ended = found.length < MOST_READ;
      if (!ended) break;
    }
  } finally {
    await opened.close();
  }
  const cutOff = ended && !whole ? 1 : 0;
  return found.slice(0, Math.min(MOST_READ, found.length - cutOff));
}
