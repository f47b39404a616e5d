import type { OpenOptions, Row } from './rows.ts';

/** Rows that are searched for a header when told how to know one. */
const SEARCHED = 20;

export interface Header {
  readonly columns: readonly string[] | undefined;
  /** Rows up to this line (the header, and titles above it) hold no data; 0 where there is no header. */
  readonly line: number;
}

/** Finds the header among the first rows of a file. */
export function findHeader(rows: readonly Row[], wanted: OpenOptions['header'] = true): Header {
  if (wanted === false) return { columns: undefined, line: 0 };
  const found = wanted === true ? rows[0] : rows.slice(0, SEARCHED).find((row) => wanted(row.cells));
  return found === undefined ? { columns: undefined, line: 0 } : { columns: found.cells, line: found.line };
}
