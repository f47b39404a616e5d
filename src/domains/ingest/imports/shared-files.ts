import { createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import type { ImportState } from '../../../contract/imports.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { ImportTools } from './import-run.ts';

/**
 * What of an import's files other processes may need, sealed and in pieces in PostgreSQL: an upload, with which any worker
 * can go on, and the rejects, which any process can show. Only where PostgreSQL is a server: with an embedded one there is
 * one process, and its own disk has the files.
 */
export interface SharedFile {
  readonly shopId: number;
  readonly importId: number;
  readonly kind: 'upload' | 'rejects';
}

/** Bytes of one piece: large enough that 2 GiB are two thousand rows, small enough to hold in memory. */
const PIECE = 1024 * 1024;

export const sharesFiles = ({ platform }: ImportTools): boolean => platform.config.postgresUrl !== undefined;

const placeOf = ({ shopId, importId, kind }: SharedFile, place: number) => ({
  shopId,
  table: 'ingest.import_files',
  column: 'body_sealed',
  rowId: `${importId}:${kind}:${place}`,
});

/** Writes the piece that begins at byte `place`; a batch that is tried again writes over its first try. */
export async function sharePiece(
  tx: Tx,
  file: SharedFile & { readonly keys: ShopKeys },
  { place, bytes }: { place: number; bytes: Buffer },
): Promise<void> {
  const sealed = file.keys.seal(placeOf(file, place), bytes.toString('base64'));
  await sql`
    insert into ingest.import_files (shop_id, import_id, kind, place, body_sealed)
    values (${file.shopId}, ${file.importId}, ${file.kind}, ${place}, ${sealed})
    on conflict (shop_id, import_id, kind, place) do update set body_sealed = excluded.body_sealed`.execute(
    tx,
  );
}

/** Shares the whole file at `path`, piece by piece. */
export async function shareFile(tools: ImportTools, file: SharedFile, path: string): Promise<void> {
  const { db, keyring } = tools.platform;
  const keys = await keyring.forShop(file.shopId);
  const source = await open(path);
  try {
    for (let place = 0; ; place += PIECE) {
      const { bytesRead, buffer } = await source.read(Buffer.alloc(PIECE), 0, PIECE, place);
      if (bytesRead === 0) return;
      const bytes = buffer.subarray(0, bytesRead);
      await withShop(db, file.shopId, (tx) => sharePiece(tx, { ...file, keys }, { place, bytes }));
    }
  } finally {
    await source.close();
  }
}

/** The pieces from byte 0 on, without a gap; ends where the next is missing. */
export async function* sharedPieces(tools: ImportTools, file: SharedFile): AsyncGenerator<Buffer> {
  const { db, keyring } = tools.platform;
  const keys = await keyring.forShop(file.shopId);
  for (let place = 0; ; ) {
    const bytes = await withShop(db, file.shopId, (tx) => readPiece(tx, { ...file, keys }, place));
    if (bytes === undefined) return;
    yield bytes;
    place += bytes.length;
  }
}

/** The piece that begins at byte `place`, locked until `tx` ends. */
export async function readPiece(
  tx: Tx,
  it: SharedFile & { readonly keys: ShopKeys },
  place: number,
): Promise<Buffer | undefined> {
  const { rows } = await sql<{ sealed: Buffer }>`
    select body_sealed as sealed from ingest.import_files
    where shop_id = ${it.shopId} and import_id = ${it.importId} and kind = ${it.kind} and place = ${place}
    for update`.execute(tx);
  return rows[0] && Buffer.from(it.keys.open(placeOf(it, place), rows[0].sealed), 'base64');
}

/** Where the pieces begin, in order. */
export async function placesOf(tx: Tx, it: SharedFile): Promise<number[]> {
  const { rows } = await sql<{ place: number }>`
    select place from ingest.import_files
    where shop_id = ${it.shopId} and import_id = ${it.importId} and kind = ${it.kind} order by place`.execute(
    tx,
  );
  return rows.map(({ place }) => place);
}

/** Writes what is shared to `path`, readable by its owner only. */
export async function fetchFile(tools: ImportTools, file: SharedFile, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rm(path, { force: true });
  await pipeline(Readable.from(sharedPieces(tools, file)), createWriteStream(path, { mode: 0o600 }));
}

const ends: Readonly<Partial<Record<ImportState, readonly SharedFile['kind'][]>>> = {
  done: ['upload'],
  failed: ['upload'],
  undone: ['upload', 'rejects'],
};

/** With the state that ends an import goes what nobody will read again. */
export async function dropSharedFiles(
  tx: Tx,
  shopId: number,
  { importId, state }: { importId: number; state: ImportState },
): Promise<void> {
  const kinds = ends[state];
  if (kinds === undefined) return;
  await sql`
    delete from ingest.import_files
    where shop_id = ${shopId} and import_id = ${importId} and kind = any(${kinds}::text[])`.execute(tx);
}
