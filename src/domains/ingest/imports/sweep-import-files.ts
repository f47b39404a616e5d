import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listAllShops } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { type ImportTools, importsFolder } from './import-run.ts';
import { listUnfinished } from './import-store.ts';

/**
 * Removes what a kill left on the disk and nothing will read again: uploads that no unfinished import names (they hold
 * people's data in clear), and the folders of dry runs. Call it before the server takes uploads, with none under way.
 */
export async function sweepImportFiles(tools: ImportTools): Promise<void> {
  const folder = importsFolder(tools);
  const wanted = await wantedFiles(tools);
  for (const name of await namesIn(join(folder, 'uploads'))) {
    const path = join(folder, 'uploads', name);
    if (!wanted.has(path)) await rm(path, { force: true });
  }
  for (const name of await namesIn(folder))
    if (name.startsWith('dry-run-')) await rm(join(folder, name), { recursive: true, force: true });
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

async function wantedFiles({ platform }: ImportTools): Promise<Set<string>> {
  const files = new Set<string>();
  for (const { shopId } of await listAllShops(platform.db))
    for (const row of await withShop(platform.db, shopId, (tx) => listUnfinished(tx, shopId)))
      files.add(row.filePath);
  return files;
}
