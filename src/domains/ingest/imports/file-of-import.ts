import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { factsOfFile } from './file-facts.ts';
import { type ImportTools, importsFolder } from './import-run.ts';
import type { ImportRow } from './import-store.ts';
import { fetchFile, sharesFiles } from './shared-files.ts';

/**
 * The file of an unfinished import as this process can read it: where its row says, or fetched from what another process
 * has shared. 'changed' when it is no longer the one that was begun; undefined when it is not there: on another machine, or lost.
 */
export async function fileOf(
  tools: ImportTools,
  shopId: number,
  row: ImportRow,
): Promise<{ path: string; isShared: boolean } | 'changed' | undefined> {
  const here = await hashOf(row.filePath);
  if (here === row.fileHash) return { path: row.filePath, isShared: false };
  if (here !== undefined) return 'changed';
  return sharesFiles(tools) && row.options.ownsFile ? fetchUpload(tools, shopId, row) : undefined;
}

async function fetchUpload(
  tools: ImportTools,
  shopId: number,
  { importId, fileHash }: ImportRow,
): Promise<{ path: string; isShared: boolean } | undefined> {
  const path = join(importsFolder(tools), 'uploads', randomUUID());
  await fetchFile(tools, { shopId, importId, kind: 'upload' }, path);
  if ((await hashOf(path)) === fileHash) return { path, isShared: true };
  // Its process died before all of it was shared, and before it had acknowledged it.
  await rm(path, { force: true });
  return undefined;
}

const hashOf = async (path: string): Promise<string | undefined> =>
  (await factsOfFile(path).catch(() => undefined))?.hash;
