import { open } from 'node:fs/promises';
import { type Manifest, manifestName } from './manifest.ts';
import { blockBytes, readHeader } from './tar.ts';

/** The manifest is the last but one: a few megabytes even where a hundred thousand chunks are listed in it. */
const MOST_BYTES = 32 * 1024 ** 2;

export type Peeked = Pick<Manifest, 'program' | 'at'>;

/**
 * What an archive says of itself, from its end and without reading the rest; undefined where it cannot be read. It is
 * held to no checksum: `verifyArchive` does that.
 */
export async function peekManifest(path: string): Promise<Peeked | undefined> {
  const tail = await tailOf(path).catch(() => undefined);
  if (tail === undefined) return undefined;
  for (let at = tail.length - blockBytes; at >= 0; at -= blockBytes) {
    const size = sizeOfManifest(tail.subarray(at, at + blockBytes));
    if (size !== undefined) return parsed(tail.subarray(at + blockBytes, at + blockBytes + size));
  }
  return undefined;
}

/** A tar is whole blocks, so blocks counted from its end are blocks counted from its beginning. */
async function tailOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const blocks = Math.floor(Math.min(size, MOST_BYTES) / blockBytes);
    const length = blocks * blockBytes;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function sizeOfManifest(block: Buffer): number | undefined {
  if (!block.subarray(0, manifestName.length + 1).equals(nameBytes)) return undefined;
  try {
    return readHeader(block)?.size;
  } catch {
    return undefined;
  }
}

const nameBytes = Buffer.from(`${manifestName}\0`);

function parsed(text: Buffer): Peeked | undefined {
  try {
    const { program, at } = JSON.parse(text.toString('utf8')) as Manifest;
    return { program, at };
  } catch {
    return undefined;
  }
}
