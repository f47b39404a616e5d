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
  const found = wanted === true ? rows[0] : searched(rows.slice(0, SEARCHED), wanted);
  return found === undefined ? { columns: undefined, line: 0 } : { columns: found.cells, line: found.line };
}

function searched(rows: readonly Row[], wanted: Exclude<OpenOptions['header'], boolean | undefined>) {
  return wanted === 'likely' ? likelyHeader(rows) : rows.find((row) => wanted(row.cells));
}

/** The first row as full as the fullest, if its cells are words that do not repeat: data has numbers, times or blanks. */
function likelyHeader(rows: readonly Row[]): Row | undefined {
  const most = Math.max(0, ...rows.map(filled));
  const first = rows.find((row) => filled(row) === most);
  return first !== undefined && most > 1 && areNames(first.cells) ? first : undefined;
}

const filled = ({ cells }: Row): number => cells.filter((cell) => cell !== '').length;

function areNames(cells: readonly string[]): boolean {
  const words = cells.filter((cell) => cell !== '');
  return new Set(words).size === words.length && !words.some((word) => /^[-+\d.,:/ ¥￥$%]+$/.test(word));
}
