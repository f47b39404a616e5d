import type { Text } from '../../../../platform/errors.ts';

/** One row as a file holds it. Tables fill `cells` by position; JSON lines fill `json`. */
export interface Row {
  /** 1-based line of the file where the row starts (XLSX: row of the sheet, Parquet: nth row). */
  readonly line: number;
  /** Cleaned of merchants' habits (clean-cell.ts). Shorter than the header where the row is: the rest is empty. */
  readonly cells: readonly string[];
  readonly json?: Readonly<Record<string, unknown>>;
}

/** Why a row, or one cell of it, cannot be used. `value` is already masked where the column is personal. */
export interface RowReject {
  readonly line: number;
  readonly column?: string;
  readonly value?: string;
  readonly code: string;
  readonly message: Text;
}

/** What one read gave: whole rows in file order, and the rows that were none. */
export interface RowBatch {
  readonly rows: Row[];
  readonly rejects: RowReject[];
}

export type FileFormat = 'delimited' | 'blanks' | 'json-lines' | 'xlsx' | 'parquet';

export type HeaderTest = boolean | 'likely' | ((cells: readonly string[]) => boolean);

export interface OpenOptions {
  /** Found by content where absent. */
  readonly format?: FileFormat;
  /** Any WHATWG label (`gbk`, `windows-1252`, ...); found by content where absent. */
  readonly encoding?: string;
  readonly delimiter?: string;
  /** XLSX: name or 1-based number; the first sheet where absent. */
  readonly sheet?: string | number;
  /**
   * Whether a line of column names is there: yes (default), no, or how to tell one. With a test, the first 20 rows are
   * searched (exports put titles above their header); without a match the file has none. 'likely': nobody knows its names yet.
   */
  readonly header?: HeaderTest | undefined;
}

/** An opened file. `close` it whatever happens; reading `batches` to its end closes it too. */
export interface OpenedRows {
  readonly format: FileFormat;
  /** Label of the text's encoding; undefined for binary formats, and while a text has shown only ASCII. */
  readonly encoding: string | undefined;
  /** Column names; undefined where the file has no header. */
  readonly columns: readonly string[] | undefined;
  /** Between the cells of a text; absent for what has none. */
  readonly delimiter?: string | undefined;
  readonly batches: AsyncIterable<RowBatch>;
  /** Bytes of the file (compressed as it is) consumed so far. */
  bytesRead(): number;
  close(): Promise<void>;
}
