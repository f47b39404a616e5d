import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { type Manifest, manifestName } from './manifest.ts';
import { archiveDamaged, noArchive } from './problems.ts';
import { blockBytes, paddingOf, readHeader } from './tar.ts';

const decompress = promisify(zstdDecompress);

/** One member as it lies in the archive. */
interface RawMember {
  readonly name: string;
  readonly content: Buffer;
}

/** A member is a chunk of rows and ends long before this; a header that says more is damaged. */
const mostBytes = 1024 ** 3;

/** The members in their order. Throws `archive-missing`, `archive-damaged`. */
async function* membersIn(path: string): AsyncGenerator<RawMember> {
  const file = await open(path).catch(() => {
    throw noArchive(path);
  });
  try {
    for (let at = 0; ; ) {
      const header = headerIn(await read(file, at, blockBytes));
      if (header === undefined) return;
      const { name, size } = header;
      yield { name, content: await read(file, at + blockBytes, size) };
      at += blockBytes + size + paddingOf(size);
    }
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  if (bytesRead < length) throw archiveDamaged(`it ends at byte ${position + bytesRead}`);
  return buffer;
}

function headerIn(block: Buffer): ReturnType<typeof readHeader> {
  try {
    const header = readHeader(block);
    if (header === undefined || (header.size >= 0 && header.size < mostBytes)) return header;
  } catch {
    // Falls through: a broken header and an impossible one are the same to the reader.
  }
  throw archiveDamaged('a header cannot be read');
}

export interface Reading {
  readonly signal?: AbortSignal;
  /** Told of the bytes read so far. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Reads the archive to its end and holds every member to its checksum; the manifest. Writes nothing anywhere. Throws
 * `archive-missing`; `archive-damaged`, which names the member.
 */
export async function verifyArchive(path: string, { signal, onBytes }: Reading = {}): Promise<Manifest> {
  const found: { name: string; bytes: number; sha256: string }[] = [];
  let manifest: Buffer | undefined;
  let seal: string | undefined;
  let bytes = 0;
  for await (const { name, content } of membersIn(path)) {
    signal?.throwIfAborted();
    if (name === manifestName) manifest = content;
    else if (name === `${manifestName}.sha256`) seal = content.toString('utf8').trim();
    else found.push({ name, bytes: content.length, sha256: sha256(content) });
    bytes += content.length + blockBytes;
    onBytes?.(bytes);
  }
  return compared(manifest, seal, found);
}

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

function compared(
  content: Buffer | undefined,
  seal: string | undefined,
  found: Manifest['members'],
): Manifest {
  if (content === undefined || seal !== sha256(content)) throw archiveDamaged(manifestName);
  const manifest = JSON.parse(content.toString('utf8')) as Manifest;
  if (manifest.format !== 1) throw archiveDamaged(`format ${manifest.format}`);
  for (const [index, member] of manifest.members.entries()) {
    const there = found[index];
    if (there?.name !== member.name || there.sha256 !== member.sha256) throw archiveDamaged(member.name);
  }
  if (found.length !== manifest.members.length) throw archiveDamaged(found.at(-1)!.name);
  return manifest;
}

/** A member's rows, unpacked. */
export interface Rows {
  /** Folder and table, such as `postgres/orders.orders`. */
  readonly of: string;
  readonly lines: Buffer;
  /** Bytes of the archive read so far. */
  readonly bytes: number;
}

/** The rows of a verified archive, chunk by chunk; each is held to its checksum once more. */
export async function* rowsIn(path: string, manifest: Manifest): AsyncGenerator<Rows> {
  const sums = new Map(manifest.members.map((member) => [member.name, member.sha256]));
  let bytes = 0;
  for await (const { name, content } of membersIn(path)) {
    bytes += content.length + blockBytes;
    if (!name.endsWith('.zst')) continue;
    if (sums.get(name) !== sha256(content)) throw archiveDamaged(name);
    yield { of: name.slice(0, name.lastIndexOf('/')), lines: await decompress(content), bytes };
  }
}
