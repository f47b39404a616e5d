import { openRows } from './files/open-rows.ts';
import type { OpenedRows } from './files/rows.ts';
import type { ImportRequest } from './import-request.ts';

/** Opens the file of a request as its source wants it, and as the request knows better. */
export function openFor({
  path,
  source,
  options = {},
}: Pick<ImportRequest, 'path' | 'source' | 'options'>): Promise<OpenedRows> {
  const { encoding, delimiter, sheet } = options;
  return openRows(path, {
    ...source.open,
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
  });
}
