import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { demoReader, type ImportResult, type ImportView } from '../../../contract/imports.ts';
import { noCounts, resultOf } from './import-counts.ts';
import type { ImportRow } from './import-store.ts';
import { findPreset } from './presets/presets.ts';

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
    reject_file: row.counts.rejectBytes > 0 ? 'rejects' : null,
    state: row.state,
    file_name: row.fileName,
    preset: row.preset,
    read_by: labelOf(row),
    bytes: row.fileBytes,
    bytes_done: row.bytesDone,
    started_at: row.startedAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
    problem: row.problem === null ? null : { code: row.problem.code, message: row.problem.message },
  };
}

/** A mapping may be called as a preset is, or as the demo. */
function labelOf({ preset, mapping }: ImportRow): ImportView['read_by'] {
  const own = { zh: preset, en: preset };
  if (mapping !== null) return own;
  return preset === demoReader.name ? demoReader.label : (findPreset(preset)?.label ?? own);
}

/** As much of a dry run's reject file as a page shows: a hundred rows or more. */
const SHOWN_BYTES = 64 * 1024;

/** A dry run as it leaves the building: the beginning of its reject file in place of our path, and nothing left behind. */
export async function presentDryRun(result: ImportResult): Promise<ImportResult> {
  if (result.reject_file === null) return result;
  const rejects_csv = await beginningOf(result.reject_file);
  await rm(dirname(result.reject_file), { recursive: true, force: true });
  return { ...result, reject_file: null, rejects_csv };
}

/** Whole lines only. */
async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(SHOWN_BYTES), position: 0 });
    const text = buffer.toString('utf8', 0, bytesRead);
    return bytesRead < SHOWN_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  } finally {
    await file.close();
  }
}
