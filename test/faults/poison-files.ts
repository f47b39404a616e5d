import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { uciFile } from '../import-fixture.ts';
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

const good: readonly PoisonFile[] = [
  { preset: 'uci-online-retail', file: Buffer.from(uciFile([1, 2, 3].map((n) => ({ invoice: String(n) })))) },
  { preset: 'segment-jsonl', file: Buffer.from(`${calls.join('\n')}\n`) },
  { preset: 'cdnow', file: Buffer.from(`${cdnow.join('\n')}\n`) },
];

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
    const cells = file.toString().split(/(?<=[,\n ])/);
    const at = Math.floor(where * cells.length);
    cells[at] = cells[at]!.replace(/^[^,\n ]*/, () => poison);
    return Buffer.from(cells.join(''));
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
