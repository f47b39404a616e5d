import { rm } from 'node:fs/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Result } from '../../../platform/errors.ts';
import { holdImport } from './begin-import.ts';
import { factsOfFile } from './file-facts.ts';
import { fileChanged } from './import-problems.ts';
import type { ImportTools } from './import-run.ts';
import { type ImportRow, listUnfinished, setState } from './import-store.ts';
import { mappingSource } from './mapping/mapping.ts';
import { findPreset } from './presets/presets.ts';
import type { RecordSource } from './record-source.ts';
import { runImport } from './run-import.ts';
import { undoStored } from './undo-import.ts';

/**
 * Goes on with every import (and undo) that a crash or a stop cut off, one after the other, when a server starts.
 * Stops behind the batch at hand when `signal` aborts.
 */
export async function resumeImports(tools: ImportTools, signal: AbortSignal): Promise<void> {
  await resumeAll(tools, signal).catch((err: unknown) =>
    tools.platform.log.warn({ err }, 'an unfinished import could not go on'),
  );
}

async function resumeAll(tools: ImportTools, signal: AbortSignal): Promise<void> {
  for (const { shopId } of await listAllShops(tools.platform.db)) {
    const unfinished = await withShop(tools.platform.db, shopId, (tx) => listUnfinished(tx, shopId));
    for (const row of unfinished) if (!signal.aborted) await tryOne(tools, { shopId, row, signal });
  }
}

/** One that throws (a folder that cannot be written, an engine's error) must not leave the others lying. */
async function tryOne(tools: ImportTools, it: Resuming): Promise<void> {
  try {
    await resumeOne(tools, it);
  } catch (err) {
    const { importId } = it.row;
    tools.platform.log.warn({ err, importId }, 'an unfinished import could not go on');
  }
}

interface Resuming {
  readonly shopId: number;
  readonly row: ImportRow;
  readonly signal: AbortSignal;
}

async function resumeOne(tools: ImportTools, { shopId, row, signal }: Resuming): Promise<void> {
  const { importId } = row;
  if (row.state === 'undoing') return undoAgain(tools, { shopId, importId });
  const source = sourceOf(row);
  // A source that is no preset (the demo shop's) belongs to whoever started it.
  if (source === undefined) return;
  if (!(await isUnchanged(row))) {
    await withShop(tools.platform.db, shopId, (tx) =>
      setState(tx, shopId, {
        importId,
        state: 'failed',
        at: tools.platform.clock.now(),
        problem: fileChanged,
      }),
    );
    if (row.options.ownsFile) await rm(row.filePath, { force: true });
    return;
  }
  const { filePath: path, fileName, mapping, options } = row;
  report(
    tools,
    importId,
    await runImport(tools, { shopId, path, fileName, source, mapping, options, signal, startedBy: 'system' }),
  );
}

async function undoAgain(tools: ImportTools, it: { shopId: number; importId: number }): Promise<void> {
  const release = holdImport(it.shopId, it.importId);
  try {
    await undoStored(tools, { ...it, end: 'undone' });
  } finally {
    release();
  }
}

function sourceOf({ preset, mapping }: ImportRow): RecordSource | undefined {
  if (mapping === null || mapping === undefined) return findPreset(preset);
  const source = mappingSource(mapping);
  return source.ok ? source.value : undefined;
}

async function isUnchanged({ filePath, fileHash }: ImportRow): Promise<boolean> {
  const facts = await factsOfFile(filePath).catch(() => undefined);
  return facts?.hash === fileHash;
}

function report({ platform }: ImportTools, importId: number, result: Result<unknown>): void {
  if (result.ok) platform.log.info({ importId }, 'an unfinished import went on to its end');
  else
    platform.log.warn({ importId, code: result.problem.code }, 'an unfinished import could not be finished');
}
