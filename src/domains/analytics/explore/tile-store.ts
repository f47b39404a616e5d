import { sql } from 'kysely';
import type { Tile } from '../../../contract/explore.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Viewer } from './saved-store.ts';

export interface StoredTile extends Tile {
  readonly dashboard_id: number;
}

/** Tiles of these dashboards, in their order. */
export async function readTiles(
  tx: Tx,
  shopId: number,
  dashboards: readonly number[],
): Promise<StoredTile[]> {
  const { rows } = await sql<StoredTile>`
    select dashboard_id, chart_id, width, height from analytics.tiles
    where shop_id = ${shopId} and dashboard_id = any(${[...dashboards]}::bigint[])
    order by dashboard_id, place`.execute(tx);
  return rows;
}

/** Puts these tiles in the place of all there were; false where a chart is not there, or not the viewer's to see. */
export async function writeTiles(
  tx: Tx,
  { shopId, actor }: Viewer,
  { dashboard, tiles }: { dashboard: number; tiles: readonly Tile[] },
): Promise<boolean> {
  await sql`delete from analytics.tiles where shop_id = ${shopId} and dashboard_id = ${dashboard}`.execute(
    tx,
  );
  if (tiles.length === 0) return true;
  const column = (of: (it: Tile) => number) => tiles.map(of);
  const { numAffectedRows } = await sql`
    insert into analytics.tiles (shop_id, dashboard_id, place, chart_id, width, height)
    select ${shopId}, ${dashboard}::bigint, t.place - 1, t.chart, t.width, t.height
    from unnest(${column((it) => it.chart_id)}::bigint[], ${column((it) => it.width)}::smallint[],
      ${column((it) => it.height)}::smallint[]) with ordinality as t (chart, width, height, place)
    join analytics.charts c on c.shop_id = ${shopId} and c.chart_id = t.chart
    where c.is_shared or c.made_by = ${actor}`.execute(tx);
  return Number(numAffectedRows) === tiles.length;
}

/** Whether a dashboard shows a chart that others cannot see. */
export async function hidesCharts(tx: Tx, shopId: number, dashboard: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from analytics.tiles t join analytics.charts c on c.shop_id = t.shop_id and c.chart_id = t.chart_id
    where t.shop_id = ${shopId} and t.dashboard_id = ${dashboard} and not c.is_shared limit 1`.execute(tx);
  return rows.length > 0;
}
