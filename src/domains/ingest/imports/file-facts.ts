import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A file as it is recognized again: SHA-256 (hex) and size of its bytes. */
export interface FileFacts {
  readonly hash: string;
  readonly bytes: number;
}

export async function factsOfFile(path: string): Promise<FileFacts> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { hash: hash.digest('hex'), bytes };
}
