import { rm } from 'node:fs/promises';
import { caught, orThrow, type Result } from '../../../platform/errors.ts';
import { beginImport } from './begin-import.ts';
import { openFor } from './import-options.ts';
import type { ImportRequest } from './import-request.ts';
import type { ImportTools } from './import-run.ts';
import { dictionaryOf } from './run-import.ts';
import { shareFile } from './shared-files.ts';

/**
 * Notes an import of an upload for a worker to run: its file goes to PostgreSQL, and its row stands there as `running`
 * with nobody at it. Answers its number; problems are those that show before the first row is read.
 */
export function queueImport(tools: ImportTools, request: ImportRequest): Promise<Result<number>> {
  return caught(async () => {
    await refuseUnreadable(tools, request);
    const { importId, release } = await beginImport(tools, request);
    try {
      await shareFile(tools, { shopId: request.shopId, importId, kind: 'upload' }, request.path);
    } finally {
      await release();
    }
    await rm(request.path, { force: true });
    return importId;
  });
}

/** By the shop's own dictionary: a mapping may name traits only this shop has. */
async function refuseUnreadable(tools: ImportTools, request: ImportRequest): Promise<void> {
  const opened = await openFor(request);
  try {
    orThrow(request.source.bind(opened, await dictionaryOf(tools, request)));
  } finally {
    await opened.close();
  }
}
