import type { Model, Series } from './model.ts';

/** What was a season ago comes again; without a season, the last value. What every other model has to beat. */
export const seasonalNaive: Model = {
  name: 'seasonal-naive',
  least: () => 1,
  fit: (series, season) => ({
    parameters: { season },
    forecast: (horizon) => Array.from({ length: horizon }, (_, h) => lastLike(series, season, h)),
  }),
};

function lastLike(series: Series, season: number, h: number): number {
  const length = Math.min(season, series.length);
  return series[series.length - length + (h % length)]!;
}
