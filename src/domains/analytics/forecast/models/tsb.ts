import { minimise } from './minimise.ts';
import type { Model, Series } from './model.ts';

/** How likely a sale is, and how much it then is, behind the last period. */
export interface Intermittent {
  readonly chance: number;
  readonly size: number;
}

/**
 * Teunter, Syntetos and Babai 2011: the chance of any demand is smoothed every period, its size where there is some. Croston's
 * method learns only from sales; this one also forgets what is sold no more.
 */
export function smoothIntermittent(
  series: Series,
  { ofChance, ofSize }: { ofChance: number; ofSize: number },
): Intermittent & { squares: number } {
  const sold = series.filter((it) => it > 0);
  let chance = sold.length / series.length;
  let size = sold.reduce((sum, it) => sum + it, 0) / Math.max(1, sold.length);
  let squares = 0;
  for (const value of series) {
    squares += (value - chance * size) ** 2;
    chance += ofChance * ((value > 0 ? 1 : 0) - chance);
    if (value > 0) size += ofSize * (value - size);
  }
  return { chance, size, squares };
}

export const tsb: Model = {
  name: 'tsb',
  least: () => 6,
  fit: (series) => {
    const loss = ([ofChance = 0, ofSize = 0]: readonly number[]) =>
      smoothIntermittent(series, { ofChance, ofSize }).squares;
    const [ofChance = 0, ofSize = 0] = minimise(loss, [0.05, 0.1], {
      bounds: [
        [0.005, 0.4],
        [0.01, 0.4],
      ],
    });
    const { chance, size } = smoothIntermittent(series, { ofChance, ofSize });
    return {
      parameters: { alpha: ofSize, beta: ofChance },
      forecast: (horizon) => Array.from({ length: horizon }, () => chance * size),
    };
  },
};
