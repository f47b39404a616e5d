/** The process that a test measures, or kills: writes made-up rows and tells its parent. */
import type { Row } from '../../src/platform/exports/index.ts';
import { column, fileKinds, formats, writeFile } from '../../src/platform/exports/index.ts';

const columns = [
  column('text', ['文字', 'Text']),
  column('number', ['数', 'Number'], 'int'),
  column('at', ['时刻', 'At'], 'instant'),
];
const plan = { columns, headers: 'code', encoding: 'utf-8', timeZone: 'Asia/Shanghai' } as const;

async function* made(count: number): AsyncGenerator<readonly Row[]> {
  for (let done = 0; done < count; done += 1000)
    yield Array.from({ length: 1000 }, (_, n) => ({
      ...{ text: `${Math.random()} `.repeat(75), number: done + n, at: 1.7e12 + done + n },
    }));
}

let bytes = 0;

async function* telling(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    process.send!('piece');
    yield piece;
  }
}

const [, , what, given] = process.argv;
if (what === 'forever') {
  await writeFile(given!, telling(fileKinds.csv.write(made(Number.POSITIVE_INFINITY), plan)));
} else {
  for (const format of formats)
    for await (const piece of fileKinds[format].write(made(Number(given)), plan)) bytes += piece.length;
  process.send!({ bytes, mb: process.resourceUsage().maxRSS / 1000 });
  process.disconnect();
}
