import type { ClickHouse } from '../../../platform/clickhouse/clickhouse.ts';

/** A shop has some dozens; more than this is a mistake of whoever sends. */
const MOST = 1000;

const DAY_MS = 86_400_000;

/** How many events came in live in the 24 hours before `now`, by channel: for live events that is their key's source. */
export async function eventsByChannel(
  clickhouse: Pick<ClickHouse, 'query'>,
  shopId: number,
  now: Date,
): Promise<{ channel: string; events: number }[]> {
  const rows = await clickhouse.query<{ channel: string; events: string }>({
    sql: `SELECT channel, count() AS events FROM events
      WHERE shop_id = {shop:UInt32} AND import_id = 0
        AND received_at >= {since:DateTime64(3, 'UTC')} AND received_at <= {now:DateTime64(3, 'UTC')}
      GROUP BY channel ORDER BY channel LIMIT ${MOST}`,
    shopId,
    maxRows: MOST,
    params: { since: stamp(now.getTime() - DAY_MS), now: stamp(now.getTime()) },
  });
  return rows.map(({ channel, events }) => ({ channel, events: Number(events) }));
}

const stamp = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', '');
