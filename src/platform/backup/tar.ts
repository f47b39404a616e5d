/** The tar format (POSIX ustar), as far as an archive of ours needs it: plain files whose names and sizes fit the header. */

export const blockBytes = 512;

/** The header of one file. `at` is its time in seconds since 1970. */
export function tarHeader(name: string, size: number, at: number): Buffer {
  const header = Buffer.alloc(blockBytes);
  if (Buffer.byteLength(name) > 100) throw new RangeError(`the name ${name} does not fit a tar header`);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write(`${at.toString(8).padStart(11, '0')}\0`, 136);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Zeros that fill a file's last block. */
export const paddingOf = (size: number): number => (blockBytes - (size % blockBytes)) % blockBytes;

/** What a header says; undefined for the zeros at the end. Throws RangeError when it is no header. */
export function readHeader(header: Buffer): { readonly name: string; readonly size: number } | undefined {
  if (header.every((byte) => byte === 0)) return undefined;
  if (octal(header, 148, 8) !== sumOf(header)) throw new RangeError('not a tar header');
  return { name: textAt(header, 0, 100), size: octal(header, 124, 12) };
}

/** Sum of the header's bytes with its own field taken as blanks. */
function sumOf(header: Buffer): number {
  let sum = 8 * 32;
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte;
  return sum;
}

const textAt = (header: Buffer, at: number, length: number): string =>
  header.toString('utf8', at, at + length).replace(/\0.*$/s, '');

const octal = (header: Buffer, at: number, length: number): number =>
  Number.parseInt(textAt(header, at, length).trim(), 8);
