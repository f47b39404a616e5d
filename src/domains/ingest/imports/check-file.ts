import { caught, orThrow, type Result } from '../../../platform/errors.ts';
import { openFor } from './import-options.ts';
import type { ImportRequest } from './import-request.ts';

/**
 * Whether a file is what its source reads: opens it and finds the columns, and reads no rows. For whoever makes
 * something before the import (a shop). Problems: those of `runImport` before the first row.
 */
export function checkFile(
  request: Pick<ImportRequest, 'path' | 'source' | 'options'>,
): Promise<Result<void>> {
  return caught(async () => {
    const opened = await openFor(request);
    try {
      orThrow(request.source.bind(opened));
    } finally {
      await opened.close();
    }
  });
}
