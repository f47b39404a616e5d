import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportResult } from '../../../contract/imports.ts';
import type { InputRecord } from '../../../contract/records.ts';
import { caught, orThrow, ProblemError, problem, type Result } from '../../../platform/errors.ts';
import { countLeftOut, type ImportCounts, noCounts, resultOf } from './import-counts.ts';
import { openFor } from './import-options.ts';
import type { ImportRequest } from './import-request.ts';
import { type ImportTools, importsFolder } from './import-run.ts';
import { batchesOf, type KeyedRow } from './keyed-rows.ts';
import { countOccurrences, type Occurrences } from './occurrences.ts';
import { watchMemory } from './peak-memory.ts';
import { openRejectFile } from './reject-file.ts';
import { dictionaryOf } from './run-import.ts';
import { addAmount } from './storing.ts';

const BATCH_ROWS = 5_000;

/**
 * Reads a file as an import would and stores nothing: what it holds, and every row that could not be used. It compares
 * nothing with the shop: `created` counts the distinct orders and customers of the file itself, duplicates are 0.
 */
export function dryRun(tools: ImportTools, request: ImportRequest): Promise<Result<ImportResult>> {
  return caught(async () => {
    const opened = await openFor(request);
    const folder = join(importsFolder(tools), `dry-run-${randomUUID()}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      const reader = orThrow(request.source.bind(opened, await dictionaryOf(tools, request)));
      const result = await readAll(opened, { reader, folder, request });
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
  readonly reader: Parameters<typeof batchesOf>[1]['reader'];
  readonly folder: string;
  readonly request: ImportRequest;
}

async function readAll(opened: Opened, { reader, folder, request }: Reading): Promise<ImportResult> {
  const { size: bytes } = await stat(request.path);
  const started = performance.now();
  const watch = watchMemory(undefined);
  const path = join(folder, 'rejects.csv');
  const rejects = openRejectFile(path);
  const occurrences = countOccurrences(join(folder, 'occurrences.sqlite'));
  const distinct = countOccurrences(join(folder, 'distinct.sqlite'));
  const counts = noCounts();
  try {
    const terms = { reader, occurrences, afterLine: 0, batchRows: BATCH_ROWS };
    for await (const { rows, bytesRead } of batchesOf(opened, terms)) {
      if (request.signal?.aborted) throw new ProblemError(abandoned);
      for (const row of rows) countRow(counts, row, distinct);
      const problems = rows.flatMap((row) => [...row.problems, ...countLeftOut(counts, row)]);
      counts.rejectBytes = await rejects.write(problems, counts.rejectBytes);
      const result = resultOf(null, counts, path);
      request.onProgress?.({ importId: null, bytes, bytesDone: bytesRead, result });
    }
  } finally {
    occurrences.close();
    distinct.close();
    await rejects.close();
    await watch.stop();
  }
  const seconds = (performance.now() - started) / 1000;
  return resultOf(null, { ...counts, seconds, peakRssMb: watch.peakMb() }, path);
}

function countRow(counts: ImportCounts, row: KeyedRow, distinct: Occurrences): void {
  counts.rows += 1;
  if (row.problems.length > 0) {
    counts.rejected += 1;
    return;
  }
  counts.accepted += 1;
  for (const record of row.records) countRecord(counts, record, (name) => isFirst(distinct, name || row.key));
}

const isFirst = (distinct: Occurrences, name: string): boolean => distinct.keyOf(name, '').endsWith('#1');

function countRecord(counts: ImportCounts, record: InputRecord, first: (name: string) => boolean): void {
  if ('identities' in record && record.identities[0] !== undefined) {
    const { channel, kind, value } = record.identities[0];
    if (first(`customer ${channel} ${kind} ${value}`)) counts.customersCreated += 1;
  }
  if (record.kind === 'event') counts.events += 1;
  if (record.kind === 'adjustment') addAmount(counts, record.currency, record.amountMinor);
  if (record.kind !== 'order' && record.kind !== 'refund') return;
  const isOrder = record.kind === 'order';
  const name = isOrder ? record.orderNo && `order ${record.orderNo}` : `refund ${record.refundNo}`;
  const isNew = first(name);
  if (isNew && isOrder) counts.ordersCreated += 1;
  if (isNew && !isOrder) counts.refunds += 1;
  counts.lines += record.lines.length;
  const ofLines = record.lines.reduce((sum, line) => sum + line.amountMinor, 0);
  if (isOrder) addAmount(counts, record.currency, ofLines);
  else if (record.lines.length > 0) addAmount(counts, record.currency, -ofLines);
  else if (record.state === 'done') addAmount(counts, record.currency, -(record.amountMinor ?? 0));
}

const abandoned = problem('dry-run-abandoned', 409, {
  zh: '试运行已中止，没有写入任何内容',
  en: 'The dry run was abandoned; nothing was stored',
});
