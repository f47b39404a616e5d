import { caught, orThrow, type Result } from '../../../platform/errors.ts';
import type { OpenedRows } from './files/rows.ts';
import { openFor } from './import-options.ts';
import type { ImportRequest } from './import-request.ts';
import type { RecordReader } from './record-source.ts';

/**
 * Whether a file is what its source reads: opens it and finds the columns. For whoever makes something before the
 * import (a shop): answers the currency it should have, that of the first order in the file's first rows where each
 * order says its own, else the source's. Problems: those of `runImport` before the first row.
 */
export function checkFile(
  request: Pick<ImportRequest, 'path' | 'source' | 'options'>,
): Promise<Result<{ currency: string }>> {
  return caught(async () => {
    const { source } = request;
    const opened = await openFor(request);
    try {
      const reader = orThrow(source.bind(opened));
      const said = source.statesCurrency === true ? await firstCurrency(opened, reader) : undefined;
      return { currency: said ?? source.currency };
    } finally {
      await opened.close();
    }
  });
}

/** Of the first batch alone: a file whose first thousands of rows are all unusable is told about by its import. */
async function firstCurrency({ batches }: OpenedRows, reader: RecordReader): Promise<string | undefined> {
  for await (const { rows } of batches) {
    for (const row of rows)
      for (const record of reader.read(row).records) if (record.kind === 'order') return record.currency;
    return undefined;
  }
  return undefined;
}
