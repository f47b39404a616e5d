import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRows } from '../../src/domains/ingest/imports/files/open-rows.ts';
import { watchMemory } from '../../src/domains/ingest/imports/peak-memory.ts';
import { ProblemError } from '../../src/platform/errors.ts';
import { bombs, largest, workbook } from './bombs.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuke-bombs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Rows and rejects of a file, or the code of what is wrong with it; memory of this process and its children beside it. */
async function read(bytes: Buffer): Promise<{ answer: string | number; grownMb: number }> {
  const path = join(folder, 'bomb');
  await writeFile(path, bytes);
  const before = process.memoryUsage().rss / 1e6;
  const watch = watchMemory(undefined);
  const answer = await count(path).catch((error) => {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  });
  await watch.stop();
  return { answer, grownMb: watch.peakMb() - before };
}

async function count(path: string): Promise<number> {
  const opened = await openRows(path);
  let seen = 0;
  for await (const { rows, rejects } of opened.batches) seen += rows.length + rejects.length;
  return seen;
}

test.each(Object.keys(bombs))('%s is refused in words, within bounded memory', async (name) => {
  const bytes = bombs[name]!();
  expect(bytes.length).toBeLessThan(16e6);
  const { answer, grownMb } = await read(bytes);
  // Unpacked once, a gzip in a gzip is a small file of bytes that are no text: its rows are told one by one.
  if (name === 'a gzip in a gzip') expect(answer).toBeTypeOf('number');
  else expect(answer).toBe('file-unpacks-too-large');
  expect(grownMb).toBeLessThan(500);
});

test.each(Object.keys(largest))('%s is read', async (name) => {
  const { answer, grownMb } = await read(largest[name]!());
  expect(answer).toBeTypeOf('number');
  expect(grownMb).toBeLessThan(1500);
});

test.each([
  ['no zip', Buffer.from('PK\x03\x04 and nothing more')],
  ['a zip cut short', workbook(Buffer.from('')).subarray(0, 900)],
  ['an entry that is not deflate', workbook(Buffer.from('not deflated'))],
  ['a sheet that is no XML', workbook(deflateRawSync('<<<'))],
])('%s: a workbook that cannot be read says so', async (_, bytes) => {
  expect((await read(bytes)).answer).toMatch(/^(file-damaged|no-such-sheet|unreadable-workbook)$/);
});
