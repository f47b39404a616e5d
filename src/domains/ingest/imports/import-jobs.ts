import { withShop } from '../../../platform/db/postgres.ts';
import type { Job, JobSource } from '../../../platform/jobs/index.ts';
import { goOnSoon } from './broken-off.ts';
import { isFree } from './import-claims.ts';
import { findImport, type ImportRow, listImports } from './import-store.ts';

/** Imports and undos as jobs. One that broke off goes on by the same way on which faults are recovered from. */
export const importJobs: JobSource = {
  permission: 'imports:read',
  async list(tx, shopId, limit) {
    const rows = await listImports(tx, shopId, { before: undefined, limit });
    return rows.map(jobOf);
  },
  retry: {
    permission: 'imports:write',
    prefix: 'import:',
    async run(platform, { shopId, id: importId }) {
      const row = await withShop(platform.db, shopId, (tx) => findImport(tx, shopId, importId));
      if (row === undefined || stateOf(row) !== 'waiting') return false;
      goOnSoon(platform, { shopId, importId });
      return true;
    },
  },
};

function jobOf(row: ImportRow): Job {
  const isUndo = row.state === 'undoing' || row.state === 'undone';
  const { problem } = row;
  return {
    job: `import:${row.importId}`,
    kind: isUndo ? 'undo' : 'import',
    state: stateOf(row),
    about: row.fileName,
    done: isUndo || row.fileBytes === 0 ? null : Math.min(1, row.bytesDone / row.fileBytes),
    started_by: row.startedBy,
    started_at: row.startedAt.toISOString(),
    finished_at: (isUndo ? row.undoneAt : row.finishedAt)?.toISOString() ?? null,
    problem: problem === null ? null : { code: problem.code, message: problem.message },
  };
}

/** Nobody at it: it broke off, or waits for a worker; both go on. */
function stateOf(row: ImportRow): Job['state'] {
  if (row.state === 'done' || row.state === 'undone') return 'done';
  if (row.state === 'failed') return 'failed';
  return row.state === 'interrupted' || isFree(row) ? 'waiting' : 'running';
}
