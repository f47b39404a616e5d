import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { withWritersHeld } from '../../../platform/write-fence.ts';
import type { Erasing, Holding, PersonalData, Showing } from '../../compliance/index.ts';
import { dropRowsOf } from '../track/owed-rows.ts';

/** Most events a copy holds. Beyond, `events_left_out` says how many: the newest are in it. */
const MOST = 50_000;

/** Behaviour events: their numbers are all that points at a person, and they go with them. */
export const eventData: PersonalData = { name: 'events', holdings, show, erase };

async function countOf({ clickhouse }: { clickhouse: ClickHouse }, it: Showing): Promise<number> {
  const [row] = await clickhouse.query<{ events: string }>({
    sql: `SELECT count() AS events FROM events WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)}`,
    shopId: it.shopId,
    params: { persons: it.personIds },
  });
  return Number(row!.events);
}

async function holdings(it: Showing): Promise<Holding[]> {
  const count = await countOf(it.platform, it);
  return [{ what: 'events', label: { zh: '行为事件', en: 'behaviour events' }, count }];
}

async function show(it: Showing): Promise<Record<string, unknown>> {
  const count = await countOf(it.platform, it);
  const rows = await it.platform.clickhouse.query<Record<string, unknown>>({
    sql: `SELECT time, name, channel, product_id, category, order_no, quantity, amount_minor, currency, source, medium,
        campaign, properties
      FROM events WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)}
      ORDER BY time DESC, message_id LIMIT {limit:UInt32}`,
    shopId: it.shopId,
    maxRows: MOST,
    params: { persons: it.personIds, limit: MOST },
  });
  return { events: rows, events_left_out: Math.max(0, count - rows.length) };
}

/**
 * Resolves when every replica has rewritten the parts they were in; nothing to do costs one question. First whoever is
 * between a commit and its insert comes to an end, and rows of theirs that are owed are written: later they would come
 * back. No more come behind them: whoever they were recognised by is gone by now (see compliance-handlers.ts).
 */
async function erase({ platform, shopId, personIds }: Erasing): Promise<void> {
  await withWritersHeld(platform, async () => undefined);
  await platform.mirror.settle(shopId);
  await withShop(platform.db, shopId, (tx) => dropRowsOf(tx, shopId, personIds));
  for (const table of ['events', 'event_repeats'])
    await platform.clickhouse.command(
      `ALTER TABLE {{local ${table}}} DELETE
        WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} SETTINGS mutations_sync = 2`,
      { shop: shopId, persons: personIds },
    );
}
