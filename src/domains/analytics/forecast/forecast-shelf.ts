import { forecastSubject, type Outlook } from './forecast-series.ts';
import { standOf } from './prepare-demand.ts';
import type { Demand } from './read-demand.ts';

/** The outlook of every product at once, by days; those never sold are left out. For measuring what a forecast costs. */
export function forecastShelf(demand: Demand, horizon: number): Outlook[] {
  const stand = standOf(demand, horizon);
  return demand.items.flatMap(
    (item) => forecastSubject(stand.subjectOf(item), { grain: 'day', horizon }) ?? [],
  );
}
