import type { InputRecord } from '../../../contract/records.ts';
import type { OpenedRows, Row, RowBatch, RowReject } from './files/rows.ts';
import type { Occurrences } from './occurrences.ts';
import type { LeftOut, RecordReader } from './record-source.ts';

/** One row of the file, read: records, or what is wrong with it. */
export interface KeyedRow {
  readonly line: number;
  readonly records: readonly InputRecord[];
  readonly problems: readonly RowReject[];
  readonly leftOut?: readonly LeftOut[] | undefined;
  /** Names what has no id of its own: content and nth occurrence in the file. '' where everything has one. */
  readonly key: string;
}

/** Rows that are stored together in one transaction: whole orders, as long as their rows follow each other. */
export interface ImportBatch {
  readonly rows: readonly KeyedRow[];
  /** Line of the last row: an import resumed behind it reads the next. */
  readonly lastLine: number;
  readonly bytesRead: number;
}

export interface BatchTerms {
  readonly reader: RecordReader;
  readonly occurrences: Occurrences;
  /** Rows up to this line are stored already: they are counted for their keys, and left out. */
  readonly afterLine: number;
  readonly batchRows: number;
}

/** A document of more rows than this many batches is cut: an endless order must not fill the memory. */
const MOST_BATCHES_IN_ONE = 4;

/** The rows of a file as batches that end where an order ends. */
export async function* batchesOf(opened: OpenedRows, terms: BatchTerms): AsyncGenerator<ImportBatch> {
  let rows: KeyedRow[] = [];
  let lastGroup = '';
  for await (const batch of opened.batches) {
    await answersFirst();
    for (const item of inOrder(batch)) {
      const { row, group } = keyed(item, terms);
      if (row.line <= terms.afterLine) continue;
      if (isFull(rows.length, terms.batchRows, group !== '' && group === lastGroup)) {
        yield closed(rows, opened);
        rows = [];
      }
      lastGroup = group;
      rows.push(row);
    }
  }
  if (rows.length > 0) yield closed(rows, opened);
}

/** Some hundred rows are read at a stretch, 5 ms: an answer of PostgreSQL that came meanwhile goes first. */
const answersFirst = () => new Promise<void>((resolve) => setImmediate(resolve));

function isFull(count: number, wanted: number, sameGroup: boolean): boolean {
  return count >= (sameGroup ? wanted * MOST_BATCHES_IN_ONE : wanted);
}

function closed(rows: readonly KeyedRow[], opened: OpenedRows): ImportBatch {
  return { rows, lastLine: rows.at(-1)!.line, bytesRead: opened.bytesRead() };
}

/** Rows and broken rows of one read, by line. */
function inOrder({ rows, rejects }: RowBatch): readonly (Row | RowReject)[] {
  if (rejects.length === 0) return rows;
  return [...rows, ...rejects].sort((a, b) => a.line - b.line);
}

function keyed(item: Row | RowReject, { reader, occurrences }: BatchTerms): { row: KeyedRow; group: string } {
  if ('code' in item) return { row: { line: item.line, records: [], problems: [item], key: '' }, group: '' };
  const { records, problems, leftOut } = reader.read(item);
  if (problems.length > 0 || records.length === 0)
    return { row: { line: item.line, records, problems, key: '' }, group: '' };
  const document = documentOf(records[0]!);
  if (!records.some(needsKey))
    return { row: { line: item.line, records, problems, leftOut, key: '' }, group: document };
  const content = reader.contentOf(item);
  const group = document === '' ? content : document;
  const key = occurrences.keyOf(group, content);
  return { row: { line: item.line, records, problems, leftOut, key }, group };
}

/** What a row belongs to: its order, refund or adjustment. '' where it stands for itself. */
function documentOf(record: InputRecord): string {
  if (record.kind === 'order') return record.orderNo === '' ? '' : `order ${record.orderNo}`;
  if (record.kind === 'refund') return `refund ${record.refundNo}`;
  return record.kind === 'adjustment' ? `adjustment ${record.adjustmentNo}` : '';
}

function needsKey(record: InputRecord): boolean {
  if (record.kind === 'order')
    return record.orderNo === '' || record.lines.some((line) => line.lineNo === undefined);
  if (record.kind === 'refund') return record.lines.some((line) => line.lineNo === undefined);
  return record.kind === 'adjustment' || (record.kind === 'event' && record.messageId === undefined);
}
