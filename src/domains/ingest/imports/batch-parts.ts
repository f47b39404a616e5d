import type {
  AdjustmentRecord,
  CustomerRecord,
  EventRecord,
  InputRecord,
  ProductRecord,
  RefundRecord,
  SpendRecord,
} from '../../../contract/records.ts';
import { stripRecord } from '../strip-record.ts';
import { addOrder, type GroupedLine, keyedLines, type OrderGroup } from './group-orders.ts';
import type { KeyedRow } from './keyed-rows.ts';

/** A record and the position in the batch of the row that brought it. */
export interface Part<T> {
  readonly record: T;
  readonly row: number;
  readonly key: string;
}

/** A refund document as the batch says it: rows of one document, their lines together. */
export interface RefundGroup {
  readonly header: RefundRecord;
  readonly lines: GroupedLine[];
  readonly rows: number[];
}

/** The records of a batch by kind, in file order. */
export interface BatchParts {
  readonly orders: OrderGroup[];
  readonly refunds: RefundGroup[];
  readonly adjustments: Part<AdjustmentRecord>[];
  readonly customers: Part<CustomerRecord>[];
  readonly products: Part<ProductRecord>[];
  readonly events: Part<EventRecord>[];
  readonly spend: Part<SpendRecord>[];
}

/** Sorts the records of rows without problems. */
export function partsOf(rows: readonly KeyedRow[]): BatchParts {
  const parts: BatchParts = {
    orders: [],
    refunds: [],
    adjustments: [],
    customers: [],
    products: [],
    events: [],
    spend: [],
  };
  for (const [row, { records, problems, key }] of rows.entries())
    if (problems.length === 0) for (const record of records) place(parts, stripRecord(record), { row, key });
  return parts;
}

/** Where records that stand for themselves go. */
const LISTS = {
  adjustment: 'adjustments',
  customer: 'customers',
  product: 'products',
  event: 'events',
  spend: 'spend',
} as const;

function place(parts: BatchParts, record: InputRecord, at: { row: number; key: string }): void {
  if (record.kind === 'order') addOrder(parts.orders, record, at);
  else if (record.kind === 'refund') addRefund(parts.refunds, record, at);
  else (parts[LISTS[record.kind]] as Part<InputRecord>[]).push({ record, ...at });
}

function addRefund(groups: RefundGroup[], record: RefundRecord, at: { row: number; key: string }): void {
  const last = groups.at(-1);
  const lines = keyedLines(record.lines, at);
  if (
    last !== undefined &&
    last.header.refundNo === record.refundNo &&
    last.header.refundedAt === record.refundedAt
  ) {
    last.rows.push(at.row);
    last.lines.push(...lines);
  } else groups.push({ header: record, lines, rows: [at.row] });
}
