import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { presetNames } from '../../src/domains/ingest/index.ts';
import { uciFile } from '../import-fixture.ts';
import { Garden } from '../scenarios/planting/garden.ts';
import { plantedFiles } from '../scenarios/planting/planted-files.ts';
import { workbook } from './bombs.ts';
import { poisonText } from './poison-values.ts';

/** A file as somebody uploads it, and by which preset. */
export interface PoisonFile {
  readonly preset: string;
  readonly file: Buffer;
}

const calls = [1, 2, 3].map((n) =>
  JSON.stringify({
    type: 'track',
    event: `E${n}`,
    userId: 'ann',
    messageId: `m${n}`,
    timestamp: '2025-01-01T00:00:00Z',
  }),
);
const cdnow = ['00001 19970101 1 11.77', '00002 19970112 1 12.00', '00002 19970112 5 77.00'];

const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${uciFile(
  [{ invoice: '1' }],
)
  .trimEnd()
  .split('\n')
  .map(
    (row) =>
      `<row>${row
        .split(',')
        .map((cell) => `<c t="str"><v>${cell}</v></c>`)
        .join('')}</row>`,
  )
  .join('')}</sheetData></worksheet>`;

const lines = [
  '订单编号,标题,价格,购买数量,商品属性,订单状态,商家编码,子订单编号',
  '1001,奶瓶,25.00,2,颜色:蓝,交易成功,SKU1,1001-1',
  '1002,奶瓶,25.00,1,颜色:红,交易关闭,SKU1,1002-1',
];
const behavior = ['1,2268318,2520377,pv,1511544070', '1,2333346,2520771,buy,1511561733'];

/** Every preset, most as merchants' files look (GB18030, titles, stray columns), and a workbook. */
const good: readonly PoisonFile[] = [
  ...plantedFiles(new Garden()).map(({ preset, bytes }) => ({ preset, file: bytes })),
  { preset: 'uci-online-retail', file: Buffer.from(uciFile([1, 2, 3].map((n) => ({ invoice: String(n) })))) },
  { preset: 'uci-online-retail', file: workbook(deflateRawSync(sheet)) },
  { preset: 'segment-jsonl', file: Buffer.from(`${calls.join('\n')}\n`) },
  { preset: 'taobao-order-lines', file: Buffer.from(`${lines.join('\n')}\n`) },
  { preset: 'taobao-user-behavior', file: Buffer.from(`${behavior.join('\n')}\n`) },
  { preset: 'cdnow', file: Buffer.from(`${cdnow.join('\n')}\n`) },
];
const missing = presetNames.filter((name) => !good.some(({ preset }) => preset === name));
if (missing.length > 0) throw new Error(`no file to poison for ${missing.join(', ')}`);

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** Some bytes replaced, left out or put in, anywhere. */
const byteWise = (file: Buffer) =>
  fc
    .array(fc.tuple(place, fc.integer({ min: 0, max: 3 }), fc.uint8Array({ maxLength: 4 })), {
      minLength: 1,
      maxLength: 4,
    })
    .map((edits) =>
      edits.reduce((all, [where, out, put]) => {
        const start = Math.floor(where * all.length);
        return Buffer.concat([all.subarray(0, start), Buffer.from(put), all.subarray(start + out)]);
      }, file),
    );

/** One cell replaced by poison. */
const cellWise = (file: Buffer) =>
  fc.tuple(place, poisonText).map(([where, poison]) => {
    const cells = file.toString('latin1').split(/(?<=[,\n ])/);
    const at = Math.floor(where * cells.length);
    cells[at] = cells[at]!.replace(/^[^,\n ]*/, () => Buffer.from(poison).toString('latin1'));
    return Buffer.from(cells.join(''), 'latin1');
  });

/** Files of every kind with something wrong; some packed, some packed and then damaged. */
export const poisonFile: fc.Arbitrary<PoisonFile> = fc.constantFrom(...good).chain(({ preset, file }) =>
  fc
    .oneof(
      cellWise(file),
      byteWise(file),
      byteWise(gzipSync(file)),
      byteWise(file).map((it) => gzipSync(it)),
    )
    .map((bad) => ({ preset, file: bad })),
);
