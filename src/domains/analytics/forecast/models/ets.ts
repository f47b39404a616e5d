import { type Bound, minimise } from './minimise.ts';
import type { Fitted, Model, Series } from './model.ts';

/**
 * Exponential smoothing with additive errors, an additive damped trend and an additive season: ETS(A,Ad,A), without a season
 * ETS(A,Ad,N). Hyndman, Koehler, Ord, Snyder, Forecasting with Exponential Smoothing (2008), chapter 2. Fitted by the least sum of
 * squared one-step errors; the states before the first period are means of the first two seasons.
 */
export const ets: Model = {
  name: 'ets',
  least: (season) => Math.max(8, 2 * season + 1),
  fit: (series, season, near) => {
    const start = startOf(series, season);
    const bounds: Bound[] = [
      [0.01, 0.99],
      [0, 0.5],
      [0, season > 1 ? 0.6 : 0],
      [0.8, 0.98],
    ];
    const loss = (it: readonly number[]) => run(series, season, { start, parameters: it }).squares;
    const begin = near
      ? named.map((name) => near.parameters[name]!)
      : [0.2, 0.02, season > 1 ? 0.1 : 0, 0.95];
    const found = minimise(loss, begin, { bounds, isNear: near !== undefined });
    return goingOn(run(series, season, { start, parameters: found }), season, found);
  },
};

const named = ['alpha', 'beta', 'gamma', 'phi'] as const;

interface States {
  level: number;
  trend: number;
  /** By place in the season. */
  seasonal: number[];
}

function startOf(series: Series, season: number): States {
  const mean = (from: number) => {
    const part = series.slice(from, from + Math.max(season, 4));
    return part.reduce((sum, it) => sum + it, 0) / part.length;
  };
  if (season === 1) return { level: mean(0), trend: 0, seasonal: [0] };
  const [one, two] = [mean(0), mean(season)];
  const seasonal = Array.from({ length: season }, (_, n) => {
    const second = series[season + n] ?? two;
    return (series[n]! - one + second - two) / 2;
  });
  return { level: one, trend: 0, seasonal };
}

interface Run extends States {
  squares: number;
  length: number;
}

/** One pass over the series; the states behind its last period. */
function run(
  series: Series,
  season: number,
  { start, parameters }: { start: States; parameters: readonly number[] },
): Run {
  const [alpha = 0, beta = 0, gamma = 0, phi = 1] = parameters;
  let { level, trend } = start;
  const seasonal = [...start.seasonal];
  let squares = 0;
  for (let t = 0, place = 0; t < series.length; t++) {
    const damped = phi * trend;
    const error = series[t]! - (level + damped + seasonal[place]!);
    level += damped + alpha * error;
    trend = damped + alpha * beta * error;
    seasonal[place]! += gamma * (1 - alpha) * error;
    squares += error * error;
    place = place + 1 === season ? 0 : place + 1;
  }
  return { level, trend, seasonal, squares, length: series.length };
}

function goingOn(states: Run, season: number, parameters: readonly number[]): Fitted {
  const [alpha = 0, beta = 0, gamma = 0, phi = 1] = parameters;
  return {
    parameters: { alpha, beta, gamma, phi },
    forecast(horizon) {
      let damped = 0;
      return Array.from({ length: horizon }, (_, h) => {
        damped += phi ** (h + 1);
        return states.level + damped * states.trend + states.seasonal[(states.length + h) % season]!;
      });
    },
  };
}
