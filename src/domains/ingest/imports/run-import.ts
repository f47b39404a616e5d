import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportResult } from '../../../contract/imports.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { caught, orThrow, type Problem, ProblemError, type Result } from '../../../platform/errors.ts';
import { faultOf } from '../../../platform/faults/fault.ts';
import { diskFull } from '../../../platform/faults/fault-problems.ts';
import { type Dictionary, readDictionary } from '../../customers/index.ts';
import { linkRefunds } from '../../orders/index.ts';
import { backendOf } from './backend-of.ts';
import { type BegunImport, beginImport } from './begin-import.ts';
import { noteBrokenOff } from './broken-off.ts';
import type { OpenedRows } from './files/rows.ts';
import { addCounts, type ImportCounts, resultOf } from './import-counts.ts';
import { openFor } from './import-options.ts';
import { interrupted, tooManyRejects } from './import-problems.ts';
import type { ImportRequest } from './import-request.ts';
import { type ImportRun, type ImportTools, importFolder, rejectPathOf } from './import-run.ts';
import { moveProgress, setState } from './import-store.ts';
import { batchesOf, type ImportBatch } from './keyed-rows.ts';
import { mirrorBehind } from './mirror-behind.ts';
import { countOccurrences } from './occurrences.ts';
import { oneAhead } from './one-ahead.ts';
import { type MemoryWatch, watchMemory } from './peak-memory.ts';
import type { RecordReader } from './record-source.ts';
import { openRejectFile, type RejectFile } from './reject-file.ts';
import { shareFile, sharesFiles } from './shared-files.ts';
import { fetchRejects, shareRejects } from './shared-rejects.ts';
import { keepStatistics } from './statistics.ts';
import { storeBatch } from './store-batch.ts';
import { undoStored } from './undo-import.ts';

/** Rows of one transaction: large enough that its fixed cost vanishes, small enough that a kill loses a second. */
const BATCH_ROWS = 5_000;

/**
 * Imports a file: reads it batch by batch, stores each batch with the import's progress in one transaction, and
 * mirrors it to ClickHouse while the next is read. An unfinished import of the same file goes on where it stopped;
 * a file imported before changes nothing. Problems: those of the file (`missing-columns`, `file-damaged`, ...),
 * `too-many-rejects`, `import-interrupted`, `import-running`.
 */
export function runImport(
  tools: ImportTools,
  request: ImportRequest,
  batchRows = BATCH_ROWS,
): Promise<Result<ImportResult>> {
  return caught(async () => {
    const opened = await openFor(request);
    try {
      const reader = orThrow(request.source.bind(opened, await dictionaryOf(tools, request)));
      return await hold(tools, request, { opened, reader, batchRows });
    } finally {
      await opened.close();
    }
  });
}

/** Of the request's shop; the built-in one where there is none yet. */
export const dictionaryOf = (
  { platform }: Pick<ImportTools, 'platform'>,
  { shopId }: Pick<ImportRequest, 'shopId'>,
): Promise<Dictionary> => withShop(platform.db, shopId, (tx) => readDictionary(tx, shopId));

async function hold(
  tools: ImportTools,
  request: ImportRequest,
  file: { opened: OpenedRows; reader: RecordReader; batchRows: number },
): Promise<ImportResult> {
  const begun = await beginImport(tools, request);
  try {
    return await goOn({ tools, request, begun, ...file });
  } finally {
    await begun.release();
  }
}

interface Going {
  readonly tools: ImportTools;
  readonly request: ImportRequest;
  readonly opened: OpenedRows;
  readonly reader: RecordReader;
  readonly batchRows: number;
  readonly begun: BegunImport;
}

async function goOn(going: Going): Promise<ImportResult> {
  const { tools, begun, request } = going;
  const watch = watchMemory(await backendOf(tools));
  const rejectPath = rejectPathOf(tools, begun.importId);
  await fetchRejects(tools, { ...begun, shopId: request.shopId, path: rejectPath });
  const rejects = openRejectFile(rejectPath);
  report(going, { counts: begun.counts, bytesDone: 0, rejectPath });
  try {
    await shareUpload(going);
    const counts = await storeAll(going, { watch, rejects, rejectPath });
    await link(going);
    return await finish(going, { counts, watch, rejectPath });
  } catch (error) {
    await breakOff(going, error);
    throw error;
  } finally {
    await rejects.close();
    await watch.stop();
  }
}

/** Beside the last payments to the mirror; what linking changed is paid behind them. */
async function link({
  tools: { platform, mirror },
  begun: { importId },
  request: { shopId },
}: Going): Promise<void> {
  const linking = linkRefunds(platform.db, { shopId, importId });
  const ended = await Promise.allSettled([linking, mirror.payOff(shopId)]);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  await mirror.payOff(shopId);
}

interface Output {
  readonly watch: MemoryWatch;
  readonly rejects: RejectFile;
  readonly rejectPath: string;
}

/** Stores every batch behind the last stored row; mirrors some while the next are stored. */
async function storeAll(going: Going, output: Output): Promise<ImportCounts> {
  const { tools, begun, request, opened, reader } = going;
  const { shopId, source, signal } = request;
  const run: ImportRun = {
    ...tools,
    shopId,
    importId: begun.importId,
    holder: begun.holder,
    source: source.name,
    ...(await memoryOf(going)),
  };
  const occurrences = countOccurrences(join(importFolder(tools, begun.importId), 'occurrences.sqlite'));
  let total = begun.counts;
  const behind = mirrorBehind(tools.mirror, shopId);
  const grown = keepStatistics(tools.platform.db);
  const terms = { reader, occurrences, afterLine: total.lastLine, batchRows: going.batchRows };
  try {
    for await (const { item: batch, ahead } of oneAhead(batchesOf(opened, terms))) {
      if (signal?.aborted) throw new ProblemError(interrupted(begun.importId));
      if (tools.platform.disk.state().low) throw new ProblemError(diskFull);
      total = await storeOne({ going, run: { ...run, meanwhile: ahead }, output, total }, batch);
      await grown(total.accepted);
      await behind.stored();
    }
  } finally {
    await behind.settled();
    occurrences.close();
  }
  return total;
}

async function memoryOf({ tools, request }: Going): Promise<Pick<ImportRun, 'keys' | 'products'>> {
  return { keys: await tools.platform.keyring.forShop(request.shopId), products: new Map() };
}

interface Storing {
  readonly going: Going;
  readonly run: ImportRun;
  readonly output: Output;
  readonly total: ImportCounts;
}

async function storeOne({ going, run, output, total }: Storing, batch: ImportBatch): Promise<ImportCounts> {
  let sum = total;
  const move = (tx: Tx, counts: ImportCounts) =>
    moveProgress(tx, run.shopId, {
      ...{ importId: run.importId, holder: run.holder },
      ...{ counts, bytesDone: batch.bytesRead },
    });
  const { events } = await storeBatch(run, batch.rows, async (tx, stored) => {
    const rejectBytes = await output.rejects.write(stored.rejects, total.rejectBytes);
    await shareRejects(tx, run, { rejects: stored.rejects, place: total.rejectBytes });
    const { seconds, peakRssMb } = soFar(going, output.watch);
    const counted = addCounts(total, {
      ...stored.counts,
      ...{ lastLine: batch.lastLine, rejectBytes, seconds, peakRssMb },
    });
    // A batch that a crash cut off from its events is counted as it was then: now its customers are old ones.
    sum = total.pending?.lastLine === batch.lastLine ? total.pending : counted;
    await move(tx, stored.events.length === 0 ? sum : { ...total, pending: sum });
  });
  if (events.length > 0) await withShop(run.platform.db, run.shopId, (tx) => move(tx, sum));
  report(going, { counts: sum, bytesDone: batch.bytesRead, rejectPath: output.rejectPath });
  const tooMany = tooManyRejects(sum, going.request.options?.maxRejects);
  if (tooMany !== undefined) throw new ProblemError(tooMany);
  return sum;
}

function soFar({ begun }: Going, watch: MemoryWatch): Pick<ImportCounts, 'seconds' | 'peakRssMb'> {
  return {
    seconds: begun.counts.seconds + (performance.now() - begun.startedMs) / 1000,
    peakRssMb: watch.peakMb(),
  };
}

function report(
  { begun, request }: Going,
  { counts, bytesDone, rejectPath }: { counts: ImportCounts; bytesDone: number; rejectPath: string },
): void {
  const result = resultOf(begun.importId, counts, rejectPath);
  request.onProgress?.({ importId: begun.importId, bytes: begun.fileBytes, bytesDone, result });
}

async function finish(
  going: Going,
  { counts, watch, rejectPath }: { counts: ImportCounts; watch: MemoryWatch; rejectPath: string },
): Promise<ImportResult> {
  const { tools, begun, request } = going;
  await watch.stop();
  const ended = { ...counts, ...soFar(going, watch), peakRssMb: Math.max(counts.peakRssMb, watch.peakMb()) };
  await withShop(tools.platform.db, request.shopId, (tx) =>
    setState(tx, request.shopId, {
      importId: begun.importId,
      state: 'done',
      at: tools.platform.clock.now(),
      counts: ended,
    }),
  );
  await dropUpload(request);
  report(going, { counts: ended, bytesDone: begun.fileBytes, rejectPath });
  return resultOf(begun.importId, ended, rejectPath);
}

/** With the store away its row says `running` until it goes on. */
async function breakOff(going: Going, error: unknown): Promise<void> {
  const { tools, request, begun } = going;
  const it = { shopId: request.shopId, importId: begun.importId };
  noteBrokenOff(tools.platform, it, error);
  await noteFailure(going, error).catch((later: unknown) => {
    if (!noteBrokenOff(tools.platform, it, later)) throw later;
  });
}

/** An import that was interrupted, or broken off by a fault, waits to go on; one with too many rejects is taken back; any other failure is written down. */
async function noteFailure({ tools, begun, request }: Going, error: unknown): Promise<void> {
  const fault = faultOf(error);
  const problem: Problem | undefined = error instanceof ProblemError ? error.problem : fault;
  const waits = problem === undefined || fault !== undefined || problem.code === 'import-interrupted';
  const state = waits ? 'interrupted' : 'failed';
  // Taken back or over meanwhile by another server: there is nothing left to write down.
  if (problem?.code === 'import-state-changed') return;
  if (problem?.code === 'import-interrupted' && request.handOver) return;
  await withShop(tools.platform.db, request.shopId, (tx) =>
    setState(tx, request.shopId, {
      importId: begun.importId,
      state,
      at: tools.platform.clock.now(),
      ...(problem === undefined ? {} : { problem }),
    }),
  );
  if (state === 'failed') await dropUpload(request);
  if (problem?.code === 'too-many-rejects')
    await undoStored(tools, { shopId: request.shopId, importId: begun.importId, end: 'failed' });
}

/** Before the first row: whoever is killed from here on leaves a file that another process can go on with. */
async function shareUpload({ tools, begun, request }: Going): Promise<void> {
  if (!request.options?.ownsFile || request.isShared || !sharesFiles(tools)) return;
  const { shopId, path } = request;
  await shareFile(tools, { shopId, importId: begun.importId, kind: 'upload' }, path);
}

/** An upload is ours to remove, once nothing will read it again. */
async function dropUpload({ options, path }: ImportRequest): Promise<void> {
  if (options?.ownsFile) await rm(path, { force: true });
}
