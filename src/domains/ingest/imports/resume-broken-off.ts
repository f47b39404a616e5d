import { setTimeout as pause } from 'node:timers/promises';
import { withShop } from '../../../platform/db/postgres.ts';
import { type BrokenOff, noteBrokenOff, takeBrokenOff } from './broken-off.ts';
import { isFree } from './import-claims.ts';
import type { ImportTools } from './import-run.ts';
import { findImport } from './import-store.ts';
import { resumeOne } from './resume-imports.ts';

/** Longest wait between two tries while a store stays away; each try costs one batch's work. */
const longestPauseMs = 30_000;
const firstPauseMs = 1000;

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

/** False where it broke off again. What another process is at, or has ended, is its own. */
async function goOnWith(tools: ImportTools, it: BrokenOff, signal: AbortSignal): Promise<boolean> {
  const { db, log } = tools.platform;
  try {
    const row = await withShop(db, it.shopId, (tx) => findImport(tx, it.shopId, it.importId));
    if (row !== undefined && unfinished.has(row.state) && isFree(row))
      await resumeOne(tools, { ...it, row, signal, hopeless: new Set() });
    return true;
  } catch (err) {
    if (noteBrokenOff(tools.platform, it, err)) return false;
    log.warn({ err, importId: it.importId }, 'an unfinished import could not go on');
    return true;
  }
}

const unfinished: ReadonlySet<string> = new Set(['running', 'interrupted', 'undoing']);
