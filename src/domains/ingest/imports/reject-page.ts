import { open } from 'node:fs/promises';
import type { RejectLineView } from '../../../contract/uploads.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { type ImportTools, rejectPathOf } from './import-run.ts';
import type { ImportRow } from './import-store.ts';
import { rejectViews } from './reject-views.ts';
import { placesOf, readPiece, type SharedFile, sharesFiles } from './shared-files.ts';
import { hasRejects } from './shared-rejects.ts';

/** Bytes read for one page: a line is some 150, at most 1,000. */
const PAGE_BYTES = 256 * 1024;

export interface RejectPage {
  readonly rejects: RejectLineView[];
  /** Byte of the file at which the next page begins; undefined behind the last. */
  readonly next: number | undefined;
}

interface Asking {
  readonly shopId: number;
  readonly row: ImportRow;
  /** Byte of the reject file, at the beginning of a line. */
  readonly from: number;
  readonly limit: number;
}

/** One page of an import's rejects, for a table; the file itself has all of them. */
export async function rejectPage(tools: ImportTools, it: Asking): Promise<RejectPage> {
  const { from, limit, row } = it;
  const bytes = await bytesFrom(tools, it);
  const { views, next } = rejectViews(bytes, { from, most: limit });
  const isLast = next <= from || next >= row.counts.rejectBytes;
  return { rejects: views, next: isLast ? undefined : next };
}

/** From what processes share, or from this one's disk, as the reject file is. */
async function bytesFrom(tools: ImportTools, it: Asking): Promise<Buffer> {
  const path = rejectPathOf(tools, it.row.importId);
  const isHere = await hasRejects(path, it.row.counts);
  if (isHere && !sharesFiles(tools)) return onDisk(path, it);
  const shared = await inPieces(tools, it);
  return shared.length > 0 || !isHere ? shared : onDisk(path, it);
}

async function onDisk(path: string, { from, row }: Asking): Promise<Buffer> {
  const file = await open(path);
  const length = Math.max(0, Math.min(PAGE_BYTES, row.counts.rejectBytes - from));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Pieces begin at a line each, one a batch of the import. */
async function inPieces({ platform }: ImportTools, { shopId, row, from }: Asking): Promise<Buffer> {
  const file: SharedFile = { shopId, importId: row.importId, kind: 'rejects' };
  const keys = await platform.keyring.forShop(shopId);
  return withShop(platform.db, shopId, async (tx) => {
    const found: Buffer[] = [];
    const places = await placesOf(tx, file);
    const first = places.findLastIndex((place) => place <= from);
    let size = 0;
    for (const place of places.slice(Math.max(0, first))) {
      const piece = (await readPiece(tx, { ...file, keys }, place)) ?? Buffer.alloc(0);
      found.push(place < from ? piece.subarray(from - place) : piece);
      size += found.at(-1)!.length;
      if (size >= PAGE_BYTES) break;
    }
    return Buffer.concat(found);
  });
}
