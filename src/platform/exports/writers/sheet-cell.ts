import { placesOf } from '../../../contract/currency.ts';
import type { Cell, Column, Row } from '../column.ts';
import { majorUnits } from './major-units.ts';
import type { Plan } from './plan.ts';
import { shopClock } from './shop-clock.ts';

/** Index of each style in styles.xml (workbook-parts.ts); money by the decimals of its currency. */
const style = { day: 1, money: { 0: 2, 2: 3, 3: 4 } as Readonly<Record<number, number>> };

/** Spreadsheets count with 15 digits; a longer number is shown whole only as a text. */
const MOST_EXACT = 999_999_999_999_999;
/** A longer text would make Excel call the file damaged. */
const LONGEST_TEXT = 32_767;
const DAY_MS = 86_400_000;
/** Excel's day 0. Before March 1900 its calendar has a day that never was. */
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST_DAY = '1900-03-01';

/** Characters XML has no place for, and underscores that would be read as one of these escapes (ECMA-376, 22.9.2.19). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in XML
const UNSPEAKABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

function escapeXml(text: string): string {
  const hex = (it: string) => `_x${it.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  return text
    .toWellFormed()
    .replace(UNSPEAKABLE, hex)
    .replace(/[&<>\r]/g, (it) => escapes[it]!);
}

/** A text is an inline string: no spreadsheet computes it, whatever it begins with. */
export function textCell(at: string, text: string): string {
  const fitting = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(fitting)}</t></is></c>`;
}

const numberCell = (at: string, value: string | number, s = 0): string =>
  `<c r="${at}"${s === 0 ? '' : ` s="${s}"`}><v>${value}</v></c>`;

type WriteCell = (at: string, cell: Cell, row: Row) => string;

function whole(at: string, cell: Cell): string {
  return Math.abs(Number(cell)) <= MOST_EXACT ? numberCell(at, Number(cell)) : textCell(at, String(cell));
}

function money(at: string, cell: Cell, row: Row): string {
  const currency = String(row.currency ?? '');
  const major = majorUnits(Number(cell), currency);
  if (Math.abs(Number(cell)) > MOST_EXACT) return textCell(at, major);
  return numberCell(at, major, style.money[placesOf(currency)] ?? 0);
}

function day(at: string, cell: Cell): string {
  const text = String(cell);
  const serial = (Date.parse(`${text}T00:00:00Z`) - EPOCH) / DAY_MS;
  return text >= FIRST_DAY && serial < 2_958_466 ? numberCell(at, serial, style.day) : textCell(at, text);
}

/** How a column's cells stand in a sheet. */
export function cellWriter({ type }: Column, { timeZone }: Plan): WriteCell {
  const clock = type === 'instant' ? shopClock(timeZone) : String;
  const writers: Readonly<Record<Column['type'], WriteCell>> = {
    text: (at, cell) => textCell(at, String(cell)),
    int: whole,
    number: (at, cell) => numberCell(at, Number(cell)),
    money,
    boolean: (at, cell) => `<c r="${at}" t="b"><v>${cell === true ? 1 : 0}</v></c>`,
    day,
    instant: (at, cell) => textCell(at, clock(Number(cell) as never)),
  };
  return writers[type];
}
