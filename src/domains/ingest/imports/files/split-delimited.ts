import { brokenRow } from './broken-row.ts';
import { cleanCell } from './clean-cell.ts';
import { BAD_BYTES } from './decode-text.ts';
import { LONGEST_ROW, nextQuote, type QuotedRow, readQuotedRow } from './quoted-row.ts';
import type { RowBatch } from './rows.ts';

const RETURN = 0x0d;

/** Where a row starts in the text at hand, and where its first line ends. */
interface Start {
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

/**
 * Splits text into rows as it comes, chunk by chunk; the chunks' boundaries never change the outcome. A broken row is
 * rejected by itself: reading goes on at the very next line, so that one unclosed quote costs one row and not the file
 * (why this is not csv-parse: docs/decisions/0020-reading-files.md).
 */
export class DelimitedSplitter {
  /** Cells of a whole row; more than these (unless empty) is a broken row. Unlimited until the header is known. */
  width = Number.POSITIVE_INFINITY;
  readonly #delimiter: string;
  readonly #quoting: boolean;
  #rest = '';
  #line = 1;
  #skipping = false;
  #mayBeBad = false;

  /** `delimiter` is one character, or 'blanks': runs of blanks separate and quotes mean nothing. */
  constructor(delimiter: string) {
    this.#delimiter = delimiter;
    this.#quoting = delimiter !== 'blanks';
  }

  /** The rows completed by `chunk`. `final` ends the file: a last line needs no line feed. */
  push(chunk: string, final: boolean): RowBatch {
    const text = this.#rest.length === 0 ? chunk : this.#rest + chunk;
    const batch: RowBatch = { rows: [], rejects: [] };
    this.#mayBeBad = text.includes(BAD_BYTES);
    this.#rest = text.slice(this.#split(text, final, batch));
    return batch;
  }

  /** Takes whole rows off the text; answers where the first row without an end starts. */
  #split(text: string, final: boolean, batch: RowBatch): number {
    let at = this.#skipping ? this.#skipLongLine(text) : 0;
    let quote = this.#quoting ? nextQuote(text, at) : Number.POSITIVE_INFINITY;
    while (at < text.length) {
      const feed = text.indexOf('\n', at);
      if (feed < 0 && !final) return this.#waitForEnd(text, at, batch);
      const end = feed < 0 ? text.length : feed;
      const before = at;
      at =
        quote < end
          ? this.#takeQuoted({ text, at, end }, final, batch)
          : this.#takePlain({ text, at, end }, batch);
      if (at === before) return at;
      if (at > quote) quote = nextQuote(text, at);
    }
    return text.length;
  }

  #takePlain({ text, at, end }: Start, batch: RowBatch): number {
    if (end - at > LONGEST_ROW) return this.#rejectLine(end, 'row-too-long', batch);
    const stop = end > at && text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
    if (stop > at) this.#keep(this.#cellsOf(text.slice(at, stop)), batch);
    this.#line += 1;
    return end + 1;
  }

  #takeQuoted({ text, at, end }: Start, final: boolean, batch: RowBatch): number {
    if (end - at > LONGEST_ROW) return this.#rejectLine(end, 'row-too-long', batch);
    const row = readQuotedRow({ text, at, final, delimiter: this.#delimiter });
    if (row === 'needs-more') return at;
    if (typeof row === 'string') return this.#rejectLine(end, row, batch);
    // Too many cells over several lines: a quote left open was closed by a later row's. It costs the first line only.
    if (row.lines > 1 && this.#isTooWide(row.cells)) return this.#rejectLine(end, 'unclosed-quote', batch);
    return this.#keepQuoted(row, batch);
  }

  #keepQuoted(row: QuotedRow, batch: RowBatch): number {
    this.#keep(row.cells, batch);
    this.#line += row.lines;
    return row.next;
  }

  #rejectLine(end: number, code: string, batch: RowBatch): number {
    batch.rejects.push(brokenRow(this.#line, code));
    this.#line += 1;
    return end + 1;
  }

  /** No end of line in sight: keep the piece for the next chunk, or give the line up once it is too long for a row. */
  #waitForEnd(text: string, at: number, batch: RowBatch): number {
    if (text.length - at <= LONGEST_ROW) return at;
    batch.rejects.push(brokenRow(this.#line, 'row-too-long'));
    this.#skipping = true;
    return text.length;
  }

  #skipLongLine(text: string): number {
    const feed = text.indexOf('\n');
    if (feed < 0) return text.length;
    this.#skipping = false;
    this.#line += 1;
    return feed + 1;
  }

  #cellsOf(line: string): string[] {
    return this.#quoting ? line.split(this.#delimiter) : line.trim().split(/\s+/);
  }

  /** Cleans the cells in place and keeps the row, unless it is empty or broken. */
  #keep(cells: string[], batch: RowBatch): void {
    let filled = false;
    for (let nth = 0; nth < cells.length; nth += 1) {
      const cell = cleanCell(cells[nth]!);
      cells[nth] = cell;
      filled ||= cell !== '';
    }
    if (!filled) return;
    if (this.#mayBeBad && cells.some((cell) => cell.includes(BAD_BYTES)))
      batch.rejects.push(brokenRow(this.#line, 'bad-bytes'));
    else if (this.#isTooWide(cells)) batch.rejects.push(brokenRow(this.#line, 'too-many-cells'));
    else batch.rows.push({ line: this.#line, cells });
  }

  #isTooWide(cells: readonly string[]): boolean {
    return cells.length > this.width && cells.slice(this.width).some((cell) => cell.trim() !== '');
  }
}
