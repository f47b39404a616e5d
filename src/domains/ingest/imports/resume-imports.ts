import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ImportState } from '../../../contract/imports.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Result } from '../../../platform/errors.ts';
import { noteBrokenOff } from './broken-off.ts';
import { fileOf } from './file-of-import.ts';
import { claimImport, isFree } from './import-claims.ts';
import { fileChanged, interrupted } from './import-problems.ts';
import type { ImportTools } from './import-run.ts';
import { findImport, type ImportRow, listUnfinished, setState } from './import-store.ts';
import { mappingSource } from './mapping/mapping.ts';
import { findPreset } from './presets/presets.ts';
import type { RecordSource } from './record-source.ts';
import { runImport } from './run-import.ts';
import { sharesFiles } from './shared-files.ts';
import { undoStored } from './undo-import.ts';

/** Imports of this many shops at once in a worker, one after the other in each. */
const MOST_SHOPS = 4;

/** How soon a worker sees what another process has left: an upload for it, or an import of a process that died. */
const LOOK_MS = 2_000;

/**
 * Goes on with every import (and undo) that a crash or a stop cut off when a server starts; where several processes share
 * a PostgreSQL, also with what others leave from then on. Ends behind the batch at hand when `signal` aborts.
 */
export async function resumeImports(tools: ImportTools, signal: AbortSignal): Promise<void> {
  const busy = new Map<number, Promise<void>>();
  const atStart = new Set(await shopsImporting(tools));
  const hopeless = new Set<string>();
  const look = async () => {
    for (const shopId of await shopsImporting(tools)) {
      if (busy.size >= MOST_SHOPS || busy.has(shopId)) continue;
      // What a person has interrupted goes on with the next start, not a second later.
      const states = atStart.delete(shopId) ? ANY : LEFT;
      const work = resumeShop(tools, { shopId, signal, states, hopeless });
      busy.set(
        shopId,
        work.finally(() => busy.delete(shopId)),
      );
    }
  };
  while (!signal.aborted && (sharesFiles(tools) || atStart.size > 0)) {
    await look().catch((err: unknown) => tools.platform.log.warn({ err }, 'unfinished imports not listed'));
    if (sharesFiles(tools)) await pause(LOOK_MS, undefined, { signal }).catch(() => {});
    else if (busy.size === 0) return;
    else await Promise.race(busy.values());
  }
  await Promise.all(busy.values());
}

const ANY: readonly ImportState[] = ['running', 'interrupted', 'undoing'];
const LEFT: readonly ImportState[] = ['running', 'undoing'];

async function shopsImporting({ platform }: ImportTools): Promise<number[]> {
  const { rows } = await sql<{ shop_id: number }>`
    select shop_id from ingest.shops_importing() as shop_id order by 1`.execute(platform.db);
  return rows.map((row) => row.shop_id);
}

interface Shop {
  readonly shopId: number;
  readonly signal: AbortSignal;
  readonly states: readonly ImportState[];
  /** Imports whose file is nowhere to be had: not looked for again in this process. */
  readonly hopeless: Set<string>;
}

async function resumeShop(tools: ImportTools, it: Shop): Promise<void> {
  const { shopId, signal, states, hopeless } = it;
  try {
    const unfinished = await withShop(tools.platform.db, shopId, (tx) => listUnfinished(tx, shopId));
    for (const { importId } of unfinished) {
      // Read again: while the ones before it ran, another process may have ended it.
      const row = await withShop(tools.platform.db, shopId, (tx) => findImport(tx, shopId, importId));
      if (signal.aborted || row === undefined || hopeless.has(nameOf(shopId, row))) continue;
      if (states.includes(row.state) && isFree(row)) await tryOne(tools, { shopId, row, signal, hopeless });
    }
  } catch (err) {
    tools.platform.log.warn({ err }, 'unfinished imports of a shop could not go on');
  }
}

const nameOf = (shopId: number, { importId }: ImportRow): string => `${shopId} ${importId}`;

/** One that throws (a folder that cannot be written, an engine's error) must not leave the others lying. */
async function tryOne(tools: ImportTools, it: Resuming): Promise<void> {
  try {
    await resumeOne(tools, it);
  } catch (err) {
    const { importId } = it.row;
    if (noteBrokenOff(tools.platform, { shopId: it.shopId, importId }, err)) return;
    it.hopeless.add(nameOf(it.shopId, it.row));
    tools.platform.log.warn({ err, importId }, 'an unfinished import could not go on');
  }
}

/** One unfinished import, as its row says it is. */
export interface Resuming {
  readonly shopId: number;
  readonly row: ImportRow;
  readonly signal: AbortSignal;
  readonly hopeless: Set<string>;
}

export async function resumeOne(tools: ImportTools, it: Resuming): Promise<void> {
  const { shopId, row, signal } = it;
  const { importId } = row;
  if (row.state === 'undoing') return undoAgain(tools, { shopId, importId });
  const source = sourceOf(row);
  // A source that is no preset (the demo shop's) belongs to whoever started it.
  const file = source === undefined ? undefined : await fileOf(tools, shopId, row);
  if (source === undefined || file === undefined) {
    it.hopeless.add(nameOf(shopId, row));
    // Restored on another machine, or its disk is away: whoever imports the file again goes on with it.
    if (source !== undefined && !sharesFiles(tools)) await interrupt(tools, { shopId, importId });
    return;
  }
  if (file === 'changed') return noteChanged(tools, it);
  const { fileName, mapping, options } = row;
  const how = { source, mapping, options, signal, startedBy: 'system', resumes: importId };
  const handOver = sharesFiles(tools);
  try {
    report(tools, importId, await runImport(tools, { shopId, fileName, ...file, ...how, handOver }));
  } finally {
    // A copy of our own, of people's data in clear: whoever goes on after us fetches it again.
    if (file.isShared) await rm(file.path, { force: true });
  }
}

async function noteChanged({ platform }: ImportTools, { shopId, row }: Resuming): Promise<void> {
  await withShop(platform.db, shopId, (tx) =>
    setState(tx, shopId, {
      importId: row.importId,
      state: 'failed',
      at: platform.clock.now(),
      problem: fileChanged,
    }),
  );
  if (row.options.ownsFile) await rm(row.filePath, { force: true });
}

function interrupt({ platform }: ImportTools, it: { shopId: number; importId: number }): Promise<void> {
  const at = platform.clock.now();
  return withShop(platform.db, it.shopId, (tx) =>
    setState(tx, it.shopId, {
      importId: it.importId,
      state: 'interrupted',
      at,
      problem: interrupted(it.importId),
    }),
  );
}

async function undoAgain(tools: ImportTools, it: { shopId: number; importId: number }): Promise<void> {
  const claim = await claimImport(tools.platform.db, it);
  try {
    await undoStored(tools, { ...it, end: 'undone' });
  } finally {
    await claim.release();
  }
}

function sourceOf({ preset, mapping }: ImportRow): RecordSource | undefined {
  if (mapping === null || mapping === undefined) return findPreset(preset);
  const source = mappingSource(mapping);
  return source.ok ? source.value : undefined;
}

function report({ platform }: ImportTools, importId: number, result: Result<unknown>): void {
  if (result.ok) platform.log.info({ importId }, 'an unfinished import went on to its end');
  else
    platform.log.warn({ importId, code: result.problem.code }, 'an unfinished import could not be finished');
}
