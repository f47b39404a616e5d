import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { listAllShops } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Result } from '../../../platform/errors.ts';
import { holdImport } from './begin-import.ts';
import { type BrokenOff, noteBrokenOff, takeBrokenOff } from './broken-off.ts';
import { factsOfFile } from './file-facts.ts';
import { fileChanged } from './import-problems.ts';
import type { ImportTools } from './import-run.ts';
import { findImport, type ImportRow, listUnfinished, setState } from './import-store.ts';
import { mappingSource } from './mapping/mapping.ts';
import { findPreset } from './presets/presets.ts';
import type { RecordSource } from './record-source.ts';
import { runImport } from './run-import.ts';
import { undoStored } from './undo-import.ts';

/** Longest wait between two tries while a store stays away; each try costs one batch's work. */
const longestPauseMs = 30_000;
const firstPauseMs = 1000;

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

/**
 * While the process lives: goes on with what a fault broke off in it, once the cause is gone. Looks every second; after a
 * try that broke off again in 2, 4 ... 30 s.
 */
export async function resumeBrokenOff(tools: ImportTools, signal: AbortSignal): Promise<void> {
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    await pause(pauseMs, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted || tools.platform.disk.state().low) continue;
    let broke = false;
    for (const it of takeBrokenOff(tools.platform)) broke = !(await goOnWith(tools, it, signal)) || broke;
    pauseMs = broke ? Math.min(pauseMs * 2, longestPauseMs) : firstPauseMs;
  }
}

/** False where it broke off again. */
async function goOnWith(tools: ImportTools, it: BrokenOff, signal: AbortSignal): Promise<boolean> {
  const { db, log } = tools.platform;
  try {
    const row = await withShop(db, it.shopId, (tx) => findImport(tx, it.shopId, it.importId));
    if (row !== undefined && unfinished.has(row.state)) await resumeOne(tools, { ...it, row, signal });
    return true;
  } catch (err) {
    if (noteBrokenOff(tools.platform, it, err)) return false;
    log.warn({ err, importId: it.importId }, 'an unfinished import could not go on');
    return true;
  }
}

const unfinished: ReadonlySet<string> = new Set(['running', 'interrupted', 'undoing']);

/** One that throws (a folder that cannot be written, an engine's error) must not leave the others lying. */
async function tryOne(tools: ImportTools, it: Resuming): Promise<void> {
  try {
    await resumeOne(tools, it);
  } catch (err) {
    const { importId } = it.row;
    if (noteBrokenOff(tools.platform, { shopId: it.shopId, importId }, err)) return;
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
