import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';

/**
 * Removes an import's events for good; resolves when every replica has rewritten the parts they were in, which takes
 * about a second per ten million rows of the months concerned. Events that the import only repeated stay: they are
 * those of the import that brought them first. Running it again does nothing. Answers how many there were.
 */
export async function undoEvents(clickhouse: ClickHouse, shopId: number, importId: number): Promise<number> {
  const [row] = await clickhouse.query<{ n: string }>({
    sql: 'SELECT count() AS n FROM events WHERE shop_id = {shop:UInt32} AND import_id = {import:UInt64}',
    shopId,
    params: { import: importId },
  });
  const count = Number(row?.n ?? 0);
  if (count > 0) await clickhouse.command(removal, { shop: shopId, import: importId });
  return count;
}

/** import_id is no key, so a version of a row that a merge has not dropped yet may still be there: it goes as well. */
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
