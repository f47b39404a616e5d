import { createHash } from 'node:crypto';
import { type FileHandle, link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { type Manifest, type Member, manifestName } from './manifest.ts';
import { archiveExists } from './problems.ts';
import { blockBytes, paddingOf, tarHeader } from './tar.ts';

const compress = promisify(zstdCompress);

/** An archive being written: one tar, its members compressed one by one (zstd), the manifest last. */
export interface ArchiveWriter {
  /** Appends a member; several at once are written one after the other. */
  add(name: string, content: Uint8Array): Promise<void>;
  /** Writes the manifest and gives the file its name; the archive's bytes. */
  finish(manifest: Omit<Manifest, 'members'>): Promise<number>;
  /** Removes what was written. Nothing to do after `finish`. */
  abandon(): Promise<void>;
}

interface Draft {
  readonly path: string;
  readonly file: FileHandle;
  readonly seconds: number;
  readonly members: Member[];
  bytes: number;
  /** The write before: members do not mix. */
  last: Promise<void>;
}

/**
 * Writes to `<path>.part` (mode 0600: it holds what the databases hold) and renames at the end, so that a file of that
 * name is always whole. Throws `archive-exists`.
 */
export async function createArchive(path: string, now: Date): Promise<ArchiveWriter> {
  const file = await open(`${path}.part`, 'w', 0o600);
  const seconds = Math.floor(now.getTime() / 1000);
  const draft: Draft = { path, file, seconds, members: [], bytes: 0, last: Promise.resolve() };
  return {
    add: async (name, content) => append(draft, name, await compress(content)),
    finish: (manifest) => finish(draft, manifest),
    async abandon() {
      await draft.last.catch(() => {});
      await file.close().catch(() => {});
      await rm(`${path}.part`, { force: true });
    },
  };
}

function append(draft: Draft, name: string, content: Uint8Array): Promise<void> {
  draft.last = draft.last.then(async () => {
    const { length } = content;
    const sha256 = createHash('sha256').update(content).digest('hex');
    const parts = [tarHeader(name, length, draft.seconds), content, Buffer.alloc(paddingOf(length))];
    await writeAll(draft.file, parts);
    draft.bytes += blockBytes + length + paddingOf(length);
    draft.members.push({ name, bytes: length, sha256 });
  });
  return draft.last;
}

/** `write` and `writev` may write a part, as on a disk that is full just then, and call that done. */
async function writeAll(file: FileHandle, parts: readonly Uint8Array[]): Promise<void> {
  for (const part of parts) await file.writeFile(part);
}

/** The manifest is followed by its own checksum and by the two empty blocks that end a tar. */
async function finish(draft: Draft, manifest: Omit<Manifest, 'members'>): Promise<number> {
  await draft.last;
  const text = Buffer.from(`${JSON.stringify({ ...manifest, members: draft.members }, undefined, 1)}\n`);
  await append(draft, manifestName, text);
  await append(draft, `${manifestName}.sha256`, Buffer.from(`${draft.members.at(-1)!.sha256}\n`));
  await writeAll(draft.file, [Buffer.alloc(2 * blockBytes)]);
  await draft.file.sync();
  await draft.file.close();
  await named(draft.path);
  return draft.bytes + 2 * blockBytes;
}

/** A link is refused where the name is taken, which a rename would silently take over. */
async function named(path: string): Promise<void> {
  try {
    await link(`${path}.part`, path);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? archiveExists(path) : error;
  }
  await rm(`${path}.part`);
  const folder = await open(dirname(path));
  await folder.sync().finally(() => folder.close());
}
