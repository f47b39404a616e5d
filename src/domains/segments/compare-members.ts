import type { Refreshing, Wave } from './refreshing.ts';

/** How many are in after a refresh, and how many of them were not before. */
interface Counted {
  readonly members: number;
  readonly entered: number;
  readonly left: number;
}

/**
 * Holds the members of a refresh against those there were: who differs goes on record as a move (number 0). One statement for
 * all segments of the wave, a row a segment: only who differs, or moved since, becomes a row of its own.
 */
export async function compareMembers(it: Refreshing, wave: Wave): Promise<Map<number, Counted>> {
  const { platform, shop } = it;
  await writeDifferences(it, wave);
  const rows = await platform.clickhouse.query<{
    segment_id: number;
    size: string;
    came: string;
    gone: string;
  }>({
    sql: `SELECT segment_id, sum(size) AS size, sum(came) AS came, sum(gone) AS gone FROM (
  SELECT segment_id, toUInt64(length(members)) AS size, toUInt64(0) AS came, toUInt64(0) AS gone
  FROM segment_members WHERE shop_id = {shop:UInt32} AND refresh = {refresh:UInt64}
  UNION ALL
  SELECT segment_id, toUInt64(0) AS size, countIf(entered = 1) AS came, countIf(entered = 0) AS gone
  FROM segment_moves WHERE shop_id = {shop:UInt32} AND refresh = {refresh:UInt64} AND move = 0 GROUP BY segment_id
) GROUP BY segment_id`,
    ...{ shopId: shop.shopId, params: { refresh: wave.refresh } },
  });
  const known = new Set(
    wave.wave.filter(({ refresh }) => refresh !== null).map(({ segmentId }) => segmentId),
  );
  return new Map(
    rows.map((row) => {
      const members = Number(row.size);
      const isFirst = !known.has(row.segment_id);
      return [
        row.segment_id,
        { members, entered: isFirst ? members : Number(row.came), left: Number(row.gone) },
      ];
    }),
  );
}

/**
 * Of segments that were counted before: who was in is the refresh that counted, with the last move of each who moved behind it. Sets
 * meet as bitmaps, so that only who differs becomes a row.
 */
async function writeDifferences(
  { platform, shop, cause }: Refreshing,
  { wave, refresh, now }: Wave,
): Promise<void> {
  const known = wave.filter((one) => one.refresh !== null);
  if (known.length === 0) return;
  const ids = known.map(({ segmentId }) => segmentId);
  const pairs = known.map((one) => `(${one.segmentId}, ${one.refresh})`);
  await platform.clickhouse.command(differencesSql(pairs.join(', ')), {
    ...{ shop: shop.shopId, refresh, ids, cause, at: now.toISOString().slice(0, -1).replace('T', ' ') },
  });
}

function differencesSql(pairs: string): string {
  const counted = `(segment_id, refresh) IN (${pairs})`;
  return `INSERT INTO segment_moves (shop_id, segment_id, refresh, customer_id, move, entered, at, cause)
SELECT {shop:UInt32}, segment_id, {refresh:UInt64}, one.1, 0, one.2, {at:DateTime64(3, 'UTC')}, {cause:String} FROM (
  SELECT segment_id, arrayJoin(arrayConcat(
      arrayMap(id -> (id, toUInt8(1)), bitmapToArray(bitmapAndnot(fresh, before))),
      arrayMap(id -> (id, toUInt8(0)), bitmapToArray(bitmapAndnot(before, fresh))))) AS one
  FROM (
    SELECT segment_id, fresh, bitmapOr(bitmapAndnot(old, bitmapBuild(moved)), bitmapBuild(moved_in)) AS before
    FROM (
      SELECT segment_id, bitmapBuild(groupArrayArrayIf(members, refresh != {refresh:UInt64})) AS old,
        bitmapBuild(groupArrayArrayIf(members, refresh = {refresh:UInt64})) AS fresh
      FROM segment_members WHERE shop_id = {shop:UInt32} AND (${counted} OR refresh = {refresh:UInt64} AND has({ids:Array(UInt32)}, segment_id))
      GROUP BY segment_id
    ) AS sets
    GLOBAL ANY LEFT JOIN (
      SELECT segment_id, groupArray(customer_id) AS moved, groupArrayIf(customer_id, is_in = 1) AS moved_in FROM (
        SELECT segment_id, customer_id, argMax(entered, move) AS is_in FROM segment_moves
        WHERE shop_id = {shop:UInt32} AND ${counted} AND move != 0 GROUP BY segment_id, customer_id
      ) GROUP BY segment_id
    ) AS moves USING (segment_id)
  )
) SETTINGS distributed_foreground_insert = 1, join_use_nulls = 0`;
}
