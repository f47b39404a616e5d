import fc from 'fast-check';
import { placesOf } from '../../src/contract/currency.ts';
import { type Column, column, type Row } from '../../src/platform/exports/index.ts';

/** Tables as nobody would export them on purpose. */

export const columns: readonly Column[] = [
  column('text', ['文字', 'Text']),
  column('other', ['其他', 'Other']),
  column('whole', ['整数', 'Whole'], 'int'),
  column('part', ['小数', 'Part'], 'number'),
  column('flag', ['真假', 'Flag'], 'boolean'),
  column('day', ['日', 'Day'], 'day'),
  column('at', ['时刻', 'At'], 'instant'),
  column('currency', ['币种', 'Currency']),
  column('paid', ['实付', 'Paid'], 'money'),
];

const trigger = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', "'", '"', ' ');
const tail = fc.oneof(
  fc.constantFrom('cmd|/C calc!A0', '1+1', 'SUM(A1)', 'HYPERLINK("x","y")', ''),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const formula = fc
  .tuple(fc.array(trigger, { minLength: 1, maxLength: 3 }), tail)
  .map(([a, b]) => a.join('') + b);
const number = fc.oneof(fc.stringMatching(/^0?\d{12,20}$/), fc.stringMatching(/^\d{1,3}E\d{1,2}$/));
const plain = fc.string({ unit: 'grapheme', maxLength: 20 });
const separators = fc.constantFrom(
  'a,b',
  'a;b',
  'a"b',
  'a\nb',
  'a\r\nb',
  '客户,"王"',
  '𠮷野家',
  '_x0041_',
  '<a>&b',
);

export const anyText = fc.oneof(
  formula,
  number,
  plain,
  separators,
  fc.constantFrom('-5', '+8613800138000', '客户'),
);

const some = <T>(it: fc.Arbitrary<T>) => fc.option(it, { freq: 5 });
const ms = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2099, 0, 1) });
const currency = fc.constantFrom('CNY', 'JPY', 'KWD');

export const row: fc.Arbitrary<Row> = fc.record({
  text: some(anyText),
  other: some(anyText),
  whole: some(fc.maxSafeInteger()),
  part: some(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })),
  flag: some(fc.boolean()),
  day: some(ms.map((it) => new Date(it).toISOString().slice(0, 10))),
  at: some(ms),
  currency,
  paid: some(fc.integer({ min: -1e14, max: 1e14 })),
});

/** Major units, worked out with big integers and not as the product does. */
export function major(minor: number, code: string): string {
  const places = BigInt(placesOf(code));
  const unit = 10n ** places;
  const size = BigInt(Math.abs(minor));
  const fraction = places === 0n ? '' : `.${(size % unit).toString().padStart(Number(places), '0')}`;
  return `${minor < 0 ? '-' : ''}${size / unit}${fraction}`;
}

/** Rows in batches of odd sizes, and whether the source was told that it may end. */
export async function* batchesOf(rows: readonly Row[], size = 7): AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

/** Everything an iterable gives. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

export const bytesOf = async (pieces: AsyncIterable<Buffer>): Promise<Buffer> =>
  Buffer.concat(await all(pieces));
