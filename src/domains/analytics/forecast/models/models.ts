import { ets } from './ets.ts';
import type { Model, Series } from './model.ts';
import { seasonalNaive } from './seasonal-naive.ts';
import { theta } from './theta.ts';
import { tsb } from './tsb.ts';

/** Every model, the naive one first: of two as good, the earlier is taken. */
const forecastModels: readonly Model[] = [seasonalNaive, theta, ets, tsb];

export { seasonalNaive };

/** Periods from one sale to the next beyond which demand counts as intermittent (Syntetos, Boylan, Croston 2005). */
const INTERMITTENT = 1.32;

export const isIntermittent = (series: Series): boolean => {
  const sold = series.filter((it) => it > 0).length;
  return sold === 0 || series.length / sold >= INTERMITTENT;
};

/** Those a series is long enough for; the model of intermittent demand only where it is so. */
export const modelsFor = (series: Series, season: number): Model[] =>
  forecastModels.filter((it) => series.length >= it.least(season) && (it !== tsb || isIntermittent(series)));
