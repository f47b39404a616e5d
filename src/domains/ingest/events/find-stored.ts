import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import { type EventRow, type EventWrite, eventKey } from './event-row.ts';

/** Ids asked for at once: as literals of some 40 characters they make a statement of 200 KB. */
const CHUNK = 5000;

interface Found {
  readonly person_id: number;
  /** Milliseconds since 1970, as text. */
  readonly ms: string;
  readonly message_id: string;
  readonly import_id: string;
}

/**
 * Asked by the leading columns of
 * the table's order and by month, so that few granules are read. Without FINAL: a
 * key may be there by two imports for a moment, when one was just put in the place of the other; both know it.
 */
const sqlOf = (
  table: EventWrite['table'],
) => `SELECT person_id, toString(toUnixTimestamp64Milli(time)) AS ms, message_id, import_id FROM ${table}
  WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)}
    AND time BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')}
    AND message_id IN {messages:Array(String)}
  SETTINGS final = 0`;

interface Asked {
  readonly shopId: number;
  readonly rows: readonly EventRow[];
}

/** Of some rows, the keys (`eventKey`) a table has already, with the imports that brought them; 0 = live. */
export async function findStored(
  clickhouse: ClickHouse,
  table: EventWrite['table'],
  { shopId, rows }: Asked,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const stored = new Map<string, Set<number>>();
  const byTime = [...rows].sort((a, b) => (a.time < b.time ? -1 : 1));
  for (let from = 0; from < byTime.length; from += CHUNK) {
    const chunk = byTime.slice(from, from + CHUNK);
    for (const it of await askFor(clickhouse, table, { shopId, rows: chunk })) {
      const key = eventKey({ ...it, time: new Date(Number(it.ms)).toISOString() });
      stored.set(key, (stored.get(key) ?? new Set()).add(Number(it.import_id)));
    }
  }
  return stored;
}

/** A message id may stand under several times: at most so many rows per id are expected. */
const MOST_ALIKE = 20;

const askFor = (clickhouse: ClickHouse, table: EventWrite['table'], { shopId, rows: chunk }: Asked) =>
  clickhouse.query<Found>({
    sql: sqlOf(table),
    shopId,
    maxRows: CHUNK * MOST_ALIKE,
    params: {
      persons: [...new Set(chunk.map((row) => row.person_id))],
      from: chunk[0]!.time,
      to: chunk.at(-1)!.time,
      messages: [...new Set(chunk.map((row) => row.message_id))],
    },
  });
