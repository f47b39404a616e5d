import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import type { EventWrite } from './event-row.ts';

/**
 * Removes an import's events for good; resolves when every replica has rewritten the parts they were in and passed on
 * the others (70 ms a part: some seconds for years of months). What others told too stays, as the first of them told
 * it, live sources before imports. Cut off anywhere and run again it ends the same. Answers how many events it had.
 */
export async function undoEvents(clickhouse: ClickHouse, shopId: number, importId: number): Promise<number> {
  const params = { shop: shopId, import: importId };
  const events = await countOf(clickhouse, 'events', params);
  if (events > 0) {
    await clickhouse.command(successors, params);
    await clickhouse.command(removal('{{local events}}'), params);
  }
  const repeats = await countOf(clickhouse, 'event_repeats', params);
  if (repeats > 0) await clickhouse.command(removal('{{local event_repeats}}'), params);
  return events;
}

interface Undoing extends Record<string, number> {
  readonly shop: number;
  readonly import: number;
}

async function countOf(clickhouse: ClickHouse, table: EventWrite['table'], params: Undoing): Promise<number> {
  const [row] = await clickhouse.query<{ events: string }>({
    sql: `SELECT uniqExact(person_id, time, message_id) AS events FROM ${table}
      WHERE shop_id = {shop:UInt32} AND import_id = {import:UInt64} SETTINGS final = 0`,
    shopId: params.shop,
    params: { import: params.import },
  });
  return Number(row!.events);
}

/** How many events stand by this import. */
export const eventsByImport = (clickhouse: ClickHouse, shopId: number, importId: number): Promise<number> =>
  countOf(clickhouse, 'events', { shop: shopId, import: importId });

/**
 * The same key inserted anew takes the place of the import's row. GLOBAL: on a cluster the keys are asked for on every
 * shard. A month is a partition, and an import over thirty years of them is one insert here. The asking node gathers the rows
 * and sends each to its shard: where every shard inserts its own (the engine's default), the keys do not reach them and
 * nothing is inserted.
 */
const successors = `INSERT INTO events SELECT * FROM event_repeats
  WHERE shop_id = {shop:UInt32} AND import_id != {import:UInt64}
    AND (person_id, time, message_id) GLOBAL IN (
      SELECT person_id, time, message_id FROM events
      WHERE shop_id = {shop:UInt32} AND import_id = {import:UInt64} SETTINGS final = 1)
  ORDER BY person_id, time, message_id, import_id
  LIMIT 1 BY person_id, time, message_id
  SETTINGS final = 1, max_partitions_per_insert_block = 0, distributed_foreground_insert = 1,
    parallel_distributed_insert_select = 0`;

/** One for all months: a mutation passes on every part of the table, also when it names a partition. */
const removal = (table: string) => `ALTER TABLE ${table} DELETE
  WHERE shop_id = {shop:UInt32} AND import_id = {import:UInt64} SETTINGS mutations_sync = 2`;

/** Of some persons, those with events: an undone import keeps them. */
export async function personsWithEvents(
  clickhouse: ClickHouse,
  shopId: number,
  personIds: readonly number[],
): Promise<Set<number>> {
  if (personIds.length === 0) return new Set();
  const rows = await clickhouse.query<{ person_id: number }>({
    sql: `SELECT DISTINCT person_id FROM events
      WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} SETTINGS final = 0`,
    shopId,
    maxRows: personIds.length,
    params: { persons: personIds },
  });
  return new Set(rows.map((row) => row.person_id));
}
