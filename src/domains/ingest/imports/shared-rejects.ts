import { stat } from 'node:fs/promises';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { RowReject } from './files/rows.ts';
import type { ImportCounts } from './import-counts.ts';
import type { ImportRun, ImportTools } from './import-run.ts';
import { rejectBytesOf } from './reject-file.ts';
import { fetchFile, sharePiece, sharesFiles } from './shared-files.ts';

/** In the transaction that stores the batch: what other processes can show is what the counts say. */
export async function shareRejects(
  tx: Tx,
  run: ImportRun,
  { rejects, place }: { rejects: readonly RowReject[]; place: number },
): Promise<void> {
  if (rejects.length === 0 || !sharesFiles(run)) return;
  const { shopId, importId, keys } = run;
  const bytes = rejectBytesOf(rejects, place);
  await sharePiece(tx, { shopId, importId, keys, kind: 'rejects' }, { place, bytes });
}

/** Whether the file at `path` has every reject so far; another process may have written the last ones. */
export async function hasRejects(path: string, { rejectBytes }: ImportCounts): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  return (there?.size ?? 0) >= rejectBytes;
}

/** An import that began in another process goes on behind its rejects. */
export async function fetchRejects(
  tools: ImportTools,
  it: { shopId: number; importId: number; path: string; counts: ImportCounts },
): Promise<void> {
  const { shopId, importId, path, counts } = it;
  if (!sharesFiles(tools) || (await hasRejects(path, counts))) return;
  await fetchFile(tools, { shopId, importId, kind: 'rejects' }, path);
}
