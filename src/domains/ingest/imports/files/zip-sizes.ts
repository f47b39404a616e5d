import { open } from 'node:fs/promises';

const END_RECORD = 0x06054b50;
const ENTRY = 0x02014b50;
/** The end record is 22 bytes and a comment of at most 65,535. */
const TAIL_BYTES = 22 + 65_535;
const LARGEST_DIRECTORY = 16 * 1024 * 1024;

/** Bytes that a zip's own directory says its entries unpack to; infinity where the directory cannot be read. */
export async function unpackedBytes(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tail = await readAt(file, Math.max(0, size - TAIL_BYTES), Math.min(size, TAIL_BYTES));
    const end = lastEndRecord(tail);
    if (end < 0) return Number.POSITIVE_INFINITY;
    const bytes = tail.readUInt32LE(end + 12);
    const directory = await readAt(file, tail.readUInt32LE(end + 16), Math.min(bytes, LARGEST_DIRECTORY));
    return sumOfEntries(directory);
  } finally {
    await file.close();
  }
}

async function readAt(file: Awaited<ReturnType<typeof open>>, at: number, count: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, at);
  return buffer.subarray(0, bytesRead);
}

function lastEndRecord(tail: Buffer): number {
  for (let at = tail.length - 22; at >= 0; at -= 1) if (tail.readUInt32LE(at) === END_RECORD) return at;
  return -1;
}

function sumOfEntries(directory: Buffer): number {
  let sum = 0;
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    sum += directory.readUInt32LE(at + 24);
    at +=
      46 +
      directory.readUInt16LE(at + 28) +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  return sum;
}
