import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Param } from './clickhouse.ts';
import { type Engine, type EngineConnection, openEngine } from './engine.ts';
import { bindLiterals, literal } from './literal.ts';
import { plain } from './plain-value.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'shuke-literal-'));
let engine: Engine;
let connection: EngineConnection;

beforeAll(async () => {
  engine = await openEngine(dataDir);
  connection = await engine.connect('default');
});
afterAll(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true });
});

async function bytesOf(sql: string, params?: Record<string, unknown>): Promise<unknown> {
  const asked = { query: sql, format: 'JSONEachRow', ...(params ? { query_params: params } : {}) } as const;
  return (await connection.client.query(asked)).json();
}

/** Our literal and the engine's own parameter, compared as type, text and bytes. */
async function sameAnswer(type: string, value: Param, given: unknown = value): Promise<void> {
  const sql = `SELECT toTypeName({v:${type}}) AS type, toString({v:${type}}) AS text, {v:${type}} AS value`;
  expect(await bytesOf(bindLiterals(sql, { v: value }))).toEqual(await bytesOf(sql, { v: given }));
}

const holds = (type: string, values: fc.Arbitrary<Param>) =>
  fc.assert(
    fc.asyncProperty(values, (value) =>
      // The reference binder refuses whole floats above 2^53; as text it passes them on.
      sameAnswer(type, value, typeof value === 'number' ? String(value) : value),
    ),
    { numRuns: 60 },
  );

/** Text that tries to get out of its quotes. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      "'",
      '\\',
      '`',
      '"',
      '\n',
      '\t',
      '\0',
      '{',
      '}',
      ';',
      '-',
      '*',
      '/',
      '王',
      'n',
      'N',
    ),
  }),
);

describe('literals give the engine what its own parameters would', () => {
  it('strings of every kind', () => holds('String', text));
  it('nullable strings', () => holds('Nullable(String)', fc.option(text)));
  it('lists of strings', () => holds('Array(String)', fc.array(text, { maxLength: 5 })));
  it('small whole numbers', () => holds('UInt8', fc.nat(255)));
  it('numbers with a sign', () => holds('Int32', fc.integer()));
  it('big numbers', () => holds('UInt64', fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })));
  it('lists of numbers', () => holds('Array(UInt32)', fc.array(fc.nat(), { maxLength: 8 })));
  it('floats', () => holds('Float64', fc.double({ noNaN: true, noDefaultInfinity: true })));
  it('booleans', () => holds('Bool', fc.boolean()));

  it('instants and days, as dates and as text', async () => {
    const days = fc.date({ min: new Date('1971-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    const instants = fc.asyncProperty(days, async (day) => {
      const iso = day.toISOString();
      await sameAnswer("DateTime64(3, 'UTC')", day, iso.replace('T', ' ').replace('Z', ''));
      await sameAnswer("DateTime64(3, 'UTC')", iso, iso.replace('T', ' ').replace('Z', ''));
      await sameAnswer('Date', iso.slice(0, 10));
    });
    await fc.assert(instants, { numRuns: 40 });
  });
});

describe('what a literal refuses', () => {
  it.each([
    [256, 'UInt8'],
    [-1, 'UInt32'],
    [1.5, 'Int32'],
    ['1 OR 1', 'UInt32'],
    [2 ** 53, 'UInt64'],
    [null, 'String'],
    [[1], 'UInt32'],
    [1, 'Array(UInt32)'],
  ] as [Param, string][])('%j as %s', (value, type) => {
    expect(() => literal(value, type)).toThrow();
  });

  it('a placeholder without a value, by name only', () => {
    expect(() => bindLiterals('SELECT {a:String}', { b: 'secret' })).toThrow('{a}');
    expect(() => bindLiterals('SELECT {toString:String}', {})).toThrow('{toString}');
  });
});

it('leaves braces in strings, names and comments alone', () => {
  const sql = `SELECT '{a:String}', \`{a:String}\`, "{a:String}" -- {a:String}\n /* {a:String} */ , {a:UInt8}`;
  expect(bindLiterals(sql, { a: 1 })).toBe(sql.replace('{a:UInt8}', "CAST('1', 'UInt8')"));
});

it('quotes identifiers', () => {
  expect(bindLiterals('SELECT {c:Identifier}', { c: 'a`b' })).toBe('SELECT `a\\`b`');
});

it('writes booleans as numbers where the type is one', () => {
  expect(plain(true, 'UInt8')).toBe(1n);
});
