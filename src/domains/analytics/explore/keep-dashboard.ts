import type { Dashboard, Tile } from '../../../contract/explore.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { seenOne } from './change-saved.ts';
import { presentDashboard, presentDashboardEntry } from './present-saved.ts';
import { chartsNotShared, noSuchTile, refusePersonal, tooMany } from './saved-problems.ts';
import { findSaved, insertSaved, listSaved, type Saved, type Viewer } from './saved-store.ts';
import { hidesCharts, readTiles, writeTiles } from './tile-store.ts';

const kind = 'dashboard';

export async function dashboardEntries(tx: Tx, viewer: Viewer) {
  const rows = await listSaved(tx, kind, viewer);
  const tiles = await readTiles(
    tx,
    viewer.shopId,
    rows.map(({ id }) => id),
  );
  const count = (it: Saved) => tiles.filter(({ dashboard_id }) => dashboard_id === it.id).length;
  return rows.map((it) => presentDashboardEntry(it, viewer, count(it)));
}

/** A dashboard the viewer may see, with those of its charts they may see. */
export async function showDashboard(tx: Tx, viewer: Viewer, id: number): Promise<Dashboard> {
  const found = await seenOne(tx, viewer, { kind, id });
  const tiles = await readTiles(tx, viewer.shopId, [id]);
  const charts = await findSaved(tx, viewer, { kind: 'chart', ids: tiles.map(({ chart_id }) => chart_id) });
  return presentDashboard(found, viewer, { tiles, charts });
}

interface Making {
  readonly title: string;
  readonly tiles: readonly Tile[];
  readonly now: Date;
}

/** Problems: `personal-value`, `too-many-dashboards`, `chart-not-found`. */
export async function makeDashboard(
  tx: Tx,
  viewer: Viewer,
  { title, tiles, now }: Making,
): Promise<Dashboard> {
  refusePersonal({ title });
  const made = await insertSaved(tx, viewer, { kind, title, now });
  if (made === undefined) throw tooMany(kind);
  if (!(await writeTiles(tx, viewer, { dashboard: made.id, tiles }))) throw noSuchTile();
  return showDashboard(tx, viewer, made.id);
}

interface Arranging {
  readonly id: number;
  readonly title: string | undefined;
  readonly tiles: readonly Tile[] | undefined;
}

/** What is left of a change once it is allowed. Problems: `personal-value`, `chart-not-found`, `charts-not-shared`. */
export async function changeDashboard(
  tx: Tx,
  viewer: Viewer,
  { id, title, tiles }: Arranging,
): Promise<Dashboard> {
  refusePersonal({ title });
  if (tiles !== undefined && !(await writeTiles(tx, viewer, { dashboard: id, tiles }))) throw noSuchTile();
  const shown = await showDashboard(tx, viewer, id);
  if (shown.is_shared && (await hidesCharts(tx, viewer.shopId, id))) throw chartsNotShared();
  return shown;
}
