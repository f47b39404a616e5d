import { type FileHandle, open } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { rejectLines } from './reject-lines.ts';

/** Bytes of a reject file looked at in one go; a line is far shorter. */
const CHUNK = 1024 * 1024;

/** Imports of the shop that rejected anything and have not been taken back. */
export async function importsWithRejects(tx: Tx, shopId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select import_id as id from ingest.imports
    where shop_id = ${shopId} and state <> 'undone' and (counts ->> 'rejectBytes')::bigint > 0
    order by import_id`.execute(tx);
  return rows.map(({ id }) => id);
}

interface RejectChunk {
  readonly file: FileHandle;
  /** Whole lines. */
  readonly bytes: Buffer;
  /** Bytes of the file before them. */
  readonly place: number;
}

/** A reject file on this disk, chunk by chunk; nothing where there is none. */
export async function* rejectChunks(path: string, flags: 'r' | 'r+'): AsyncGenerator<RejectChunk> {
  const file = await open(path, flags).catch(unlessMissing);
  if (file === undefined) return;
  try {
    for (let place = 0; ; ) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, place);
      const { end } = rejectLines(buffer.subarray(0, bytesRead));
      if (end === 0) return;
      yield { file, place, bytes: buffer.subarray(0, end) };
      place += end;
    }
  } finally {
    await file.close();
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
