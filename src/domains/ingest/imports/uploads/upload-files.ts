import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { withShop } from '../../../../platform/db/postgres.ts';
import { ProblemError, problem } from '../../../../platform/errors.ts';
import { type ImportTools, importsFolder } from '../import-run.ts';
import { sharesFiles } from '../shared-files.ts';
import type { UploadRow } from './upload-store.ts';

/** Where a process keeps its copy of an upload, readable by its owner only. */
export const uploadPath = (tools: ImportTools, uploadId: string): string =>
  join(importsFolder(tools), 'uploads', uploadId);

interface Upload extends Pick<UploadRow, 'uploadId'> {
  readonly shopId: number;
}

const PIECE = 1024 * 1024;

const placeOf = ({ shopId, uploadId }: Upload, place: number) => ({
  shopId,
  table: 'ingest.upload_pieces',
  column: 'body_sealed',
  rowId: `${uploadId}:${place}`,
});

/** Seals the file into PostgreSQL, piece by piece, where other processes may be asked about it next. */
export async function shareUpload(tools: ImportTools, upload: Upload): Promise<void> {
  if (!sharesFiles(tools)) return;
  const { db, keyring } = tools.platform;
  const { shopId, uploadId } = upload;
  const keys = await keyring.forShop(shopId);
  const file = await open(uploadPath(tools, uploadId));
  try {
    for (let place = 0; ; place += PIECE) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(PIECE), 0, PIECE, place);
      if (bytesRead === 0) return;
      const sealed = keys.seal(placeOf(upload, place), buffer.subarray(0, bytesRead).toString('base64'));
      await withShop(db, shopId, (tx) =>
        sql`insert into ingest.upload_pieces (shop_id, upload_id, place, body_sealed)
          values (${shopId}, ${uploadId}::uuid, ${place}, ${sealed})`.execute(tx),
      );
    }
  } finally {
    await file.close();
  }
}

/** The path of this process's copy, fetched if it has none yet. Throws `upload-not-found` where nobody has it whole. */
export async function uploadHere(tools: ImportTools, shopId: number, row: UploadRow): Promise<string> {
  const path = uploadPath(tools, row.uploadId);
  if (await isWhole(path, row)) return path;
  if (!sharesFiles(tools)) throw new ProblemError(noSuchUpload);
  const part = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const pieces = piecesOf(tools, { shopId, uploadId: row.uploadId });
    await pipeline(Readable.from(pieces), createWriteStream(part, { mode: 0o600 }));
    if (!(await isWhole(part, row))) throw new ProblemError(noSuchUpload);
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
  return path;
}

/** By its size: hashing two gigabytes at every look would take seconds, and nobody but us writes there. */
const isWhole = async (path: string, { fileBytes }: UploadRow): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.size === fileBytes;

async function* piecesOf(tools: ImportTools, upload: Upload): AsyncGenerator<Buffer> {
  const { shopId, uploadId } = upload;
  const keys = await tools.platform.keyring.forShop(shopId);
  for (let place = 0; ; ) {
    const { rows } = await withShop(tools.platform.db, shopId, (tx) =>
      sql<{ sealed: Buffer }>`
        select body_sealed as sealed from ingest.upload_pieces
        where shop_id = ${shopId} and upload_id::text = ${uploadId} and place = ${place}`.execute(tx),
    );
    if (rows[0] === undefined) return;
    const bytes = Buffer.from(keys.open(placeOf(upload, place), rows[0].sealed), 'base64');
    yield bytes;
    place += bytes.length;
  }
}

export const noSuchUpload = problem('upload-not-found', 404, {
  zh: '没有这个上传文件：已导入、已删除，或已超过一天；请重新上传',
  en: 'There is no such upload: it was imported, deleted, or is more than a day old; upload the file again',
});
