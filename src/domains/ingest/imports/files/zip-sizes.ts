import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';

const END_RECORD = 0x06054b50;
const ENTRY = 0x02014b50;
/** The end record is 22 bytes and a comment of at most 65,535. */
const TAIL_BYTES = 22 + 65_535;
const LARGEST_DIRECTORY = 16 * 1024 * 1024;
const LOCAL_HEADER = 30;
const DEFLATED = 8;

/** An entry as the zip's directory tells it; the size it tells may be a lie, where it lies is not. */
interface Entry {
  readonly at: number;
  readonly method: number;
  readonly packed: number;
}

/**
 * Bytes that a zip's entries unpack to, by unpacking them; it stops above `most`. Undefined where it is no zip, or damaged.
 * Costs 2 s for half a gigabyte.
 */
export async function unpackedBytes(path: string, most: number): Promise<number | undefined> {
  const file = await open(path, 'r');
  try {
    const entries = await entriesOf(file);
    if (entries === undefined) return undefined;
    let sum = 0;
    for (const entry of entries) {
      const bytes = await unpackedOf({ file, path }, entry, most - sum);
      if (bytes === undefined) return undefined;
      sum += bytes;
      if (sum > most) return sum;
    }
    return sum;
  } finally {
    await file.close();
  }
}

async function entriesOf(file: FileHandle): Promise<Entry[] | undefined> {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - TAIL_BYTES), Math.min(size, TAIL_BYTES));
  const end = lastEndRecord(tail);
  if (end < 0) return undefined;
  const bytes = Math.min(tail.readUInt32LE(end + 12), LARGEST_DIRECTORY);
  return entriesIn(await readAt(file, tail.readUInt32LE(end + 16), bytes));
}

async function readAt(file: FileHandle, at: number, count: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, at);
  return buffer.subarray(0, bytesRead);
}

function lastEndRecord(tail: Buffer): number {
  for (let at = tail.length - 22; at >= 0; at -= 1) if (tail.readUInt32LE(at) === END_RECORD) return at;
  return -1;
}

function entriesIn(directory: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const [method, packed] = [directory.readUInt16LE(at + 10), directory.readUInt32LE(at + 20)];
    entries.push({ at: directory.readUInt32LE(at + 42), method, packed });
    at +=
      46 +
      directory.readUInt16LE(at + 28) +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function unpackedOf(
  { file, path }: { readonly file: FileHandle; readonly path: string },
  { at, method, packed }: Entry,
  most: number,
): Promise<number | undefined> {
  if (method !== DEFLATED) return packed;
  const header = await readAt(file, at, LOCAL_HEADER);
  if (header.length < LOCAL_HEADER) return undefined;
  return inflatedBytes(path, at + LOCAL_HEADER + header.readUInt16LE(26) + header.readUInt16LE(28), most);
}

/** A stream of deflate says by itself where it ends. */
async function inflatedBytes(path: string, start: number, most: number): Promise<number | undefined> {
  const source = createReadStream(path, { start });
  const inflate = createInflateRaw({ chunkSize: 512 * 1024 });
  source.on('error', (error) => inflate.destroy(error));
  let bytes = 0;
  try {
    for await (const chunk of source.pipe(inflate)) {
      bytes += chunk.length;
      if (bytes > most) break;
    }
    return bytes;
  } catch {
    return undefined;
  } finally {
    source.destroy();
  }
}
