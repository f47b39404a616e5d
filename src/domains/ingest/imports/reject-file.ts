import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RowReject } from './files/rows.ts';

/** Excel reads a CSV as UTF-8 only behind this mark. */
const HEADER = '\ufeffline,column,value,code,reason_zh,reason_en\r\n';

/** The rows an import could not use, for the merchant to mend. */
export interface RejectFile {
  /**
   * Writes rejects behind the first `from` bytes; resolves with the size then. A batch that is tried again writes over
   * its first try, and a resumed import over what a killed one left behind its last stored row.
   */
  write(rejects: readonly RowReject[], from: number): Promise<number>;
  close(): Promise<void>;
}

/** The lines of these rejects as they stand behind the first `from` bytes; the first bring the header. */
export function rejectBytesOf(rejects: readonly RowReject[], from: number): Buffer {
  const lines = rejects.map(lineOf).join('');
  return Buffer.from(from === 0 ? HEADER + lines : lines);
}

/** The file at `path`, made when the first reject comes. */
export function openRejectFile(path: string): RejectFile {
  let file: FileHandle | undefined;
  return {
    async write(rejects, from) {
      if (rejects.length === 0) return from;
      file ??= await openAt(path);
      const bytes = rejectBytesOf(rejects, from);
      await file.truncate(from);
      await file.write(bytes, 0, bytes.length, from);
      return from + bytes.length;
    },
    close: async () => file?.close(),
  };
}

/** For writing anywhere in it, made if need be, readable by its owner only. */
async function openAt(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
}

function lineOf({ line, column, value, code, message }: RowReject): string {
  return `${[String(line), column ?? '', value ?? '', code, message.zh, message.en].map(cellOf).join(',')}\r\n`;
}

/** Quoted where needed, and harmless in a spreadsheet: a value that begins like a formula gets an apostrophe. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
