import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProblemError, problem } from '../../../../platform/errors.ts';
import { headOf, isGzip, readBytes } from './read-bytes.ts';
import { openParquet } from './read-parquet.ts';
import { openText } from './read-text.ts';
import { openXlsx } from './read-xlsx.ts';
import type { OpenedRows, OpenOptions } from './rows.ts';
import { binaryFormat } from './sniff.ts';

/**
 * Opens a file of rows: CSV, TSV, blank-separated, JSON lines, XLSX or Parquet, each also packed with gzip. Format,
 * delimiter, encoding and header are found by content unless told. Memory does not grow with the file.
 * Throws a ProblemError for a file that is none (`file-missing`, `file-damaged`, `file-unpacks-too-large`).
 */
export async function openRows(path: string, options: OpenOptions = {}): Promise<OpenedRows> {
  const head = await existing(path);
  const packed = isGzip(head);
  const format = options.format ?? binaryFormat(packed ? await unpackedHead(path) : head);
  if (format !== 'xlsx' && format !== 'parquet')
    return openText(readBytes(path, packed), { ...options, format });
  const open = format === 'xlsx' ? openXlsx : openParquet;
  return packed ? openUnpacked(path, (plain) => open(plain, options)) : open(path, options);
}

async function existing(path: string): Promise<Buffer> {
  try {
    return await headOf(path, 4);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new ProblemError(
      problem('file-missing', 404, {
        zh: '找不到或无法读取文件',
        en: 'The file is missing or cannot be read',
      }),
    );
  }
}

async function unpackedHead(path: string): Promise<Buffer> {
  for await (const chunk of readBytes(path, true).chunks) return chunk.subarray(0, 4);
  return Buffer.alloc(0);
}

/** XLSX and Parquet are read from their ends: a packed one is unpacked to a temporary file first, within bounds. */
async function openUnpacked(path: string, open: (plain: string) => Promise<OpenedRows>): Promise<OpenedRows> {
  const folder = await mkdtemp(join(tmpdir(), 'shuke-unpacked-'));
  const plain = join(folder, 'file');
  try {
    await writeFile(plain, readBytes(path, true).chunks);
    const opened = await open(plain);
    const close = async (): Promise<void> => {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    };
    return { ...opened, batches: thenClose(opened.batches, close), close };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function* thenClose<T>(batches: AsyncIterable<T>, close: () => Promise<void>): AsyncGenerator<T> {
  try {
    yield* batches;
  } finally {
    await close();
  }
}
