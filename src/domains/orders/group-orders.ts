import type { OrderSaying, StoredLine } from './order-statement.ts';

/** One thing said about one order: a header and lines, from one or several records of the input. */
export interface Entry {
  readonly channel: string;
  readonly orderNo: string;
  readonly said: OrderSaying;
  /** JSON of the receiver's personal fields. */
  readonly receiver: string | undefined;
  /** Header and receiver as text: alike when alike. */
  readonly text: string;
  readonly lineKeys: Set<string>;
  readonly lines: { readonly line: StoredLine; readonly input: number; readonly at: number }[];
  /** Positions of the records in the input. */
  readonly inputs: number[];
}

export const orderKey = (it: { channel: string; orderNo: string }) => `${it.channel}\u0000${it.orderNo}`;

/**
 * Records as rounds in which no order occurs twice, each sorted by order (deadlocks). Records with one header and
 * lines of their own become one entry: a file with a line per row says every header once a line.
 */
export function inRounds(entries: readonly Entry[]): Entry[][] {
  const byOrder = new Map<string, Entry[]>();
  for (const entry of entries) {
    const before = byOrder.get(orderKey(entry));
    if (before === undefined) byOrder.set(orderKey(entry), [entry]);
    else if (!joined(before.at(-1)!, entry)) before.push(entry);
  }
  const rounds: Entry[][] = [];
  for (const [, said] of [...byOrder].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const [n, entry] of said.entries()) {
      if (rounds[n] === undefined) rounds[n] = [entry];
      else rounds[n].push(entry);
    }
  return rounds;
}

function joined(to: Entry, from: Entry): boolean {
  if (to.text !== from.text || from.lines.some(({ line }) => to.lineKeys.has(line.lineKey))) return false;
  for (const { line } of from.lines) to.lineKeys.add(line.lineKey);
  to.lines.push(...from.lines);
  to.inputs.push(...from.inputs);
  return true;
}
