import iconv from 'iconv-lite';
import type { Cell, Column, Row } from '../column.ts';
import { guardText } from './guard-text.ts';
import { majorUnits } from './major-units.ts';
import { type Encoding, headings, type Plan, type Writer } from './plan.ts';
import { shopClock } from './shop-clock.ts';

/** Commas, CRLF, a heading, quotes only where they are needed; RFC 4180. */
export const writeCsv: Writer = async function* (batches, plan) {
  const encode = encoders[plan.encoding];
  const texts = plan.columns.map((it) => textOf(it, plan));
  const line = (row: Row): string => `${texts.map((text) => text(row)).join(',')}\r\n`;
  const mark = plan.encoding === 'utf-8-bom' ? '\ufeff' : '';
  yield encode(`${mark}${headings(plan).map(quoted).join(',')}\r\n`);
  for await (const rows of batches) yield encode(rows.map(line).join(''));
};

const encoders: Readonly<Record<Encoding, (text: string) => Buffer>> = {
  'utf-8-bom': (text) => Buffer.from(text),
  'utf-8': (text) => Buffer.from(text),
  gb18030: (text) => iconv.encode(text, 'gb18030'),
};

/** How a column's cells are written; what is not there is an empty cell. */
function textOf({ code, type }: Column, { timeZone }: Plan): (row: Row) => string {
  const write = spreadsheetText(type, timeZone);
  return (row) => {
    const cell = row[code];
    return cell === null || cell === undefined ? '' : write(cell, row);
  };
}

function spreadsheetText(type: Column['type'], timeZone: string): (cell: Cell, row: Row) => string {
  if (type === 'money') return (cell, row) => majorUnits(Number(cell), String(row.currency ?? ''));
  if (type === 'text') return (cell) => quoted(guardText(String(cell)));
  if (type !== 'instant') return String;
  const clock = shopClock(timeZone);
  return (cell) => clock(Number(cell));
}

/** Semicolons and tabs too: a spreadsheet set up for them would otherwise begin a new cell inside the text. */
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

const quoted = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
