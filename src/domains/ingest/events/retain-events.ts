import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';
import type { Retaining, RetentionHandler, WouldGo } from '../../compliance/index.ts';
import type { EventWrite } from './event-row.ts';

type Cut = { readonly shopId: number; readonly before: Date };

/** By the corrected time: a phone whose clock is years off must not lose what it did today. */
const DUE = `shop_id = {shop:UInt32} AND corrected_time < {before:DateTime64(3, 'UTC')}`;

async function wouldGo(clickhouse: ClickHouse, { shopId, before }: Cut): Promise<WouldGo> {
  const [row] = await clickhouse.query<{ rows: string; oldest: string }>({
    sql: `SELECT count() AS rows, formatDateTime(min(corrected_time), '%Y-%m-%dT%H:%i:%S.000Z') AS oldest
      FROM events WHERE ${DUE}`,
    shopId,
    params: { before },
  });
  const rows = Number(row!.rows);
  return { rows, oldest: rows === 0 ? null : row!.oldest };
}

/** Partitions (months of client time) of a table that hold something due, oldest first. */
async function monthsDue(clickhouse: ClickHouse, table: EventWrite['table'], cut: Cut): Promise<number[]> {
  const rows = await clickhouse.query<{ month: number }>({
    sql: `SELECT DISTINCT toYYYYMM(time) AS month FROM ${table} WHERE ${DUE} ORDER BY month SETTINGS final = 0`,
    shopId: cut.shopId,
    params: { before: cut.before },
  });
  return rows.map(({ month }) => month);
}

/**
 * Drops a shop's due rows partition by partition, so that parts of other months are not touched, and each is gone for
 * good (rewritten on every replica) before the next. A partition is shared by all shops: another's rows stay in it.
 */
async function dropDue(clickhouse: ClickHouse, table: EventWrite['table'], cut: Cut): Promise<void> {
  for (const month of await monthsDue(clickhouse, table, cut))
    await clickhouse.command(
      `ALTER TABLE {{local ${table}}} DELETE IN PARTITION ${month} WHERE ${DUE} SETTINGS mutations_sync = 2`,
      { shop: cut.shopId, before: cut.before },
    );
}

/** Raw events. What is to stay of them (`keep`) is the business of those who count them. */
export const eventRetention = (keep: (what: Retaining) => Promise<void>): RetentionHandler => ({
  subject: 'events',
  keep,
  preview: ({ platform, shop, before }) => wouldGo(platform.clickhouse, { shopId: shop.shopId, before }),
  async drop({ platform: { clickhouse }, shop: { shopId }, before }) {
    const { rows } = await wouldGo(clickhouse, { shopId, before });
    for (const table of ['events', 'event_repeats'] as const)
      await dropDue(clickhouse, table, { shopId, before });
    return rows;
  },
});
