import type { ImportResult } from '../../../contract/imports.ts';
import { addUndeclared, timesSeen, type UndeclaredTraits } from '../traits/undeclared-traits.ts';
import type { RowReject } from './files/rows.ts';
import type { RowOutcome } from './record-source.ts';

/** The numbers of a running import. Plain data: they are kept in ingest.imports.counts after every batch. */
export interface ImportCounts {
  rows: number;
  accepted: number;
  rejected: number;
  duplicates: number;
  customersCreated: number;
  customersUpdated: number;
  ordersCreated: number;
  ordersUpdated: number;
  lines: number;
  events: number;
  refunds: number;
  /** Minor units by currency. */
  amountMinor: Record<string, number>;
  /** Traits that nobody declared, left out, by name; see undeclared-traits.ts. */
  undeclaredTraits: UndeclaredTraits;
  /** Times a declared trait did not fit and was left out of a row that was stored, by name. */
  unfitTraits: Record<string, number>;
  /** Values left out of rows that were stored, by column. */
  leftOut: Record<string, number>;
  /** Line of the last row that is stored. */
  lastLine: number;
  /** Size of the reject file that belongs to the rows so far: a resumed import cuts it there. */
  rejectBytes: number;
  /** Of all runs together. */
  seconds: number;
  peakRssMb: number;
  /** What the next batch comes to, all told: it is stored but for its events. A replay of it believes this. */
  pending?: ImportCounts;
}

export function noCounts(): ImportCounts {
  return {
    rows: 0,
    accepted: 0,
    rejected: 0,
    duplicates: 0,
    customersCreated: 0,
    customersUpdated: 0,
    ordersCreated: 0,
    ordersUpdated: 0,
    lines: 0,
    events: 0,
    refunds: 0,
    amountMinor: {},
    undeclaredTraits: {},
    unfitTraits: {},
    leftOut: {},
    lastLine: 0,
    rejectBytes: 0,
    seconds: 0,
    peakRssMb: 0,
  };
}

/** Adds what one batch came to; position in the file and size of the reject file are those of the later. */
export function addCounts(sum: ImportCounts, batch: ImportCounts): ImportCounts {
  return {
    rows: sum.rows + batch.rows,
    accepted: sum.accepted + batch.accepted,
    rejected: sum.rejected + batch.rejected,
    duplicates: sum.duplicates + batch.duplicates,
    customersCreated: sum.customersCreated + batch.customersCreated,
    customersUpdated: sum.customersUpdated + batch.customersUpdated,
    ordersCreated: sum.ordersCreated + batch.ordersCreated,
    ordersUpdated: sum.ordersUpdated + batch.ordersUpdated,
    lines: sum.lines + batch.lines,
    events: sum.events + batch.events,
    refunds: sum.refunds + batch.refunds,
    amountMinor: addByName(sum.amountMinor, batch.amountMinor),
    undeclaredTraits: addUndeclared(sum.undeclaredTraits, batch.undeclaredTraits),
    unfitTraits: addByName(sum.unfitTraits, batch.unfitTraits),
    leftOut: addByName(sum.leftOut, batch.leftOut),
    lastLine: Math.max(sum.lastLine, batch.lastLine),
    rejectBytes: Math.max(sum.rejectBytes, batch.rejectBytes),
    seconds: batch.seconds,
    peakRssMb: Math.max(sum.peakRssMb, batch.peakRssMb),
  };
}

/** Counts what of a row was left out; answers what the reject file tells of it. */
export function countLeftOut(
  counts: ImportCounts,
  { leftOut = [] }: Pick<RowOutcome, 'leftOut'>,
): RowReject[] {
  for (const { column } of leftOut) counts.leftOut[column] = (counts.leftOut[column] ?? 0) + 1;
  return leftOut.flatMap(({ told }) => told ?? []);
}

function addByName(sum: Readonly<Record<string, number>>, more: Readonly<Record<string, number>>) {
  const both = { ...sum };
  for (const [name, n] of Object.entries(more)) both[name] = (both[name] ?? 0) + n;
  return both;
}

/** The counts as the world sees them. */
export function resultOf(id: number | null, it: ImportCounts, rejectFile: string): ImportResult {
  return {
    id,
    rows: it.rows,
    accepted: it.accepted,
    rejected: it.rejected,
    duplicates: it.duplicates,
    customers: { created: it.customersCreated, updated: it.customersUpdated },
    orders: { created: it.ordersCreated, updated: it.ordersUpdated },
    lines: it.lines,
    events: it.events,
    refunds: it.refunds,
    amount_minor: it.amountMinor,
    undeclared_traits: timesSeen(it.undeclaredTraits),
    unfit_traits: it.unfitTraits,
    left_out: it.leftOut,
    reject_file: it.rejectBytes > 0 ? rejectFile : null,
    seconds: Math.round(it.seconds * 100) / 100,
    peak_rss_mb: Math.round(it.peakRssMb),
  };
}
