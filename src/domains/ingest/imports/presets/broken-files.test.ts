import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileIn, toolsOf } from '../../../../../test/import-fixture.ts';
import { openWorld, type World } from '../../../../../test/world.ts';
import { orThrow } from '../../../../platform/errors.ts';
import { rejectLines } from '../reject-lines.ts';
import { runImport } from '../run-import.ts';
import { findPreset } from './presets.ts';

/** Files of the public data sets as they come when something went wrong: good rows are kept, each bad line is told. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const importing = async (preset: string, content: string | Uint8Array) => {
  const { shopId } = await world.shop();
  const path = await fileIn(world, content);
  return runImport(toolsOf(world), { shopId, path, source: findPreset(preset)!, startedBy: 'cli' });
};

/** `line column code`, as the reject file tells them. */
async function toldOf(file: string | null): Promise<string[]> {
  if (file === null) return [];
  const { lines } = rejectLines(await readFile(file));
  return lines.slice(1).map(({ cells: [line, column, , code, reason] }) => {
    expect(reason).not.toBe('');
    return [line, column, code].filter((it) => it !== '').join(' ');
  });
}

interface Preset {
  readonly name: string;
  readonly header?: string;
  readonly good: readonly string[];
  /** A broken line, and what is told of it. */
  readonly bad: Readonly<Record<string, readonly [line: string, ...told: string[]]>>;
}

const presets: readonly Preset[] = [
  {
    name: 'uci-online-retail',
    header: 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
    good: [
      '536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
      '536366,71053,LANTERN,2,2010-12-01 08:28:00,3.39,,France',
      'C536379,85123A,HOLDER,-1,2010-12-02 09:41:00,2.55,17850.0,United Kingdom',
      // Stock written off under a number of its own: the file has 1,336 such invoices.
      '536589,21777,,-10,2010-12-01 16:50:00,0.0,,United Kingdom',
    ],
    bad: {
      'a short line': ['536367,85123A,HOLDER,6', 'InvoiceDate missing-value', 'UnitPrice missing-value'],
      'more cells than columns': [
        '536367,85123A,HOLDER,RED,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
        'too-many-cells',
      ],
      'a day there is none of': [
        '536367,85123A,HOLDER,6,2010-02-30 08:26:00,2.55,17850.0,France',
        'InvoiceDate not-a-time',
      ],
      'a quantity in words': [
        '536367,85123A,HOLDER,six,2010-12-01 08:26:00,2.55,17850.0,France',
        'Quantity not-a-whole-number',
      ],
      'half a thing, at no price': [
        '536367,85123A,HOLDER,1.5,2010-12-01 08:26:00,free,17850.0,France',
        'Quantity not-a-whole-number',
        'UnitPrice not-an-amount',
      ],
      'more than anybody counts': [
        '536367,85123A,HOLDER,99999999999,2010-12-01 08:26:00,2.55,17850.0,France',
        'Quantity not-a-whole-number',
      ],
      'a cancellation of more': [
        'C536367,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,France',
        'Quantity not-a-cancellation',
      ],
      'no invoice': [',85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,France', 'InvoiceNo missing-value'],
      'a quote left open': [
        '536367,85123A,"HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,France',
        'unclosed-quote',
      ],
    },
  },
  {
    name: 'cdnow',
    header: 'customer_id  date  number_of_cds  dollar_value',
    good: ['  00001 19970101  1   11.77', '  00002 19970112  1   12.00', '  00002 19970112  5   77.00'],
    bad: {
      'a short line': ['  00003 19970102  2', 'dollar_value missing-value'],
      'more cells than columns': ['  00003 19970102  2  20.76 1', 'too-many-cells'],
      'a day there is none of': ['  00003 19971301  2  20.76', 'date not-a-time'],
      'a quantity in words': ['  00003 19970102  two  20.76', 'number_of_cds not-a-whole-number'],
      'less than nothing, given back': [
        '  00003 19970102  -2  -20.76',
        'number_of_cds negative',
        'dollar_value negative',
      ],
      'nothing but garbage': [
        '  00003 yesterday  x  y',
        'date not-a-time',
        'number_of_cds not-a-whole-number',
        'dollar_value not-an-amount',
      ],
    },
  },
  {
    name: 'taobao-user-behavior',
    good: [
      '1,2268318,2520377,pv,1511544070',
      '1,2333346,2520771,cart,1511561733',
      '2,2576651,149192,buy,1511572885',
    ],
    bad: {
      'a short line': ['1,2268318,2520377,pv', 'timestamp missing-value'],
      'more cells than columns': ['1,2268318,2520377,pv,1511544070,7', 'too-many-cells'],
      'a time in words': ['1,2268318,2520377,pv,yesterday', 'timestamp not-a-time'],
      'another behaviour': ['1,2268318,2520377,click,1511544070', 'behavior_type unknown-value'],
      'nobody, nothing': [',,2520377,pv,1511544070', 'user_id missing-value', 'item_id missing-value'],
    },
  },
];

describe.each(presets)('$name', ({ name, header, good, bad }) => {
  const whole = (lines: readonly string[], end = '\n') =>
    [...(header === undefined ? [] : [header]), ...lines].join(end) + end;
  const shift = header === undefined ? 1 : 2;

  test('good rows are kept, and each bad line is told with its line, column and reason', async () => {
    // A bad line behind each of the good ones, round and round, so that none spoils its neighbours.
    const broken = Object.values(bad);
    const lines = broken.flatMap(([line], n) => [good[n % good.length]!, line]);
    const done = orThrow(await importing(name, whole(lines)));
    const expected = broken.flatMap(([, ...told], n) => told.map((it) => `${2 * n + 1 + shift} ${it}`));
    expect((await toldOf(done.reject_file)).sort()).toEqual(expected.sort());
    expect(done).toMatchObject({ rows: lines.length, accepted: broken.length, rejected: broken.length });
  });

  test('a byte order mark, Windows line ends and a last line without one change nothing', async () => {
    const plain = orThrow(await importing(name, whole(good)));
    const windows = orThrow(await importing(name, `\ufeff${whole(good, '\r\n').trimEnd()}`));
    const bare = ({ id: _, seconds: _s, peak_rss_mb: _p, ...counts }: Record<string, unknown>) => counts;
    expect(bare({ ...windows })).toEqual(bare({ ...plain }));
    expect(plain).toMatchObject({ accepted: good.length, rejected: 0, reject_file: null });
  });

  test('UTF-16, as Excel saves Unicode text, is read as it is', async () => {
    const done = orThrow(await importing(name, iconv.encode(whole(good), 'utf-16le', { addBOM: true })));
    expect(done).toMatchObject({ accepted: good.length, rejected: 0 });
  });

  test('a line in another encoding costs that line', async () => {
    const other = Buffer.from(`${good[0]!.replace(/[A-Za-z0-9]/, 'ÿ')}\n`, 'latin1');
    const done = orThrow(await importing(name, Buffer.concat([Buffer.from(whole(good)), other])));
    expect(await toldOf(done.reject_file)).toEqual([`${good.length + shift} bad-bytes`]);
    expect(done).toMatchObject({ accepted: good.length, rejected: 1 });
  });

  test('a gzip cut short is named as such', async () => {
    const packed = gzipSync(whole(Array.from({ length: 3000 }, (_, n) => good[n % good.length]!)));
    const answer = await importing(name, packed.subarray(0, packed.length - 12));
    expect(answer).toMatchObject({ ok: false, problem: { code: 'file-damaged' } });
  });
});
