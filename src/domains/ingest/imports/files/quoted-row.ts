/** Longest row in characters: an unclosed quote must not swallow the file, nor an endless line the memory. */
export const LONGEST_ROW = 256 * 1024;

const QUOTE = 0x22;
const EQUALS = 0x3d;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const TAB = 0x09;
const BLANK = 0x20;

/** A row with quoted cells: its cells, where the next row starts, and how many lines it took. */
export interface QuotedRow {
  readonly cells: string[];
  readonly next: number;
  readonly lines: number;
}

export type Broken = 'needs-more' | 'unclosed-quote' | 'stray-quote';

interface Source {
  readonly text: string;
  readonly at: number;
  readonly final: boolean;
  /** One character. */
  readonly delimiter: string;
}

interface Cell {
  readonly value: string;
  /** Index of the delimiter or line feed behind the cell; the text's length at the end of the file. */
  readonly end: number;
}

/** Index of the next quotation mark, or infinity. */
export function nextQuote(text: string, from: number): number {
  const found = text.indexOf('"', from);
  return found < 0 ? Number.POSITIVE_INFINITY : found;
}

/**
 * Reads one row that starts at `at`. A cell that begins with a quotation mark (or `="`, a habit of exports) may hold
 * delimiters and line feeds, and doubled quotation marks; a quotation mark inside another cell is a letter like any other.
 */
export function readQuotedRow(source: Source): QuotedRow | Broken {
  const { text } = source;
  const cells: string[] = [];
  let at = source.at;
  for (;;) {
    const cell = readCell(source, at);
    if (typeof cell === 'string') return cell;
    cells.push(cell.value);
    if (cell.end >= text.length || text.charCodeAt(cell.end) === LINE_FEED)
      return { cells, next: cell.end + 1, lines: linesBetween(text, source.at, cell.end) };
    at = cell.end + 1;
  }
}

function readCell(source: Source, at: number): Cell | Broken {
  const { text } = source;
  const first = text.charCodeAt(at);
  if (first === QUOTE) return readQuotedCell(source, at + 1);
  if (first === EQUALS && text.charCodeAt(at + 1) === QUOTE) return readQuotedCell(source, at + 2);
  return readPlainCell(source, at);
}

function readPlainCell(source: Source, at: number): Cell | Broken {
  const { text } = source;
  const delimiter = text.indexOf(source.delimiter, at);
  const feed = text.indexOf('\n', at);
  const end = delimiter < 0 ? feed : feed < 0 ? delimiter : Math.min(delimiter, feed);
  if (end < 0 && !source.final) return outOfText(source);
  const stop = end < 0 ? text.length : end;
  if (stop - source.at > LONGEST_ROW) return 'unclosed-quote';
  return { value: text.slice(at, stop), end: stop };
}

function readQuotedCell(source: Source, from: number): Cell | Broken {
  const close = closingQuote(source, from);
  if (typeof close === 'string') return close;
  const raw = source.text.slice(from, close);
  return endOfQuotedCell(source, close + 1, raw.includes('"') ? raw.replaceAll('""', '"') : raw);
}

/** Index of the quotation mark that closes the cell: the first one that is not doubled. */
function closingQuote(source: Source, from: number): number | Broken {
  const { text } = source;
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return source.final ? 'unclosed-quote' : outOfText(source);
    if (at - source.at > LONGEST_ROW) return 'unclosed-quote';
    if (at + 1 >= text.length && !source.final) return 'needs-more';
    if (text.charCodeAt(at + 1) !== QUOTE) return at;
  }
}

/** Behind the closing mark only blanks may come (the trailing tab stands outside the quotes in some exports). */
function endOfQuotedCell(source: Source, from: number, value: string): Cell | Broken {
  const { text, delimiter } = source;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === delimiter.charCodeAt(0)) return { value, end: at };
    if (code !== RETURN && code !== TAB && code !== BLANK) return 'stray-quote';
    at += 1;
  }
  return source.final ? { value, end: at } : 'needs-more';
}

/** The text at hand ends inside the row: more is to come, unless the row is already longer than any row may be. */
function outOfText(source: Source): Broken {
  return source.text.length - source.at > LONGEST_ROW ? 'unclosed-quote' : 'needs-more';
}

function linesBetween(text: string, from: number, to: number): number {
  let lines = 1;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
