import { withShop } from '../../platform/db/postgres.ts';
import { keptRefreshes } from './history-store.ts';
import type { Refreshing } from './refreshing.ts';
import type { Segment } from './segment-store.ts';

/** More members of refreshes than this lie about before those that no question asks for are taken away. */
const MANY = 80;

/**
 * Takes away members that no question asks for any more: of each segment those of the last refresh of every day of a month
 * stay, the newest few, and those that count; of a segment that is gone, none.
 */
export async function sweepMembers(
  { platform, shop }: Pick<Refreshing, 'platform' | 'shop'>,
  segments: readonly Segment[],
): Promise<void> {
  const crowded = await findCrowded({ platform, shop }, segments);
  if (crowded.length === 0) return;
  const kept = await withShop(platform.db, shop.shopId, (tx) =>
    keptRefreshes(tx, shop, platform.clock.now()),
  );
  for (const { segment, refreshes } of crowded) {
    const over = refreshes.filter((it) => !kept.get(segment)?.has(it));
    if (over.length === 0) continue;
    await platform.clickhouse.command(
      `ALTER TABLE {{local segment_members}} DELETE WHERE shop_id = {shop:UInt32} AND segment_id = {segment:UInt32} AND refresh IN {refreshes:Array(UInt64)}`,
      { shop: shop.shopId, segment, refreshes: over },
    );
  }
}

async function findCrowded(
  { platform, shop }: Pick<Refreshing, 'platform' | 'shop'>,
  segments: readonly Segment[],
) {
  const rows = await platform.clickhouse.query<{ segment_id: number; refreshes: string[] }>({
    sql: `SELECT segment_id, groupUniqArray(refresh) AS refreshes FROM segment_members
WHERE shop_id = {shop:UInt32} GROUP BY segment_id HAVING count() > ${MANY} OR NOT has({segments:Array(UInt32)}, segment_id)`,
    ...{ shopId: shop.shopId, params: { segments: segments.map(({ segmentId }) => segmentId) } },
  });
  return rows.map((row) => ({ segment: row.segment_id, refreshes: row.refreshes.map(Number) }));
}
