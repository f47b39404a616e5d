import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';

/**
 * Removes an import's events for good; resolves when every replica has rewritten the parts they were in and passed on
 * the others (70 ms a part: some seconds for years of months). Events that the import only repeated stay: they are
 * those of the import that brought them first. Running it again does nothing. Answers how many there were.
 */
export async function undoEvents(clickhouse: ClickHouse, shopId: number, importId: number): Promise<number> {
  const [row] = await clickhouse.query<{ events: string }>({
    sql: `SELECT uniqExact(person_id, time, message_id) AS events FROM events
      WHERE shop_id = {shop:UInt32} AND import_id = {import:UInt64} SETTINGS final = 0`,
    shopId,
    params: { import: importId },
  });
  const events = Number(row!.events);
  if (events > 0) await clickhouse.command(removal, { shop: shopId, import: importId });
  return events;
}

/** One for all months: a mutation passes on every part of the table, also when it names a partition. */
const removal = `ALTER TABLE {{local events}} DELETE WHERE shop_id = {shop:UInt32} AND import_id = {import:UInt64}
  SETTINGS mutations_sync = 2`;

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
