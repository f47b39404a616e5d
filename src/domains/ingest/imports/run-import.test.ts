import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  contentsOf,
  fileIn,
  mirrored,
  toolsOf,
  type UciRow,
  uciFile,
} from '../../../../test/import-fixture.ts';
import { cases } from '../../../../test/properties.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { dryRun } from './dry/dry-run.ts';
import type { ImportRequest } from './import-request.ts';
import type { ImportTools } from './import-run.ts';
import { findPreset } from './presets/presets.ts';
import { runImport } from './run-import.ts';
import { undoImport } from './undo-import.ts';

let world: World;
let tools: ImportTools;
beforeAll(async () => {
  world = await openWorld();
  tools = toolsOf(world);
});
afterAll(() => world.close());

async function requestFor(content: string, more: Partial<ImportRequest> = {}): Promise<ImportRequest> {
  const { shopId } = more.shopId === undefined ? await world.shop() : { shopId: more.shopId };
  const source = findPreset('uci-online-retail')!;
  return { shopId, path: await fileIn(world, content), source, startedBy: 'cli', ...more };
}

const importNow = async (request: ImportRequest) => orThrow(await runImport(tools, request));

describe('what is counted', () => {
  const rows: UciRow[] = [
    { invoice: '1', stock: 'A', quantity: 2, price: '1.005' },
    { invoice: '1', stock: 'A', quantity: 2, price: '1.005' },
    { invoice: '2', customer: '', price: '3.00' },
    { invoice: 'A3', price: '-5.00' },
    { invoice: 'C4', quantity: -1, price: '1.00', minute: 9 },
  ];

  test('alike lines are separate, guests are kept apart, refunds and adjustments are signed', async () => {
    const request = await requestFor(uciFile(rows));
    expect(await importNow(request)).toMatchObject({
      rows: 5,
      accepted: 5,
      rejected: 0,
      duplicates: 0,
      customers: { created: 1, updated: 0 },
      orders: { created: 2, updated: 0 },
      lines: 4,
      refunds: 1,
      amount_minor: { GBP: 201 + 201 + 300 - 500 - 100 },
      reject_file: null,
    });
    expect(await mirrored(world, request.shopId)).toEqual({ orders: 2, lines: 3, amount: 702 });
  });

  test('the same file again is all duplicates and changes nothing; one line more is one line more', async () => {
    const request = await requestFor(uciFile(rows));
    await importNow(request);
    const before = await contentsOf(world, request);
    expect(await importNow(request)).toMatchObject({
      rows: 5,
      accepted: 0,
      duplicates: 5,
      amount_minor: {},
      lines: 0,
    });
    expect(await contentsOf(world, request)).toBe(before);
    const longer = await requestFor(uciFile([...rows, rows[0]!]), { shopId: request.shopId });
    expect(await importNow(longer)).toMatchObject({ accepted: 1, duplicates: 5, amount_minor: { GBP: 201 } });
  });

  test('a dry run counts the same and stores nothing', async () => {
    const request = await requestFor(uciFile(rows));
    const before = await contentsOf(world, request);
    const rehearsed = orThrow(await dryRun(tools, request));
    expect(await contentsOf(world, request)).toBe(before);
    const { id: _, seconds: _s, peak_rss_mb: _p, ...counts } = await importNow(request);
    expect(rehearsed).toMatchObject({ ...counts, id: null });
  });
});

describe('rows that cannot be used', () => {
  const broken = uciFile([{ invoice: '1' }, { invoice: '2' }])
    .replace('2,A,THING A,1,', '2,A,THING A,one,')
    .concat('3,A,"open,1,2011-01-01 08:00:00,1.00,17850.0,France\n4,,X,,yesterday,free,1,France\n');

  test('go to the reject file with line, column, value and every reason; the rest is imported', async () => {
    const result = await importNow(await requestFor(broken));
    expect(result).toMatchObject({ rows: 4, accepted: 1, rejected: 3, duplicates: 0 });
    const file = (await readFile(result.reject_file!, 'utf8'))
      .split('\r\n')
      .map((line) => line.split(',').slice(0, 4));
    expect(file).toEqual([
      ['\ufeffline', 'column', 'value', 'code'],
      ['3', 'Quantity', 'one', 'not-a-whole-number'],
      ['4', '', '', 'unclosed-quote'],
      ['5', 'Quantity', '', 'missing-value'],
      ['5', 'UnitPrice', 'free', 'not-an-amount'],
      ['5', 'StockCode', '', 'missing-value'],
      ['5', 'InvoiceDate', 'yesterday', 'not-a-time'],
      [''],
    ]);
  });

  test('too many of them: the import stops and is taken back', async () => {
    const request = await requestFor(broken, { options: { maxRejects: 2 } });
    const result = await runImport(tools, request);
    expect(result).toMatchObject({ ok: false, problem: { code: 'too-many-rejects' } });
    expect(await contentsOf(world, request)).toBe('persons 0');
    expect(await runImport(tools, { ...request, options: { maxRejects: 3 } })).toMatchObject({ ok: true });
  });

  test('a file without its columns is refused before anything is noted', async () => {
    const result = await runImport(tools, await requestFor('InvoiceNo,Quantity\n1,2\n'));
    expect(result).toMatchObject({ ok: false, problem: { code: 'missing-columns' } });
    expect(result.ok ? [] : result.problem.issues!.map((issue) => issue.field)).toEqual([
      'StockCode',
      'InvoiceDate',
      'UnitPrice',
      'CustomerID',
    ]);
  });
});

/** Orders of a few alike lines, in any order: the hard case for keys by content and nth occurrence. */
const mixed = fc.array(
  fc.record({
    invoice: fc.constantFrom('1', '2', '3'),
    stock: fc.constantFrom('A', 'B'),
    quantity: fc.constantFrom(1, 2),
  }),
  { minLength: 1, maxLength: 25 },
);

test('orders that come back later in the file have exactly the lines the file has, and no more the second time', async () => {
  const property = fc.asyncProperty(mixed, async (rows) => {
    const request = await requestFor(uciFile(rows));
    expect(await importNow(request)).toMatchObject({ accepted: rows.length, duplicates: 0 });
    expect(await importNow(request)).toMatchObject({ accepted: 0, duplicates: rows.length });
    const sorted = rows.toSorted((a, b) => (a.invoice < b.invoice ? -1 : a.invoice > b.invoice ? 1 : 0));
    const other = await requestFor(uciFile(sorted));
    await importNow(other);
    expect(await contentsOf(world, request)).toBe(await contentsOf(world, other));
  });
  await fc.assert(property, cases(5, 3));
});

describe('taking an import back', () => {
  const shared: UciRow = { invoice: '1', stock: 'A', quantity: 2 };

  test('leaves the shop as if the file had never been read, in both stores', async () => {
    const first = await requestFor(uciFile([shared, { invoice: '2', customer: '1.0' }]));
    await importNow(first);
    const before = await contentsOf(world, first);
    const mirrorBefore = await mirrored(world, first.shopId);
    const more = [
      shared,
      shared,
      { invoice: '3', customer: '2.0', stock: 'Z' },
      { invoice: 'C5', quantity: -1, minute: 5 },
    ];
    const second = await requestFor(uciFile(more), { shopId: first.shopId });
    const { id } = await importNow(second);
    expect(await contentsOf(world, first)).not.toBe(before);
    for (let times = 0; times < 2; times += 1)
      expect(await undoImport(tools, { shopId: first.shopId, importId: id!, actor: 'cli' })).toMatchObject({
        ok: true,
      });
    expect(await contentsOf(world, first)).toBe(before);
    expect(await mirrored(world, first.shopId)).toEqual(mirrorBefore);
    expect(await importNow(second)).toMatchObject({ accepted: 3, duplicates: 1 });
  });

  test('an import of another shop cannot be named', async () => {
    const request = await requestFor(uciFile([shared]));
    const { id } = await importNow(request);
    const other = await world.shop();
    const undone = await undoImport(tools, { shopId: other.shopId, importId: id!, actor: 'cli' });
    expect(undone).toMatchObject({ ok: false, problem: { code: 'import-not-found' } });
  });
});
