import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { type ImportTools, rejectPathOf } from './import-run.ts';
import { importsWithRejects, rejectChunks } from './reject-chunks.ts';
import { starValues } from './reject-lines.ts';
import { placesOf, readPiece, type SharedFile, sharePiece } from './shared-files.ts';

interface Rejects {
  readonly shopId: number;
  readonly keys: ShopKeys;
  readonly isPersonal: (cell: string) => boolean;
}

/**
 * Stars over every value that `isPersonal` in the rejects of a shop: in the pieces that processes share, and on this
 * disk. Every other process mends its own disk by them (mend-rejects.ts). Run twice it ends the same.
 */
export async function starRejects(tools: ImportTools, rejects: Rejects): Promise<void> {
  const { db } = tools.platform;
  const { shopId, isPersonal } = rejects;
  for (const importId of await withShop(db, shopId, (tx) => importsWithRejects(tx, shopId))) {
    await starPieces(tools, rejects, { shopId, importId, kind: 'rejects' });
    await starFile(rejectPathOf(tools, importId), isPersonal);
  }
}

async function starFile(path: string, isPersonal: Rejects['isPersonal']): Promise<void> {
  for await (const { file, bytes, place } of rejectChunks(path, 'r+'))
    if (starValues(bytes, isPersonal) > 0) await file.write(bytes, 0, bytes.length, place);
}

/** A transaction each: the piece stays locked while it is opened and sealed again. */
async function starPieces(
  { platform: { db } }: ImportTools,
  { shopId, keys, isPersonal }: Rejects,
  file: SharedFile,
): Promise<void> {
  for (const place of await withShop(db, shopId, (tx) => placesOf(tx, file)))
    await withShop(db, shopId, async (tx) => {
      const bytes = await readPiece(tx, { ...file, keys }, place);
      if (bytes !== undefined && starValues(bytes, isPersonal) > 0)
        await sharePiece(tx, { ...file, keys }, { place, bytes });
    });
}
