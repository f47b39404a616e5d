import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listAllShops } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { type ImportTools, importsFolder } from './import-run.ts';
import { listUnfinished } from './import-store.ts';
import { uploadPath } from './uploads/upload-files.ts';
import { listUploads } from './uploads/upload-store.ts';

/**
 * Removes what a kill left on the disk and nothing will read again: uploads that neither wait nor are named by an
 * unfinished import (they hold people's data in clear), and the folders of dry runs. Call it before the server takes
 * uploads, with none under way; `keepUploadsTidy` does so too, for files that nobody has touched for an hour.
 */
export async function sweepImportFiles(tools: ImportTools): Promise<void> {
  const folder = importsFolder(tools);
  await sweepUploads(tools, () => true);
  for (const name of await namesIn(folder))
    if (name.startsWith('dry-run-')) await rm(join(folder, name), { recursive: true, force: true });
}

/** Removes the uploads of this disk that nobody will read again, of those that `mayGo`. */
export async function sweepUploads(
  tools: ImportTools,
  mayGo: (path: string) => boolean | Promise<boolean>,
): Promise<void> {
  const folder = join(importsFolder(tools), 'uploads');
  const names = await namesIn(folder);
  if (names.length === 0) return;
  const wanted = await wantedFiles(tools);
  for (const name of names) {
    const path = join(folder, name);
    if (!wanted.has(path) && (await mayGo(path))) await rm(path, { force: true });
  }
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

async function wantedFiles(tools: ImportTools): Promise<Set<string>> {
  const { db } = tools.platform;
  const files = new Set<string>();
  for (const { shopId } of await listAllShops(db))
    await withShop(db, shopId, async (tx) => {
      for (const row of await listUnfinished(tx, shopId)) files.add(row.filePath);
      for (const { uploadId } of await listUploads(tx, shopId)) files.add(uploadPath(tools, uploadId));
    });
  return files;
}
