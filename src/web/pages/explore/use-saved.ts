import { useQueryClient } from '@tanstack/react-query';
import type { Tile } from '../../../contract/explore.ts';
import { api, take } from '../../client/api.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { useWaiting } from '../../kit/act-later.ts';
import type { View } from './view-rules.ts';

const chartsPath = '/api/shops/{shop}/charts' as const;
const chartPath = '/api/shops/{shop}/charts/{chart}' as const;
const dashboardsPath = '/api/shops/{shop}/dashboards' as const;
const dashboardPath = '/api/shops/{shop}/dashboards/{dashboard}' as const;

/** Without those that are about to be deleted. */
export function useCharts() {
  const waiting = useWaiting();
  const query = useAsk(chartsPath, { path: { shop: useShop().slug } });
  const stay = query.data?.charts.filter((it) => !waiting.includes(chartKey(it.chart_id)));
  return { ...query, data: stay && { charts: stay } } as typeof query;
}

/** Without those that are about to be deleted. */
export function useDashboards() {
  const waiting = useWaiting();
  const query = useAsk(dashboardsPath, { path: { shop: useShop().slug } });
  const stay = query.data?.dashboards.filter((it) => !waiting.includes(dashboardKey(it.dashboard_id)));
  return { ...query, data: stay && { dashboards: stay } } as typeof query;
}

/** Names of those that may be waiting to be deleted (`actLater`). */
export const chartKey = (id: number): string => `chart:${id}`;
export const dashboardKey = (id: number): string => `dashboard:${id}`;

export const useDashboard = (dashboard: number) =>
  useAsk(dashboardPath, { path: { shop: useShop().slug, dashboard } }, { keep: true });

interface ChartChange {
  readonly version: number;
  readonly title?: string;
  readonly view?: View;
  readonly is_shared?: boolean;
}

interface DashboardChange {
  readonly version: number;
  readonly title?: string;
  readonly tiles?: Tile[];
  readonly is_shared?: boolean;
}

/** Writes of charts and dashboards; what is on screen of them is asked for again. */
export function useSaving() {
  const { slug: shop } = useShop();
  const client = useQueryClient();
  const after = async <T>(done: Promise<T>): Promise<T> => {
    const result = await done;
    const paths = [chartsPath, chartPath, dashboardsPath, dashboardPath];
    await Promise.all(paths.map((path) => client.invalidateQueries({ queryKey: [path] })));
    return result;
  };
  return {
    addChart: (body: { title: string; view: View }) =>
      after(take(api.POST(chartsPath, { params: { path: { shop } }, body }))),
    changeChart: (chart: number, body: ChartChange) =>
      after(take(api.PATCH(chartPath, { params: { path: { shop, chart } }, body }))),
    dropChart: (chart: number) =>
      after(take(api.DELETE(chartPath, { params: { path: { shop, chart } }, keepalive: true }))),
    addDashboard: (body: { title: string; tiles: Tile[] }) =>
      after(take(api.POST(dashboardsPath, { params: { path: { shop } }, body }))),
    changeDashboard: (dashboard: number, body: DashboardChange) =>
      after(take(api.PATCH(dashboardPath, { params: { path: { shop, dashboard } }, body }))),
    dropDashboard: (dashboard: number) =>
      after(take(api.DELETE(dashboardPath, { params: { path: { shop, dashboard } }, keepalive: true }))),
  };
}
