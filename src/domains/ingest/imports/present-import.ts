import type { ImportView } from '../../../contract/imports.ts';
import { noCounts, resultOf } from './import-counts.ts';
import type { ImportRow } from './import-store.ts';

/** An import as it leaves the building: neither where its file lies nor who started it. */
export function presentImport(row: ImportRow): ImportView {
  const {
    id: _id,
    reject_file: _file,
    ...result
  } = resultOf(row.importId, { ...noCounts(), ...row.counts }, '');
  return {
    id: row.importId,
    ...result,
    reject_file: row.counts.rejected > 0 ? 'rejects' : null,
    state: row.state,
    file_name: row.fileName,
    preset: row.preset,
    bytes: row.fileBytes,
    bytes_done: row.bytesDone,
    started_at: row.startedAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
    problem: row.problem === null ? null : { code: row.problem.code, message: row.problem.message },
  };
}
