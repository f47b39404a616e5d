import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportResult } from '../../../../contract/imports.ts';
import { caught, orThrow, ProblemError, problem, type Result } from '../../../../platform/errors.ts';
import { diskFull } from '../../../../platform/faults/fault-problems.ts';
import { backendOf } from '../backend-of.ts';
import { addCounts, noCounts, resultOf } from '../import-counts.ts';
import { openFor } from '../import-options.ts';
import type { ImportRequest } from '../import-request.ts';
import { type ImportTools, importsFolder } from '../import-run.ts';
import { batchesOf, type KeyedRow } from '../keyed-rows.ts';
import { countOccurrences } from '../occurrences.ts';
import { watchMemory } from '../peak-memory.ts';
import { openRejectFile } from '../reject-file.ts';
import { dictionaryOf } from '../run-import.ts';
import { countRows } from './count-file.ts';
import { openEarlierRows } from './earlier-rows.ts';
import { openKnownCustomers } from './known-customers.ts';
import { type Tried, tryBatch } from './try-batch.ts';

/** As many as the import stores at once. */
const BATCH_ROWS = 5_000;

/** Where the file may be compared with a shop that is not there yet: the command line makes it with the first import. */
const NO_SHOP = 0;

/**
 * What an import of the file would do in this shop, and nothing of it done: the import's own code stores each batch in a
 * transaction that is taken back (try-batch.ts), so the answer is the import's. With `shopId` 0 there is no shop to
 * compare with. Problems: those of the file, `dry-run-abandoned`, `disk-full`.
 */
export function dryRun(
  tools: ImportTools,
  request: ImportRequest,
  batchRows = BATCH_ROWS,
): Promise<Result<ImportResult>> {
  return caught(async () => {
    const opened = await openFor(request);
    const folder = join(importsFolder(tools), `dry-run-${randomUUID()}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      const reader = orThrow(request.source.bind(opened, await dictionaryOf(tools, request)));
      const result = await tryAll(opened, { tools, reader, folder, request, batchRows });
      if (result.reject_file === null) await rm(folder, { recursive: true, force: true });
      return result;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    } finally {
      await opened.close();
    }
  });
}

type Opened = Awaited<ReturnType<typeof openFor>>;

interface Reading {
  readonly tools: ImportTools;
  readonly reader: Parameters<typeof batchesOf>[1]['reader'];
  readonly folder: string;
  readonly request: ImportRequest;
  readonly batchRows: number;
}

async function tryAll(opened: Opened, reading: Reading): Promise<ImportResult> {
  const { reader, folder, request, batchRows } = reading;
  const { size: bytes } = await stat(request.path);
  const started = performance.now();
  const watch = watchMemory(await backendOf(reading.tools));
  const path = join(folder, 'rejects.csv');
  const rejects = openRejectFile(path);
  const occurrences = countOccurrences(join(folder, 'occurrences.sqlite'));
  const trial = await openTrial(reading);
  let counts = noCounts();
  try {
    const terms = { reader, occurrences, afterLine: 0, batchRows };
    for await (const { rows, bytesRead } of batchesOf(opened, terms)) {
      mayGoOn(reading);
      const tried = await trial.put(rows);
      const rejectBytes = await rejects.write(tried.rejects, counts.rejectBytes);
      counts = addCounts(counts, { ...tried.counts, rejectBytes });
      const result = withKnown(resultOf(null, counts, path), trial);
      request.onProgress?.({ importId: null, bytes, bytesDone: bytesRead, result });
    }
  } finally {
    trial.close();
    occurrences.close();
    await rejects.close();
    await watch.stop();
  }
  const seconds = (performance.now() - started) / 1000;
  return withKnown(resultOf(null, { ...counts, seconds, peakRssMb: watch.peakMb() }, path), trial);
}

const withKnown = (result: ImportResult, { known }: Trial): ImportResult => ({
  ...result,
  customers: { ...result.customers, known: known() },
});

/** Transactions that are taken back need room too. */
function mayGoOn({ tools, request }: Reading): void {
  if (request.signal?.aborted) throw new ProblemError(abandoned);
  if (tools.platform.disk.state().low) throw new ProblemError(diskFull);
}

interface Trial {
  put(rows: readonly KeyedRow[]): Promise<Tried>;
  /** Customers the shop knew before. */
  known(): number;
  close(): void;
}

async function openTrial({ tools, request, folder }: Reading): Promise<Trial> {
  const { shopId, source } = request;
  if (shopId === NO_SHOP) {
    const distinct = countOccurrences(join(folder, 'distinct.sqlite'));
    return { put: async (rows) => countRows(rows, distinct), known: () => 0, close: distinct.close };
  }
  const keys = await tools.platform.keyring.forShop(shopId);
  const earlier = openEarlierRows(join(folder, 'earlier.sqlite'));
  const known = openKnownCustomers(shopId);
  const trying = { ...tools, keys, shopId, source: source.name, earlier, known };
  return { put: (rows) => tryBatch(trying, rows), known: known.count, close: earlier.close };
}

const abandoned = problem('dry-run-abandoned', 409, {
  zh: '试运行已中止，没有写入任何内容',
  en: 'The dry run was abandoned; nothing was stored',
});
