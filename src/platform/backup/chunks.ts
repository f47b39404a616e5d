/** Bytes of rows in one member of an archive, unpacked: a COPY or an insert of its own at restore. */
const chunkBytes = 8 * 1024 ** 2;

export interface Chunk {
  readonly lines: Buffer;
  readonly rows: number;
}

const newline = 10;

/** Cuts a stream of lines into chunks of about `size` bytes that end where a line does. */
export async function* chunksOf(lines: AsyncIterable<Uint8Array>, size = chunkBytes): AsyncGenerator<Chunk> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of lines) {
    const end = bytes + part.length < size ? -1 : part.lastIndexOf(newline);
    if (end === -1) {
      parts.push(part);
      bytes += part.length;
    } else {
      yield chunkOf([...parts, part.subarray(0, end + 1)]);
      parts = [part.subarray(end + 1)];
      bytes = part.length - end - 1;
    }
  }
  if (bytes > 0) yield chunkOf(parts);
}

function chunkOf(parts: readonly Uint8Array[]): Chunk {
  const lines = Buffer.concat(parts);
  return { lines, rows: countLines(lines) };
}

function countLines(lines: Buffer): number {
  let rows = 0;
  for (let at = lines.indexOf(newline); at !== -1; at = lines.indexOf(newline, at + 1)) rows += 1;
  return rows;
}
