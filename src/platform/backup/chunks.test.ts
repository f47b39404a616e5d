import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunksOf } from './chunks.ts';

test('however the lines arrive, chunks are whole lines, all of them, in order, and are counted', async () => {
  const line = fc.string({ maxLength: 20 }).map((text) => `${text.replaceAll('\n', '')}\n`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.array(fc.nat(30)),
      fc.integer({ min: 1, max: 60 }),
      async (lines, cuts, size) => {
        const whole = Buffer.from(lines.join(''));
        const found: Buffer[] = [];
        for await (const { lines: chunk, rows } of chunksOf(pieces(whole, cuts), size)) {
          expect(chunk.at(-1)).toBe(10);
          expect(rows).toBe(chunk.toString().split('\n').length - 1);
          found.push(chunk);
        }
        expect(Buffer.concat(found)).toEqual(whole);
      },
    ),
  );
});

async function* pieces(whole: Buffer, cuts: readonly number[]) {
  let at = 0;
  for (const length of cuts) {
    yield whole.subarray(at, at + length);
    at += length;
  }
  if (at < whole.length) yield whole.subarray(at);
}
