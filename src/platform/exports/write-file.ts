import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { ProblemError, problem } from '../errors.ts';

export interface WrittenFile {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/**
 * Writes the pieces to `path`, readable by its owner only: to `<path>.<8 hex>.part`, synced, then renamed, so that what
 * bears the name is whole. Whatever goes wrong, the part is removed; a killed process leaves one that nobody takes for
 * the file. Problems: cannot-write-file.
 */
export async function writeFile(path: string, pieces: AsyncIterable<Buffer>): Promise<WrittenFile> {
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const written = await writePart(part, pieces);
    await rename(part, path).catch(cannotWrite);
    return written;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function writePart(part: string, pieces: AsyncIterable<Buffer>): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  await using file = await openPart(part);
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.length;
    await file.writeFile(piece).catch(cannotWrite);
  }
  await file.sync();
  return { bytes, sha256: hash.digest('hex') };
}

const openPart = (part: string): Promise<FileHandle> => open(part, 'wx', 0o600).catch(cannotWrite);

/** The system's own word for it (ENOENT, EACCES, ENOSPC); paths are the caller's own. */
function cannotWrite({ code = 'error' }: NodeJS.ErrnoException): never {
  throw new ProblemError(
    problem('cannot-write-file', 422, {
      zh: `无法写入文件 (${code})`,
      en: `The file cannot be written (${code})`,
    }),
  );
}
