import { withShop } from '../../platform/db/postgres.ts';
import type { Platform } from '../../platform/platform.ts';
import type { AnalysedShop } from '../analytics/index.ts';
import { trimRefreshes } from './history-store.ts';
import { listSegments } from './segment-store.ts';

/** Who entered or left is known so long. */
const DAYS_OF_MOVES = 180;
const DAY = 86_400_000;

interface Trimming {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
}

/** Once a day: sizes and moves that are too old go, and moves of segments that are gone. */
export async function trimHistory({ platform, shop }: Trimming): Promise<void> {
  const now = platform.clock.now();
  const segments = await withShop(platform.db, shop.shopId, async (tx) => {
    await trimRefreshes(tx, shop, now);
    return listSegments(tx, shop.shopId);
  });
  await trimMoves({ platform, shop }, segments);
}

/** Live moves of the refresh that counts say who is in now: they stay however old they are. */
async function trimMoves(
  { platform: { clickhouse, clock }, shop: { shopId } }: Trimming,
  segments: Awaited<ReturnType<typeof listSegments>>,
): Promise<void> {
  const params = {
    before: clock.now().getTime() - DAYS_OF_MOVES * DAY,
    segments: segments.map((it) => it.segmentId),
    counting: segments.flatMap(({ refresh }) => (refresh === null ? [] : [refresh])),
  };
  const over = `shop_id = {shop:UInt32} AND NOT has({counting:Array(UInt64)}, refresh)
AND (toUnixTimestamp64Milli(at) < {before:Int64} OR NOT has({segments:Array(UInt32)}, segment_id))`;
  const [row] = await clickhouse.query<{ n: string }>({
    sql: `SELECT count() AS n FROM segment_moves WHERE ${over}`,
    ...{ shopId, params },
  });
  if (row!.n === '0') return;
  await clickhouse.command(`ALTER TABLE {{local segment_moves}} DELETE WHERE ${over}`, {
    ...{ ...params, shop: shopId },
  });
}
