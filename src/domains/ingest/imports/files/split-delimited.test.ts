import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanCell } from './clean-cell.ts';
import type { RowBatch } from './rows.ts';
import { DelimitedSplitter } from './split-delimited.ts';

/** The slow and obvious way: one character at a time over the whole text. Knows well-formed text only. */
function slowParse(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  const endCell = (): void => {
    cells.push(cell);
    cell = '';
    state = 'start';
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]!;
    if (state === 'quoted') {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else state = 'closed';
    } else if (letter === delimiter) endCell();
    else if (letter === '\n') {
      endCell();
      rows.push(cells);
      cells = [];
    } else if (letter === '"' && state === 'start') state = 'quoted';
    else if (letter !== '\r') {
      cell += letter;
      state = 'plain';
    }
  }
  if (cell !== '' || cells.length > 0) {
    endCell();
    rows.push(cells);
  }
  return rows;
}

function splitAt(text: string, cuts: readonly number[]): string[] {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [...places, text.length].map((place, nth) => text.slice(nth === 0 ? 0 : places[nth - 1], place));
}

function readAll(pieces: readonly string[], delimiter: string, width?: number): RowBatch {
  const splitter = new DelimitedSplitter(delimiter);
  if (width !== undefined) splitter.width = width;
  const all: RowBatch = { rows: [], rejects: [] };
  for (const piece of [...pieces.map((text) => [text, false] as const), ['', true] as const]) {
    const batch = splitter.push(piece[0], piece[1]);
    all.rows.push(...batch.rows);
    all.rejects.push(...batch.rejects);
  }
  return all;
}

const cell = fc.string({
  unit: fc.constantFrom('a', '1', ' ', ',', '\t', '"', '\n', '订', '😀', '=', "'"),
  maxLength: 6,
});
const written = (text: string, delimiter: string): string =>
  /["\n\r]|^=/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;

describe('splitting delimited text', () => {
  test('agrees with a character-by-character parser, wherever the chunks are cut', () => {
    const property = fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      fc.constantFrom(',', '\t', ';'),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.nat(), { maxLength: 6 }),
      (rows, delimiter, lineEnd, cuts) => {
        const text = rows
          .map((cells) => cells.map((it) => written(it, delimiter)).join(delimiter) + lineEnd)
          .join('');
        const expected = slowParse(text, delimiter)
          .map((cells) => cells.map(cleanCell))
          .filter((cells) => cells.some((it) => it !== ''));
        expect(readAll(splitAt(text, cuts), delimiter).rows.map((row) => row.cells)).toEqual(expected);
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  test('any text at all gives the same rows and rejects, wherever the chunks are cut', () => {
    const any = fc.string({
      unit: fc.constantFrom('a', '1', ',', '"', '"', '\n', '\n', '\r', '\uffff', '='),
      maxLength: 80,
    });
    const property = fc.property(any, fc.array(fc.nat(), { maxLength: 10 }), (text, cuts) => {
      expect(readAll(splitAt(text, cuts), ',', 3)).toEqual(readAll([text], ',', 3));
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test('a broken row costs itself and no other', () => {
    const text = ['a,b', '1,"open', '2,x', '3,"stray"y', '4,y', '5,x,y', '6,\uffff', '7,z,', '8,"end'].join(
      '\n',
    );
    const { rows, rejects } = readAll([text], ',', 2);
    expect(rows.map((row) => [row.line, row.cells[0]])).toEqual([
      [1, 'a'],
      [3, '2'],
      [5, '4'],
      [8, '7'],
    ]);
    expect(rejects.map((reject) => [reject.line, reject.code])).toEqual([
      [2, 'stray-quote'],
      [4, 'stray-quote'],
      [6, 'too-many-cells'],
      [7, 'bad-bytes'],
      [9, 'unclosed-quote'],
    ]);
  });

  test('an endless line and an endless quoted cell are given up without keeping them', () => {
    const long = 'x'.repeat(100_000);
    const endless = readAll(['a,b\n', long, long, long, long, '\n1,2\n'], ',');
    expect(endless.rows.map((row) => row.line)).toEqual([1, 3]);
    expect(endless.rejects.map((reject) => [reject.line, reject.code])).toEqual([[2, 'row-too-long']]);
    const open = readAll(['1,"open\n', ...Array(9).fill(`${long}\n`), '2,b\n'], ',', 2);
    expect(open.rejects.map((reject) => reject.code)).toEqual(['unclosed-quote']);
    expect(open.rows).toHaveLength(10);
  });

  test('cells lose what exports wrap around them', () => {
    const { rows } = readAll(['订单号,金额\n="20240101,1"\t,\'138\n"=""77""", "x"\n'], ',');
    expect(rows.map((row) => row.cells)).toEqual([
      ['订单号', '金额'],
      ['20240101,1', '138'],
      ['77', '"x"'],
    ]);
  });

  test('blanks separate however many there are, and quotation marks are letters', () => {
    const { rows } = readAll([' 00001  19970101  1   11.77\r\n', '12" a\tb\r\n'], 'blanks');
    expect(rows.map((row) => row.cells)).toEqual([
      ['00001', '19970101', '1', '11.77'],
      ['12"', 'a', 'b'],
    ]);
  });
});
