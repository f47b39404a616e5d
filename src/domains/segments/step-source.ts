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

/**
 * Condition: an instant (DateTime64(3)) lies within. Written as words the engine reads once: as calls of functions, fifty segments'
 * bounds took it 70 ms to think about before it read a row.
 */
export const withinSql = (at: string, { from, to }: Bounds): string =>
  [...(from === undefined ? [] : [`${at} >= ${instantSql(from)}`]), `${at} < ${instantSql(to)}`].join(
    ' AND ',
  );

/** Milliseconds as a literal of ours, UTC (the engine's session is). */
export const instantSql = (ms: number): string =>
  `'${new Date(ms).toISOString().slice(0, -1).replace('T', ' ')}'`;
