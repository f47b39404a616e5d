import { type Chart, type Dashboard, type View, viewSchema } from '../../../contract/explore.ts';
import { makeValidatorCompiler } from '../../../platform/http/validator.ts';
import type { Saved, Viewer } from './saved-store.ts';
import type { StoredTile } from './tile-store.ts';

const check = makeValidatorCompiler()({ schema: viewSchema, httpPart: 'body', method: 'GET', url: '' });

/** A stored view; null where this version no longer knows its words, so that a list is never broken by one of it. */
const viewOf = (stored: unknown): View | null => (check(stored) === true ? (stored as View) : null);

const ownership = (it: Saved, { actor, manages }: Viewer) => ({
  ...{ title: it.title, is_shared: it.isShared, is_own: it.madeBy === actor },
  may_change: it.madeBy === actor || manages,
  ...{ version: it.version, changed_at: it.changedAt.toISOString() },
});

export const presentChart = (it: Saved, viewer: Viewer): Chart => ({
  ...{ chart_id: it.id, ...ownership(it, viewer), view: viewOf(it.view) },
});

/** `tiles` are the dashboard's, `charts` those of them the viewer may see. */
export const presentDashboard = (
  it: Saved,
  viewer: Viewer,
  { tiles, charts }: { tiles: readonly StoredTile[]; charts: readonly Saved[] },
): Dashboard => ({
  ...{ dashboard_id: it.id, ...ownership(it, viewer) },
  tiles: tiles.map(({ chart_id, width, height }) => {
    const chart = charts.find(({ id }) => id === chart_id);
    return { chart_id, width, height, chart: chart === undefined ? null : presentChart(chart, viewer) };
  }),
});

export const presentDashboardEntry = (it: Saved, viewer: Viewer, tiles: number) => ({
  ...{ dashboard_id: it.id, ...ownership(it, viewer), tiles },
});
