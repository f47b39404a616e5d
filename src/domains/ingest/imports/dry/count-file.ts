import type { InputRecord } from '../../../../contract/records.ts';
import { countLeftOut, type ImportCounts, noCounts } from '../import-counts.ts';
import type { KeyedRow } from '../keyed-rows.ts';
import type { Occurrences } from '../occurrences.ts';
import { addAmount } from '../storing.ts';
import type { Tried } from './try-batch.ts';

/** What rows of a file come to where there is no shop yet to compare them with: everything in it is new. */
export function countRows(rows: readonly KeyedRow[], distinct: Occurrences): Tried {
  const counts = noCounts();
  for (const row of rows) countRow(counts, row, distinct);
  return { counts, rejects: rows.flatMap((row) => [...row.problems, ...countLeftOut(counts, row)]) };
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
