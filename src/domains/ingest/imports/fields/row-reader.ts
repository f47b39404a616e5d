import type { Text } from '../../../../platform/errors.ts';
import type { Zone } from '../../../../platform/zone.ts';
import { personalKindOf } from '../../../compliance/index.ts';
import type { Row, RowReject } from '../files/rows.ts';
import { CELL_PROBLEMS, maskCell, missingValue } from './cell-problems.ts';
import type { Columns, Places } from './columns.ts';
import { instantOf, isoOf, type TimeFormat } from './instant.ts';
import { minorOf, unitPriceOf } from './money.ts';

const WHOLE = /^[+-]?\d{1,15}(?:\.0+)?$/;
/** What PostgreSQL keeps as an integer: beyond it, one cell would fail the 5,000 rows it is stored with. */
const INT32 = 2 ** 31 - 1;

/** A whole number that counts something; undefined where it is none, or larger than anything counted. */
export function wholeNumberOf(text: string): number | undefined {
  return WHOLE.test(text) && Math.abs(Number(text)) <= INT32 ? Number(text) : undefined;
}

/** What every cell of the file is read with. */
export interface ReadingTerms {
  readonly currency: string;
  readonly zone: Zone;
}

/**
 * Reads the cells of one row by column key and notes every problem it meets, not the first. A reader is made once per
 * file and moved from row to row (541,909 objects less).
 */
export class RowReader<Key extends string> {
  readonly currency: string;
  readonly zone: Zone;
  row: Row = { line: 0, cells: [] };
  problems: RowReject[] = [];
  /** Columns of the row with a value that is not stored. */
  leftOut: string[] = [];
  readonly #columns: Columns<Key>;
  readonly #places: Places<Key>;
  /** Rows of one order share their times: the last one read is kept. */
  #lastTime = { text: '', format: '', iso: '' };

  constructor(columns: Columns<Key>, places: Places<Key>, terms: ReadingTerms) {
    this.#columns = columns;
    this.#places = places;
    this.currency = terms.currency;
    this.zone = terms.zone;
  }

  /** Turns to a row; problems noted so far are forgotten. */
  turnTo(row: Row): void {
    this.row = row;
    if (this.problems.length > 0) this.problems = [];
    if (this.leftOut.length > 0) this.leftOut = [];
  }

  /** Whether the file has the column at all. */
  has(key: Key): boolean {
    return this.#places[key] >= 0;
  }

  /** The cell, '' where it is empty or the file has no such column. */
  text(key: Key): string {
    return this.row.cells[this.#places[key]] ?? '';
  }

  /** The cell, or undefined where it is empty. */
  some(key: Key): string | undefined {
    const text = this.text(key);
    return text === '' ? undefined : text;
  }

  /** The cell; an empty one is a problem. */
  needed(key: Key): string {
    const text = this.text(key);
    if (text === '') this.refuse(key, 'missing-value', missingValue);
    return text;
  }

  /** `times` x the amount of the cell in minor units, rounded once; undefined where the cell is empty or wrong. */
  minor(key: Key, times = 1, currency = this.currency): number | undefined {
    return this.#read(key, 'not-an-amount', (text) => minorOf(text, currency, times));
  }

  /** A price of one unit in minor units, with its fraction. */
  unitPrice(key: Key, currency = this.currency): number | undefined {
    return this.#read(key, 'not-an-amount', (text) => unitPriceOf(text, currency));
  }

  /** A whole number; `3.0`, as spreadsheets write it, is one. */
  whole(key: Key): number | undefined {
    return this.#read(key, 'not-a-whole-number', wholeNumberOf);
  }

  /** An instant as ISO 8601; times without a zone are on the wall of the preset's zone. */
  instant(key: Key, format: TimeFormat = 'auto'): string | undefined {
    const last = this.#lastTime;
    return this.#read(key, 'not-a-time', (text) => {
      if (last.text === text && last.format === format) return last.iso;
      const instant = instantOf(text, this.zone, format);
      if (instant === undefined) return undefined;
      this.#lastTime = { text, format, iso: isoOf(instant) };
      return this.#lastTime.iso;
    });
  }

  /** The value a word stands for; commas and blanks of either width are the same. */
  oneOf<T>(key: Key, meanings: ReadonlyMap<string, T>): T | undefined {
    return this.#read(key, 'unknown-value', (text) => meanings.get(text) ?? meanings.get(plainWord(text)));
  }

  /** Notes a problem of one cell, once however often the cell is read. */
  refuse(key: Key, code: string, message: Text): void {
    const column = this.#columns[key].names[0]!;
    if (!this.problems.some((noted) => noted.column === column && noted.code === code))
      this.problems.push(this.#reject(key, code, message));
  }

  /** Notes that the cell says something which is not stored: the row is, and the import counts what it lacks. */
  leaveOut(key: Key): void {
    this.leftOut.push(this.#columns[key].names[0]!);
  }

  #read<T>(key: Key, code: keyof typeof CELL_PROBLEMS, read: (text: string) => T | undefined): T | undefined {
    const text = this.text(key);
    if (text === '') {
      if (this.#columns[key].filled) this.refuse(key, 'missing-value', missingValue);
      return undefined;
    }
    const value = read(text);
    if (value === undefined) this.refuse(key, code, CELL_PROBLEMS[code]);
    else if (typeof value === 'number') this.#plausible(key, value, text);
    return value;
  }

  /** What would be stored without a word and spoil every sum it is in. */
  #plausible(key: Key, value: number, text: string): void {
    if (this.#columns[key].notNegative && value < 0) this.refuse(key, 'negative', CELL_PROBLEMS.negative);
    if (isOtherNumber(text)) this.refuse(key, 'not-this-number', CELL_PROBLEMS['not-this-number']);
  }

  #reject(key: Key, code: string, message: Text): RowReject {
    const column = this.#columns[key];
    const text = this.text(key);
    return {
      line: this.row.line,
      column: column.names[0]!,
      // Cells shift, and merchants mix columns up: a phone number may stand where an amount should.
      value: column.personal || personalKindOf(text) !== undefined ? maskCell(text) : text.slice(0, 200),
      code,
      message,
    };
  }
}

/** A phone, card or ID number where columns are shifted: as an amount, 13.8 billion yuan. */
export const isOtherNumber = (text: string): boolean =>
  text.length > 10 && personalKindOf(text) !== undefined;

/** A word as it is compared: half-width, without blanks. */
export function plainWord(word: string): string {
  return word.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
}

/** Meanings of words, found however wide their commas are. */
export function meanings<T>(words: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(words).map(([word, meaning]) => [plainWord(word), meaning]));
}
