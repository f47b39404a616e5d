import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import { eventColumns, eventLine } from './event-line.ts';
import type { EventRow, EventWrite } from './event-row.ts';

/** The engine refuses a block of more than 100 partitions (max_partitions_per_insert_block); one month is one. */
const MOST_MONTHS = 50;

/** Rows of one insert, about 10 MB. */
const MOST_ROWS = 50_000;

/** Appends rows; resolves when the engine has synced them. Mostly one insert: only a batch over years takes more. */
export async function insertEvents(clickhouse: ClickHouse, writes: readonly EventWrite[]): Promise<void> {
  for (const table of ['events', 'event_repeats'] as const) {
    const rows = writes.filter((it) => it.table === table).map((it) => it.row);
    await insertRows(clickhouse, table, rows);
  }
}

/** The same for rows of one table. */
export async function insertRows(
  clickhouse: ClickHouse,
  table: EventWrite['table'],
  rows: readonly EventRow[],
): Promise<void> {
  for (const part of inParts(rows))
    await clickhouse.insert(table, { columns: eventColumns, lines: part.map(eventLine).join('') });
}

/** Rows by month, as many months and rows together as one insert takes. */
export function inParts(rows: readonly EventRow[]): EventRow[][] {
  const months = Map.groupBy(rows, (row) => row.time.slice(0, 7));
  if (months.size === 1 && rows.length <= MOST_ROWS) return [[...rows]];
  const parts: EventRow[][] = [];
  let count = 0;
  for (const [, month] of [...months].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (let from = 0; from < month.length; from += MOST_ROWS) {
      const slice = month.slice(from, from + MOST_ROWS);
      const last = parts.at(-1);
      if (last === undefined || count === MOST_MONTHS || last.length + slice.length > MOST_ROWS) {
        parts.push(slice);
        count = 1;
      } else {
        last.push(...slice);
        count += 1;
      }
    }
  }
  return parts;
}
