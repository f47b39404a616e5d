import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRows } from './files/open-rows.ts';
import type { RowReject } from './files/rows.ts';
import { openRejectFile } from './reject-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuke-rejects-'));

const reject = (line: number, value = ''): RowReject => ({
  line,
  column: '金额',
  value,
  code: 'not-an-amount',
  message: { zh: '不是金额，请核对', en: 'Not an amount, of "money"' },
});

test('is made by the first reject, reads back as it was written, and only its owner reads it', async () => {
  const path = join(folder, 'deep', 'rejects.csv');
  const file = openRejectFile(path);
  expect(await file.write([], 0)).toBe(0);
  const size = await file.write([reject(2, 'a,b'), reject(3)], 0);
  await file.close();
  expect(statSync(path)).toMatchObject({ size });
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  const cells: (readonly string[])[] = [];
  for await (const batch of (await openRows(path)).batches) cells.push(...batch.rows.map((row) => row.cells));
  expect(cells).toEqual([
    ['2', '金额', 'a,b', 'not-an-amount', '不是金额，请核对', 'Not an amount, of "money"'],
    ['3', '金额', '', 'not-an-amount', '不是金额，请核对', 'Not an amount, of "money"'],
  ]);
});

test('a batch that is tried again, in this run or the next, writes over its first try', async () => {
  const path = join(folder, 'again.csv');
  const first = openRejectFile(path);
  const kept = await first.write([reject(2)], 0);
  await first.write([reject(3), reject(4), reject(5)], kept);
  await first.close();
  const second = openRejectFile(path);
  await second.write([reject(9)], kept);
  await second.close();
  const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
  expect(lines.map((line) => line.split(',')[0])).toEqual(['\ufeffline', '2', '9']);
});

test('a value that a spreadsheet would run is made harmless', async () => {
  const path = join(folder, 'formula.csv');
  const file = openRejectFile(path);
  await file.write([reject(2, '=HYPERLINK("x")')], 0);
  await file.close();
  expect(readFileSync(path, 'utf8')).toContain(`"'=HYPERLINK(""x"")"`);
});
