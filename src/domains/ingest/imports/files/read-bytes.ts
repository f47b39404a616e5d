import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { ProblemError, problem } from '../../../../platform/errors.ts';

/** Large enough that one chunk holds some thousand rows, small enough to forget. */
const CHUNK_BYTES = 512 * 1024;

/**
 * A .gz may not unpack to more than this many times its size once it is past the free allowance: real order files pack
 * 5 to 20 times, a bomb of zeros 1,030 times.
 */
export const WORST_RATIO = 200;
const FREE_BYTES = 1024 ** 3;

/** The bytes of a file, unpacked where its first two bytes say gzip, with how many packed ones were read so far. */
export interface ByteSource {
  readonly chunks: AsyncIterable<Buffer>;
  bytesRead(): number;
}

/** First `count` bytes of the file as it lies on the disk. */
export async function headOf(path: string, count: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** True by content (1f 8b), whatever the name says. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Reads a file from its beginning, chunk by chunk. */
export function readBytes(path: string, packed: boolean): ByteSource {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  return { chunks: packed ? unpack(file) : plain(file), bytesRead: () => file.bytesRead };
}

async function* plain(file: ReturnType<typeof createReadStream>): AsyncGenerator<Buffer> {
  yield* file;
}

async function* unpack(file: ReturnType<typeof createReadStream>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  file.on('error', (error) => gunzip.destroy(error));
  let unpacked = 0;
  try {
    for await (const chunk of file.pipe(gunzip)) {
      unpacked += chunk.length;
      if (isBomb(unpacked, file.bytesRead)) throw new ProblemError(BOMB);
      yield chunk;
    }
  } catch (error) {
    throw isZlibError(error) ? new ProblemError(DAMAGED) : error;
  } finally {
    file.destroy();
  }
}

/** Whether so much came out of so little that it can be no order file. */
function isBomb(unpacked: number, packed: number): boolean {
  return unpacked > FREE_BYTES && unpacked > packed * WORST_RATIO;
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

export const BOMB = problem('file-unpacks-too-large', 422, {
  zh: '压缩文件解开后过大，已停止读取',
  en: 'The packed file unpacks to far more than any order file, so reading stopped',
});

const DAMAGED = problem('file-damaged', 422, {
  zh: '压缩文件损坏或不完整，读到此处为止',
  en: 'The packed file is damaged or cut short; reading stopped there',
});
