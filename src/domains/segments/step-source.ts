import type { EventStep } from '../../contract/event-steps.ts';
import { documents, events, inShop, isDocument, matchSql, notADocument } from '../analytics/index.ts';
import type { RowSource, Writing } from './conditions/condition-kind.ts';
import type { Bounds } from './window-rules.ts';

/** Rows in which a step happens. */
interface StepRows {
  readonly source: RowSource;
  /** Condition of a row: it is what the step means. */
  readonly match: string;
  /** SQL of its instant. */
  readonly at: string;
  readonly amount: string;
  readonly quantity: string;
  /** Of documents: the table of their lines, and the key they share. */
  readonly lines?: { readonly table: string; readonly key: string };
}

const linesOf = {
  orders: { table: 'order_lines', key: 'order_id' },
  refunds: { table: 'refund_lines', key: 'refund_id' },
} as const;

/**
 * Where and how a step is found: among events, and for what orders and refunds tell there too. As in funnels, an event
 * that tells an order is left out, the order is counted where it lies.
 */
export function stepRows(step: EventStep, { bound }: Writing): StepRows[] {
  const told = isDocument(step.name) ? ` AND ${notADocument}` : '';
  const asEvent: StepRows = {
    source: { from: 'events', where: `${inShop} AND ${events.where}` },
    ...{ match: `(${matchSql(step, events, bound)})${told}`, at: events.at },
    ...{ amount: 'amount_minor', quantity: 'quantity' },
  };
  if (!isDocument(step.name)) return [asEvent];
  const it = documents[step.name];
  const asDocument: StepRows = {
    source: { from: it.table, where: `${inShop} AND person_id != 0` },
    match: `(${it.where}) AND (${matchSql(step, it, bound)})`,
    ...{ at: it.at, lines: linesOf[it.table === 'refunds' ? 'refunds' : 'orders'] },
    ...{ amount: it.fields.amount!, quantity: it.fields.quantity ?? '0' },
  };
  return [asEvent, asDocument];
}

/** Condition: an instant lies within; milliseconds are written as they are, they are numbers of ours. */
export const withinSql = (at: string, { from, to }: Bounds): string =>
  [
    ...(from === undefined ? [] : [`${at} >= fromUnixTimestamp64Milli(toInt64(${from}), 'UTC')`]),
    `${at} < fromUnixTimestamp64Milli(toInt64(${to}), 'UTC')`,
  ].join(' AND ');
