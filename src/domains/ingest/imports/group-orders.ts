import type { OrderLineRecord, OrderRecord } from '../../../contract/records.ts';

/** An order as the batch says it: one header, the lines of all rows that said the same header. */
export interface OrderGroup {
  readonly header: OrderRecord;
  readonly orderNo: string;
  readonly lines: GroupedLine[];
  /** Positions in the batch of all rows of the group, also those without a line. */
  readonly rows: number[];
}

export interface GroupedLine {
  readonly record: OrderLineRecord;
  readonly lineKey: string;
  /** Position in the batch of the row that brought it. */
  readonly row: number;
}

/** Adds an order record to the last group if it says the same header, else begins a group. */
export function addOrder(groups: OrderGroup[], record: OrderRecord, at: { row: number; key: string }): void {
  const orderNo = record.orderNo === '' ? at.key : record.orderNo;
  const last = groups.at(-1);
  let group = last;
  if (group === undefined || group.orderNo !== orderNo || !sameHeader(group.header, record)) {
    group = { header: record, orderNo, lines: [], rows: [] };
    groups.push(group);
  }
  group.rows.push(at.row);
  group.lines.push(...keyedLines(record.lines, at));
}

/** Lines with the source's own id, or the row's key; several lines of one row are told apart by their place in it. */
export function keyedLines(
  lines: readonly OrderLineRecord[],
  at: { row: number; key: string },
): GroupedLine[] {
  return lines.map((record, nth) => {
    const own = lines.length === 1 ? at.key : `${at.key}.${nth + 1}`;
    return { record, lineKey: record.lineNo ?? own, row: at.row };
  });
}

/** Whether two rows say the same of their order, lines aside. Half a million rows ask it: no text is made. */
function sameHeader(one: OrderRecord, other: OrderRecord): boolean {
  if (one.sourceTime !== other.sourceTime || one.state !== other.state) return false;
  return samePart(one, other, 'lines');
}

/** Equal JSON values, keys in any order; what stands under `aside` is not looked at. */
function samePart(one: unknown, other: unknown, aside?: string): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => key === aside || samePart(one[key as never], other[key as never]));
}
